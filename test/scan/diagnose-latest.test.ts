import { UsageError } from '#platform/usage-error.ts';
import { diagnoseLatest } from '#scan/diagnose-latest.ts';
import { memoryStore } from '../support/memory-store.ts';

const LATEST = JSON.stringify({
  schemaVersion: 1,
  runId: 'run-1',
  folder: 'reports/2026-11-20/run-1',
  finishedAt: '2026-11-20T02:31:00Z',
});
const call = (name: string, response: object): string =>
  `${JSON.stringify({ call: name, request: {}, at: '2026-11-20T02:30:00Z', response })}\n`;

/** A machine with a public address whose group has no rule. */
const SNAPSHOT = [
  call('ec2:DescribeVpcs', {
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      },
    ],
  }),
  call('ec2:DescribeSubnets', { Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }] }),
  call('ec2:DescribeSecurityGroups', {
    SecurityGroups: [
      { GroupId: 'sg-1', GroupName: 'shut', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] },
    ],
  }),
  call('ec2:DescribeInstances', {
    Reservations: [
      { Instances: [{ InstanceId: 'i-1', State: { Name: 'running' }, VpcId: 'vpc-1', SubnetId: 'subnet-1' }] },
    ],
  }),
  call('ec2:DescribeNetworkInterfaces', {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        Status: 'in-use',
        Groups: [{ GroupId: 'sg-1' }],
        Attachment: { InstanceId: 'i-1', DeviceIndex: 0 },
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
      },
    ],
  }),
].join('');

const scanned = () =>
  memoryStore({ 'reports/latest.json': LATEST, 'snapshots/run-1/aws/111122223333/eu-west-1.jsonl': SNAPSHOT });

test('answers from the snapshot of the last whole run, and says which that is', async () => {
  const answer = await diagnoseLatest({ from: 'internet', to: 'i-1', port: 'tcp/22' }, scanned());
  expect(answer).toMatchObject({
    verdict: 'blocked',
    from: 'internet',
    to: 'i-1',
    flow: 'tcp/22',
    snapshot: { runId: 'run-1', finishedAt: '2026-11-20T02:31:00Z' },
  });
  expect(answer.paths.flatMap(({ blockers }) => blockers.map(({ component }) => component))).toContain('sg-1');
});

test('says what to do before the first run', async () => {
  await expect(diagnoseLatest({ from: 'internet', to: 'i-1', port: 'tcp/22' }, memoryStore())).rejects.toThrow(
    new UsageError('nothing has been scanned yet: run the ScanNow function with {} first'),
  );
});

test.each([
  ['no target', { from: 'internet', port: 'tcp/22' }, /^to is missing, but must be a string$/],
  [
    'no flow',
    { from: 'internet', to: 'i-1', port: 'ssh' },
    /^port is "ssh", but must be PROTOCOL\/PORT such as tcp\/8080/,
  ],
  [
    'a number alone',
    { from: 'internet', to: 'i-1', port: '22' },
    /^port is "22", but 22 alone is a protocol number; for the TCP port write tcp\/22, for the protocol ip\/22$/,
  ],
  [
    'an unknown key',
    { from: 'internet', to: 'i-1', port: 'all', ports: 1 },
    /^ports is not known; allowed are from, to, port, compare, clientPort$/,
  ],
  [
    'a client port that is none',
    { from: 'internet', to: 'i-1', port: 'all', clientPort: 0 },
    /^clientPort is 0, but must be at least 1$/,
  ],
  ['a target that is not there', { from: 'internet', to: 'i-9', port: 'all' }, /i-9/],
])('refuses %s', async (_name, payload, says) => {
  const asked = diagnoseLatest(payload, scanned());
  await expect(asked).rejects.toThrow(UsageError);
  await expect(asked).rejects.toThrow(says);
});
