import { DEFAULT_POLICY } from '#platform/policy.ts';
import { judge } from '#scan/run.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { memoryStore } from '../support/memory-store.ts';
import { ALB, balancerCalls, NLB } from '../support/network-balancer.ts';
import {
  aclEntry,
  aGroup,
  aNetwork,
  aNic,
  anAcl,
  anInstance,
  aTable,
  callsOf,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
  route,
} from '../support/network-estate.ts';

/*
 * Questions about AWS networks that well-known scanners answer wrongly, each asked of the whole product: recorded answers
 * in, the line of results.jsonl out.
 */

const anyone = '0.0.0.0/0';
const ipv4 = aNic({ Ipv6Addresses: [] });
const network = (changes: Partial<NetworkAnswers> = {}): NetworkAnswers =>
  aNetwork({ networkInterfaces: [ipv4], ...changes });
const opening = (...permissions: readonly Json[]): NetworkAnswers => network({ securityGroups: [aGroup(permissions)] });
/** An ACL that somebody made, with these entries. */
const behind = (...entries: readonly Json[]): NetworkAnswers =>
  network({ networkAcls: [anAcl(entries, { IsDefault: false })] });

const ADMIN = 'aws-ec2-security-group-closes-admin-ports';
const ALL = 'aws-ec2-security-group-closes-all-ports';
const REACHED = 'aws-ec2-interface-admin-ports-unreachable';
const ACL = 'aws-vpc-network-acl-closes-admin-ports';
const BALANCER = 'aws-elb-load-balancer-only-public-ports-reachable';

