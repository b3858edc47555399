import { folderWith, posture } from '../support/command-line.ts';

const AWS = {
  'eu-west-1/all.json': {
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }],
    Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }],
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
        ],
      },
    ],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        IsDefault: true,
        Entries: [true, false].map((Egress) => ({
          RuleNumber: 100,
          Protocol: '-1',
          RuleAction: 'allow',
          Egress,
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '198.51.100.0/24' }] },
        ],
      },
    ],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        Status: 'in-use',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        Groups: [{ GroupId: 'sg-1' }],
        Attachment: { InstanceId: 'i-1' },
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
      },
    ],
    Reservations: [{ OwnerId: '111122223333', Instances: [{ InstanceId: 'i-1', State: { Name: 'running' } }] }],
  },
} as const;

const without = (key: string): Record<string, unknown> => ({
  'eu-west-1/all.json': Object.fromEntries(Object.entries(AWS['eu-west-1/all.json']).filter(([each]) => each !== key)),
});

test('exposure tells per machine what is reached, from where, and past what', async () => {
  const { exitCode, stdout } = await posture('exposure', '--snapshot', folderWith(AWS));
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'The Internet reaches 1 resource:',
    '',
    'i-1 instance, 111122223333 eu-west-1',
    '  ● tcp 22 at 52.0.0.10 → 10.0.1.10 from the whole Internet',
    '    ✓ vpc-1 → ✓ igw-1 → ✓ eni-1 → ✓ acl-1 → ✓ sg-1 → ✓ eni-1 → ✓ i-1 ⇄ ✓ acl-1 → ✓ rtb-1',
    '  ● tcp 443 at 52.0.0.10 → 10.0.1.10 from 198.51.100.0/24',
    '    ✓ vpc-1 → ✓ igw-1 → ✓ eni-1 → ✓ acl-1 → ✓ sg-1 → ✓ eni-1 → ✓ i-1 ⇄ ✓ acl-1 → ✓ rtb-1',
    '',
  ]);
});

test('exposure without the ACLs is unknown, names the call and ends with 2', async () => {
  const { exitCode, stdout } = await posture('exposure', '--snapshot', folderWith(without('NetworkAcls')));
  expect(exitCode).toBe(2);
  expect(stdout).toContain('? tcp 22 at 52.0.0.10');
  expect(stdout).toContain('X_SNAPSHOT_INCOMPLETE ec2:DescribeNetworkAcls');
});

test('exposure without the interfaces says that there may be more, and ends with 2', async () => {
  const { exitCode, stderr } = await posture('exposure', '--snapshot', folderWith(without('NetworkInterfaces')));
  expect(exitCode).toBe(2);
  expect(stderr).toContain('may hold more than this shows: ec2:DescribeNetworkInterfaces: NotRead');
});

test('diagnose shows every hop, what to change and the near misses', async () => {
  const { exitCode, stdout } = await posture(
    'diagnose',
    '--snapshot',
    folderWith(AWS),
    '--from',
    '9.9.9.9',
    '--to',
    'i-1',
    '--port',
    'tcp/443',
  );
  expect(exitCode).toBe(1);
  expect(stdout).toContain('9.9.9.9 → i-1  tcp/443  BLOCKED');
  expect(stdout).toMatch(/✗ Security group in +sg-1 +No rule of sg-1 lets it in\. \[ENI_SG_RULES_MISMATCH\]/);
  expect(stdout).toContain('back ✓ Network ACL out');
  expect(stdout).toContain('• sg-1 has tcp 443 from 198.51.100.0/24: widen the source');
});

test('diagnose ends with 0 for what gets through and with 2 for what nobody can tell', async () => {
  const ask = (folder: string) =>
    posture('diagnose', '--snapshot', folder, '--from', 'internet', '--to', '52.0.0.10', '--port', 'tcp/22');
  expect((await ask(folderWith(AWS))).exitCode).toBe(0);
  expect((await ask(folderWith(without('NetworkAcls')))).exitCode).toBe(2);
});

describe('mistakes in a question end with 64 and say what is wanted', () => {
  const cases: Record<string, { argv: string[]; says: RegExp }> = {
    'no such target': {
      argv: ['--from', 'internet', '--to', 'i-9', '--port', 'tcp/22'],
      says: /'i-9' is nothing in the snapshot/,
    },
    'no such source': {
      argv: ['--from', 'mars', '--to', 'i-1', '--port', 'tcp/22'],
      says: /'mars' is no source: expected internet, an address/,
    },
    'no such flow': {
      argv: ['--from', 'internet', '--to', 'i-1', '--port', 'http'],
      says: /--port http is no flow; wanted is PROTOCOL\/PORT/,
    },
    'a number alone, which people mean as a port': {
      argv: ['--from', 'internet', '--to', 'i-1', '--port', '22'],
      says: /--port 22 is no flow; 22 alone is a protocol number; for the TCP port write tcp\/22, for the protocol ip\/22/,
    },
    'a number alone that is no protocol either': {
      argv: ['--from', 'internet', '--to', 'i-1', '--port', 'tcp/22', '--compare', '8080'],
      says: /--compare 8080 is no flow; a number alone is no protocol and no port; for the TCP port write tcp\/8080/,
    },
    'a port out of range': {
      argv: ['--from', 'internet', '--to', 'i-1', '--port', 'tcp/70000'],
      says: /--port tcp\/70000 is no flow/,
    },
    'a client port out of range': {
      argv: ['--from', 'internet', '--to', 'i-1', '--port', 'tcp/22', '--client-port', '0'],
      says: /--client-port 0 is no port/,
    },
    'no target at all': {
      argv: ['--from', 'internet', '--port', 'tcp/22'],
      says: /required option '--to <target>' not specified/,
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, { argv, says }) => {
    const { exitCode, stderr } = await posture('diagnose', '--snapshot', folderWith(AWS), ...argv);
    expect(exitCode).toBe(64);
    expect(stderr).toMatch(says);
  });
});
