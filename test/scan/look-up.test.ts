import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Notice } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Store } from '#platform/store.ts';
import { lookUp } from '#scan/look-up.ts';
import { folderStore } from '#stores/folder.ts';
import { aFinding, aResource } from '../support/a-report.ts';
import { folderWith } from '../support/command-line.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(event, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

const line = (call: string, response: object): string => `${JSON.stringify({ call, request: {}, response })}\n`;
const open = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** One web server that the world reaches on port 22. */
const region = (denied: readonly string[] = []): string =>
  Object.entries({
    'ec2:DescribeVpcs': { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }] },
    'ec2:DescribeSubnets': {
      Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' }],
    },
    'ec2:DescribeInternetGateways': {
      InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
    },
    'ec2:DescribeRouteTables': {
      RouteTables: [
        {
          RouteTableId: 'rtb-1',
          VpcId: 'vpc-1',
          Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
          Routes: [
            { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
            { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
          ],
        },
      ],
    },
    'ec2:DescribeNetworkAcls': {
      NetworkAcls: [
        {
          NetworkAclId: 'acl-1',
          VpcId: 'vpc-1',
          IsDefault: true,
          Associations: [{ SubnetId: 'subnet-1' }],
          Entries: [true, false].map((Egress) => ({
            RuleNumber: 100,
            Protocol: '-1',
            RuleAction: 'allow',
            Egress,
            CidrBlock: '0.0.0.0/0',
          })),
        },
      ],
    },
    'ec2:DescribeSecurityGroups': {
      SecurityGroups: [
        {
          GroupId: 'sg-1',
          GroupName: 'web',
          VpcId: 'vpc-1',
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
          IpPermissionsEgress: [open],
        },
      ],
    },
    'ec2:DescribeNetworkInterfaces': {
      NetworkInterfaces: [
        {
          NetworkInterfaceId: 'eni-1',
          Status: 'in-use',
          InterfaceType: 'interface',
          VpcId: 'vpc-1',
          SubnetId: 'subnet-1',
          Groups: [{ GroupId: 'sg-1' }],
          Attachment: { InstanceId: 'i-1', Status: 'attached' },
          PrivateIpAddresses: [
            { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } },
          ],
        },
      ],
    },
    'ec2:DescribeInstances': {
      Reservations: [
        {
          Instances: [
            {
              InstanceId: 'i-1',
              State: { Name: 'running' },
              VpcId: 'vpc-1',
              SubnetId: 'subnet-1',
              Tags: [{ Key: 'Name', Value: 'web-1' }],
            },
          ],
        },
      ],
    },
    'ec2:DescribeVpcBlockPublicAccessOptions': { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off' } },
    'ec2:DescribeVpcBlockPublicAccessExclusions': { VpcBlockPublicAccessExclusions: [] },
    'ec2:DescribeManagedPrefixLists': { PrefixLists: [] },
    'guardduty:ListDetectors': { DetectorIds: [] },
    'elb:DescribeLoadBalancers': { LoadBalancerDescriptions: [] },
    'elbv2:DescribeLoadBalancers': { LoadBalancers: [] },
    'elbv2:DescribeTargetGroups': { TargetGroups: [] },
  })
    .map(([call, response]) =>
      denied.includes(call)
        ? `${JSON.stringify({ call, request: {}, error: { code: 'UnauthorizedOperation', message: 'no' } })}\n`
        : line(call, response),
    )
    .join('');

const finding = aFinding({
  status: 'open',
  checkId: 'aws-ec2-interface-outbound-traffic-normal',
  resource: aResource({ account: '111122223333', region: 'eu-west-1', id: 'eni-1' }),
});
const elsewhere = aFinding({ resource: aResource({ account: '444455556666', id: 'eni-1' }) });

async function aBucket(files: Readonly<Record<string, string>> = {}): Promise<Store> {
  const store = folderStore(
    folderWith({
      'reports/latest.json': {
        schemaVersion: 1,
        runId: 'run-1',
        folder: 'reports/2026-11-18/run-1',
        finishedAt: '2026-11-18T02:40:00Z',
      },
      'snapshots/run-1/manifest.json': { schemaVersion: 1, runId: 'run-1', startedAt: '2026-11-18T02:31:00Z' },
      'snapshots/run-1/aws/111122223333/global.jsonl':
        line('globalaccelerator:ListAccelerators', { Accelerators: [] }) +
        line('cloudfront:ListVpcOrigins', { VpcOriginList: { Items: [] } }) +
        line('cloudfront:ListDistributions', { DistributionList: { Items: [] } }),
      'snapshots/run-1/aws/111122223333/eu-west-1.jsonl': region(),
      'snapshots/run-1/aws/111122223333/us-east-1.jsonl': line('ec2:DescribeVpcs', { Vpcs: [] }),
      ...files,
    }),
  );
  const lines = [finding, elsewhere].map((each) => `${JSON.stringify(each)}\n`).join('');
  await store.write('findings/provider=aws/dt=2026-11-18/run-1.jsonl.gz', [gzipSync(lines)]);
  const threat = noticeOf(threatEvent);
  await store.writeOnce(
    'notices/guardduty/2026/11/t.json',
    JSON.stringify({ schemaVersion: 1, notice: threat, event: {} }),
  );
  return store;
}