/** What a run says of one resource, or of whichever it names: each verdict with its message. */
async function said(
  calls: readonly RecordedCall[],
  checkId: string,
  resourceId: string,
  checks: readonly string[] = [checkId],
): Promise<string> {
  const reports = memoryStore();
  await judge(
    { providers: ['aws'], regions: 'all', checks },
    {
      snapshot: memoryStore({
        'aws/111122223333/eu-west-1.jsonl': calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
      }),
      reports,
      formats: [],
      policy: DEFAULT_POLICY,
      waivers: [],
      runId: 'run-1',
      startedAt: '2026-11-20T02:30:00.000Z',
      clock: () => new Date('2026-11-20T02:31:00Z'),
      onProgress: () => undefined,
    },
  );
  return String(reports.files.get('results.jsonl'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { checkId: string; verdict: string; message: string; resource: { id: string } })
    .filter((result) => result.checkId === checkId && (result.resource.id === resourceId || resourceId === ''))
    .map(({ verdict, message }) => [verdict, message].filter(Boolean).join(': '))
    .join('\n');
}

test.each<[input: string, calls: readonly RecordedCall[], check: string, resource: string, right: string]>([
  [
    'DescribeSecurityGroups denied',
    callsOf(network(), ['securityGroups']),
    REACHED,
    'eni-1',
    'unknown: ec2:DescribeSecurityGroups: UnauthorizedOperation',
  ],
  [
    'protocol -1 from the world, asked for SSH',
    callsOf(opening(permission('-1', undefined, undefined, anyone))),
    ADMIN,
    'sg-1',
    'fail: Opens SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv4, udp 3389 over IPv4) to the world: all traffic from 0.0.0.0/0.',
  ],
  [
    'tcp 1–65535 from the world',
    callsOf(opening(permission('tcp', 1, 65535, anyone))),
    ALL,
    'sg-1',
    'fail: Opens all tcp ports over IPv4 to the world: tcp 1-65535 from 0.0.0.0/0.',
  ],
  [
    'sources 0.0.0.0/1 and 128.0.0.0/1',
    callsOf(opening(permission('tcp', 22, 22, '0.0.0.0/1', '128.0.0.0/1'))),
    ADMIN,
    'sg-1',
    'fail: Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/1 and 1 more.',
  ],
  [
    'a prefix list that holds 0.0.0.0/0',
    callsOf({
      ...opening(permission('tcp', 22, 22, 'pl-1')),
      prefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'all' }],
      prefixListEntries: { 'pl-1': [anyone] },
    }),
    ADMIN,
    'sg-1',
    'fail: Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from pl-1.',
  ],
  [
    '::/0 and a range of ports, 20–30',
    callsOf(opening(permission('tcp', 20, 30, '::/0'))),
    ADMIN,
    'sg-1',
    'fail: Opens SSH and telnet (tcp 22–23 over IPv6) to the world: tcp 20-30 from ::/0. Nothing on the Internet gets through it now.',
  ],
  [
    'protocol "6"',
    callsOf(opening(permission('6', 22, 22, anyone))),
    ADMIN,
    'sg-1',
    'fail: Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/0.',
  ],
  [
    'UDP on every port, asked whether TCP is open',
    callsOf(opening(permission('udp', 0, 65535, anyone))),
    ALL,
    'sg-1',
    'fail: Opens all udp ports over IPv4 to the world: udp 0-65535 from 0.0.0.0/0.',
  ],
  [
    'UDP on every port, asked for SSH',
    callsOf(opening(permission('udp', 0, 65535, anyone))),
    ADMIN,
    'sg-1',
    'fail: Opens RDP (udp 3389 over IPv4) to the world: udp 0-65535 from 0.0.0.0/0.',
  ],
  ['ICMP echo from the world', callsOf(opening(permission('icmp', 8, -1, anyone))), ADMIN, 'sg-1', 'pass'],
  [
    'ACL 100 denies all, 200 allows all',
    callsOf(behind(aclEntry(200, false, 'allow', '-1', anyone), aclEntry(100, false, 'deny', '-1', anyone))),
    ACL,
    'acl-1',
    'pass',
  ],
  [
    'ACL denies 22 to both halves, then allows it to all',
    callsOf(
      behind(
        aclEntry(10, false, 'deny', '6', '0.0.0.0/1', [22, 22]),
        aclEntry(20, false, 'deny', '6', '128.0.0.0/1', [22, 22]),
        aclEntry(30, false, 'allow', '6', anyone, [22, 22]),
      ),
    ),
    ACL,
    'acl-1',
    'pass',
  ],
  [
    'ACL allows both halves of the world',
    callsOf(
      behind(
        aclEntry(1, false, 'allow', '6', '0.0.0.0/1', [22, 22]),
        aclEntry(2, false, 'allow', '6', '128.0.0.0/1', [22, 22]),
      ),
    ),
    ACL,
    'acl-1',
    'fail: Admits SSH (tcp 22 over IPv4) from the world: entry 1 allows tcp 22 from 0.0.0.0/1, and 1 more.',
  ],
  [
    'an ACL entry that denies, without ports',
    callsOf(behind(aclEntry(100, false, 'deny', '-1', anyone))),
    ACL,
    'acl-1',
    'pass',
  ],
  [
    "no gateway, but another VPC's main table leads to one",
    callsOf(
      network({
        internetGateways: [{ InternetGatewayId: 'igw-2', Attachments: [{ VpcId: 'vpc-2', State: 'available' }] }],
        routeTables: [
          aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }]),
          aTable([route(anyone, 'igw-2')], { RouteTableId: 'rtb-0', VpcId: 'vpc-2' }),
        ],
      }),
    ),
    REACHED,
    'eni-1',
    'pass',
  ],
  [
    'the primary interface closed, the second one open',
    callsOf(
      network({
        securityGroups: [aGroup([]), aGroup([permission('tcp', 22, 22, anyone)], { GroupId: 'sg-2' })],
        networkInterfaces: [
          ipv4,
          aNic({
            NetworkInterfaceId: 'eni-2',
            Ipv6Addresses: [],
            Groups: [{ GroupId: 'sg-2' }],
            PrivateIpAddresses: [
              { PrivateIpAddress: '10.0.1.11', Primary: true, Association: { PublicIp: '52.0.0.11' } },
            ],
          }),
        ],
      }),
    ),
    REACHED,
    'eni-2',
    'fail: The Internet reaches SSH (tcp 22 over IPv4) at 52.0.0.11.',
  ],
  [
    'a stopped instance',
    callsOf(network({ instances: [anInstance({ State: { Name: 'stopped' } })] })),
    REACHED,
    'eni-1',
    'pass',
  ],
  [
    'a terminated instance',
    callsOf(network({ instances: [anInstance({ State: { Name: 'terminated' } })] })),
    REACHED,
    'eni-1',
    'pass',
  ],
  [
    'an application balancer open on its port',
    [
      ...callsOf(
        network({
          securityGroups: [aGroup([]), aGroup([permission('tcp', 8443, 8443, anyone)], { GroupId: 'sg-lb' })],
        }),
      ),
      ...balancerCalls({ port: 8443 }),
    ],
    BALANCER,
    ALB,
    `fail: The Internet reaches tcp 8443 over IPv4 at ${ALB}.`,
  ],
  [
    'a network balancer without groups',
    [...callsOf(network()), ...balancerCalls({ arn: NLB, type: 'network', protocol: 'TCP', port: 22, groups: [] })],
    BALANCER,
    NLB,
    `fail: The Internet reaches tcp 22 over IPv4 at ${NLB}.`,
  ],
  [
    'a peering route that covers the whole VPC of the peer',
    callsOf(
      network({
        routeTables: [aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }, route('10.1.0.0/16', 'pcx-1')])],
        vpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: 'active' },
            RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' },
            AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.1.0.0/16', OwnerId: '111122223333' },
          },
        ],
      }),
    ),
    'aws-vpc-peering-route-narrow',
    'rtb-1',
    'fail: The route to 10.1.0.0/16 over pcx-1 covers the whole of vpc-2, 10.1.0.0/16.',
  ],
  [
    'the first page of a list only',
    callsOf(network()).map((call) =>
      call.call === 'ec2:DescribeSecurityGroups'
        ? { ...call, response: { ...(call as { response: object }).response, NextToken: 'more' } }
        : call,
    ),
    'aws-ec2-default-security-group-empty',
    '',
    'unknown: ec2:DescribeSecurityGroups: Truncated\nnot-applicable',
  ],
])('%s', async (_input, calls, check, resource, right) => {
  expect(await said(calls, check, resource)).toBe(right);
});

test('a group that is open on all ports fails the check of one port in a full run as it does alone', async () => {
  const calls = callsOf(opening(permission('-1', undefined, undefined, anyone)));
  const alone = await said(calls, ADMIN, 'sg-1');
  expect(alone).toMatch(/^fail: /);
  expect(await said(calls, ADMIN, 'sg-1', [])).toBe(alone);
});