const look = async (store: Store, event = abuseEvent) =>
  lookUp(noticeOf(event), {
    store,
    policy: DEFAULT_POLICY,
    clock: () => new Date('2026-11-18T23:00:00Z'),
    language: 'en',
  });

test('the machine, how the Internet reaches it, its findings and the other notices about it', async () => {
  const store = await aBucket();
  const { dossier, plan } = await look(store);
  expect(dossier).toMatchObject({
    snapshotAt: '2026-11-18T02:31:00Z',
    notFound: [],
    resources: [
      {
        id: 'i-1',
        name: 'web-1',
        state: 'running',
        groups: [{ id: 'sg-1', name: 'web' }],
        waysIn: {
          known: true,
          value: [{ certain: true, publicAddress: '52.0.0.10', protocol: 'tcp', ports: [[22, 22]], everyone: true }],
        },
        findings: [{ checkId: 'aws-ec2-interface-outbound-traffic-normal' }],
      },
    ],
    related: [{ kind: 'threat' }],
  });
  const [way] = dossier.resources[0]?.waysIn?.known ? dossier.resources[0].waysIn.value : [];
  expect(way?.hops.join(' ')).toMatch(/igw-1.*acl-1.*sg-1/);
  expect(readFileSync(plan ?? '', 'utf8')).toContain(
    'aws ec2 modify-network-interface-attribute --network-interface-id eni-1',
  );
});

test.each([
  ['no region at all', withDetail(abuseEvent, { eventRegion: 'global' }, { resources: [] })],
  ['the wrong region', withDetail(abuseEvent, { eventRegion: 'us-east-1' }, { resources: [] })],
])('the notice names %s: the machine is found all the same', async (_, event) => {
  expect((await look(await aBucket(), event)).dossier.resources[0]?.id).toBe('i-1');
});

test('a denied call makes the ways in unknown and is named', async () => {
  const store = await aBucket({
    'snapshots/run-1/aws/111122223333/eu-west-1.jsonl': region(['ec2:DescribeNetworkAcls']),
  });
  const waysIn = (await look(store)).dossier.resources[0]?.waysIn;
  expect(waysIn).toMatchObject({
    known: false,
    missing: [{ call: 'ec2:DescribeNetworkAcls', code: 'UnauthorizedOperation' }],
  });
});

test('a resource that nobody has seen is named as such', async () => {
  const { dossier, plan } = await look(
    await aBucket(),
    withDetail(abuseEvent, { affectedEntities: [{ entityValue: 'i-9' }] }, { resources: [] }),
  );
  expect([dossier.notFound, dossier.resources, plan]).toEqual([['i-9'], [], undefined]);
});

test.each([
  ['there is no report yet', { 'reports/latest.json': undefined }, 'there is no report yet; run a scan'],
  [
    'the account is not covered',
    {
      'snapshots/run-1/aws/111122223333/eu-west-1.jsonl': undefined,
      'snapshots/run-1/aws/111122223333/global.jsonl': undefined,
      'snapshots/run-1/aws/111122223333/us-east-1.jsonl': undefined,
      'snapshots/run-1/aws/999988887777/eu-west-1.jsonl': '',
    },
    'the last report does not cover account 111122223333',
  ],
])('%s: it says so', async (_, changes, unavailable) => {
  const bucket = await aBucket();
  const gone = Object.keys(changes).filter((key) => changes[key as keyof typeof changes] === undefined);
  const store: Store = {
    ...bucket,
    read: async (key) => (gone.includes(key) ? undefined : bucket.read(key)),
    list: async (prefix) => [
      ...(await bucket.list(prefix)).filter((key) => !gone.some((each) => each.endsWith(key) || key === each)),
      ...('snapshots/run-1/aws/999988887777/eu-west-1.jsonl' in changes && prefix.startsWith('snapshots')
        ? ['snapshots/run-1/aws/999988887777/eu-west-1.jsonl']
        : []),
    ],
  };
  expect((await look(store)).dossier).toMatchObject({ unavailable, resources: [], notFound: ['i-1'] });
});

test('what is over needs no plan', async () => {
  expect((await look(await aBucket(), withDetail(abuseEvent, { statusCode: 'closed' }))).plan).toBeUndefined();
});
