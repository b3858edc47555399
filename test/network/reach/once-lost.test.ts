import { AwsRegionBuilder } from '../../../lambdas/inventory/aws/region.ts';
import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { exposureDocument } from '../../../lambdas/network/exposure-document.ts';
import { INTERNET } from '../../../lambdas/network/internet.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import { aBalancedNetwork, aNode, type BalancerOptions, balancerCalls, NLB } from '../../support/network-balancer.ts';
import { acceleratorCalls } from '../../support/network-edge.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aNetwork,
  aNic,
  anAcl,
  anInstance,
  aSubnet,
  aTable,
  callsOf,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
  route,
} from '../../support/network-estate.ts';

/*
 * Rules that a change of one line in the engine took away while every other table still passed. `npm run test:mutants`
 * changes those lines again.
 */

const anyone = '0.0.0.0/0';
const ipv4 = aNic({ Ipv6Addresses: [] });
const ipv6 = aNic({ PrivateIpAddresses: [] });
const network = (changes: Partial<NetworkAnswers>): NetworkAnswers =>
  aNetwork({ networkInterfaces: [ipv4], ...changes });
const WORLD = INTERNET.ipv4.cidrs().join();

/** `<resource> <protocol> <ports> from <sources>` of what reaches a machine or balancer, and the first reason why `eni-1` is not. */
function answerOf(calls: readonly RecordedCall[]): readonly string[] {
  const builder = new AwsRegionBuilder({ provider: 'aws', account: '111122223333', region: 'eu-west-1' }, 'cli-dump');
  for (const call of calls) builder.add(call);
  const { exposures, blocked } = exposureDocument([new AwsReach(builder.build())]);
  const world = (sources: readonly string[]): string =>
    sources.join() === WORLD || sources.length > 20 ? 'the Internet' : sources.join();
  return [
    ...exposures.map(({ verdict, resource, protocol, ports = [], sources, reasons = [] }) =>
      [
        ...(verdict === 'unknown' ? ['unknown'] : []),
        `${resource.type} ${protocol} ${ports.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join()} from ${world(sources)}`,
        ...reasons.map(({ call, code }) => call ?? code),
      ].join(' '),
    ),
    ...blocked
      .filter(({ interface: id }) => id === 'eni-1')
      .map(({ blockers: [first] }) => `blocked: ${first?.because ?? first?.code}`),
  ];
}

const OPEN = ['instance tcp 22,443 from the Internet'];
const edgeTable = (...routes: readonly Json[]): Json =>
  aTable(routes, { RouteTableId: 'rtb-e', Associations: [{ GatewayId: 'igw-1' }] });
const appliance = aNic({
  NetworkInterfaceId: 'eni-9',
  Ipv6Addresses: [],
  Attachment: { InstanceId: 'i-9', Status: 'attached' },
  Groups: [],
  SourceDestCheck: false,
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.3.9', Primary: true, Association: { PublicIp: '52.0.0.99' } }],
});
const running = anInstance();

/** An accelerator that shows `i-1` its clients on port 443, with one text of its answers replaced. */
const accelerated = (from: string, to: string): readonly RecordedCall[] =>
  JSON.parse(
    JSON.stringify(
      acceleratorCalls(
        { EndpointId: 'i-1', Weight: 128, ClientIPPreservationEnabled: true },
        { PortRanges: [{ FromPort: 443, ToPort: 443 }] },
        [],
      ),
    ).replace(from, to),
  ) as readonly RecordedCall[];

describe('a machine', () => {
  test.each<[string, Partial<NetworkAnswers>, readonly string[]]>([
    ['is reached', {}, OPEN],
    [
      'is not reached where the owner of a shared VPC blocks public access',
      {
        vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '999988887777' }],
        subnets: [aSubnet({ BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' } })],
      },
      ['blocked: VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    ],
    [
      'is not reached behind a dead route of the gateway',
      { routeTables: [aTable(), edgeTable(route('10.0.1.0/24', 'eni-9', { State: 'blackhole' }))] },
      ['blocked: BAD_STATE_ROUTE'],
    ],
    [
      'is not reached through an appliance that is stopped',
      {
        routeTables: [aTable(), edgeTable(route('10.0.1.0/24', 'eni-9'))],
        networkInterfaces: [ipv4, appliance],
        instances: [running, anInstance({ InstanceId: 'i-9', State: { Name: 'stopped' } })],
      },
      ['blocked: BAD_STATE'],
    ],
    [
      'is not reached while its gateway is being detached',
      { internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'detaching' }] }] },
      ['blocked: X_IGW_NOT_ATTACHED'],
    ],
    [
      'is not reached where replies leave through a gateway that is not attached',
      { routeTables: [aTable([route(anyone, 'igw-9')])] },
      ['blocked: BAD_STATE_ROUTE'],
    ],
    [
      'is not reached where replies go to an interface that drops what is not its own',
      {
        routeTables: [aTable([route(anyone, 'eni-9')])],
        networkInterfaces: [ipv4, aNic({ ...appliance, SourceDestCheck: true })],
        instances: [running, anInstance({ InstanceId: 'i-9', State: { Name: 'stopped' } })],
      },
      ['blocked: ENI_SOURCE_DEST_CHECK_RESTRICTION'],
    ],
    [
      'is not reached at an interface that nothing uses',
      { networkInterfaces: [aNic({ Ipv6Addresses: [], Status: 'available', Attachment: undefined })] },
      ['blocked: BAD_STATE'],
    ],
    [
      'is not reached at an interface that is still being attached',
      { networkInterfaces: [aNic({ Ipv6Addresses: [], Attachment: { InstanceId: 'i-1', Status: 'attaching' } })] },
      ['blocked: BAD_STATE_ATTACHMENT'],
    ],
    [
      'is not what an endpoint of an appliance is',
      { networkInterfaces: [aNic({ Ipv6Addresses: [], InterfaceType: 'gateway_load_balancer_endpoint' })] },
      ['blocked: NO_POSSIBLE_DESTINATION'],
    ],
    [
      'is not reached over IPv6 that has no source',
      {
        networkInterfaces: [ipv6],
        subnets: [aSubnet({ Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', IpSource: 'none' }] })],
      },
      ['blocked: X_PRIVATE_IPV6'],
    ],
    [
      'is not reached over IPv6 where its interface denies the gateway',
      { networkInterfaces: [aNic({ PrivateIpAddresses: [], DenyAllIgwTraffic: true })] },
      ['blocked: X_PRIVATE_IPV6'],
    ],
    [
      'is not reached in an account that is suspended',
      {
        more: [{ call: 'account:GetAccountInformation', request: {}, response: { AccountState: 'SUSPENDED' } }],
      },
      ['blocked: X_ACCOUNT_RESTRICTED'],
    ],
    [
      'is reached where a static route and one to a prefix list are as long: the static one wins',
      {
        routeTables: [aTable([route('8.8.8.0/24', 'igw-1'), route('pl-1', 'tgw-1')])],
        prefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'friends' }],
        prefixListEntries: { 'pl-1': ['8.8.8.0/24'] },
      },
      ['instance tcp 22,443 from 8.8.8.0/24'],
    ],
    [
      'is reached where a static route and an advertised one are as long: the static one wins',
      {
        routeTables: [
          aTable([route('8.8.8.0/24', 'igw-1'), route('8.8.8.0/24', 'vgw-1', { Origin: 'Advertisement' })]),
        ],
      },
      ['instance tcp 22,443 from 8.8.8.0/24'],
    ],
    [
      'is reached through an accelerator although no route leads back',
      { routeTables: [aTable([])], more: accelerated('', '') },
      ['instance tcp 443 from the Internet'],
    ],
    [
      'is not reached through an accelerator that sends no traffic to its region',
      {
        routeTables: [aTable([])],
        more: accelerated('"TrafficDialPercentage":100', '"TrafficDialPercentage":0'),
      },
      ['blocked: NO_ROUTE_TO_DESTINATION'],
    ],
    [
      'is not reached through an accelerator that is off',
      { routeTables: [aTable([])], more: accelerated('"Enabled":true', '"Enabled":false') },
      ['blocked: NO_ROUTE_TO_DESTINATION'],
    ],
  ])('%s', (_name, changes, expected) => expect(answerOf(callsOf(network(changes)))).toEqual(expected));

  it('may stand behind an appliance where the tables broke off before the one of the gateway', () => {
    const tables = { routeTables: [aTable(undefined, { Associations: [{ SubnetId: 'subnet-1' }] })] };
    const calls = callsOf(network(tables)).map((each) =>
      each.call === 'ec2:DescribeRouteTables'
        ? { ...each, response: { ...(each as { response: Json }).response, NextToken: 'more' } }
        : each,
    ) as readonly RecordedCall[];
    expect(answerOf(calls)).toEqual(['unknown instance tcp 22,443 from the Internet ec2:DescribeRouteTables']);
  });
});

const groups = (
  machine: readonly Json[],
  balancer: readonly Json[] = [permission('tcp', 443, 443, anyone)],
  more: Json = {},
): Partial<NetworkAnswers> => ({
  securityGroups: [aGroup(machine), aGroup(balancer, { GroupId: 'sg-lb', ...more })],
});
const NETWORK: BalancerOptions = { type: 'network' };
const HIDING: BalancerOptions = { ...NETWORK, groupAttributes: { 'preserve_client_ip.enabled': 'false' } };
const NLB_OPEN = 'nlb tcp 443 from the Internet';
const PRIVATE = 'blocked: IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS';

describe('a balancer', () => {
  test.each<[string, BalancerOptions, Partial<NetworkAnswers>, readonly string[]]>([
    [
      'shows targets of UDP the client even where it is told not to',
      {
        ...HIDING,
        protocol: 'UDP',
        port: 53,
        groups: [],
        targetGroup: { Protocol: 'UDP', Port: 53 },
        target: { Port: 53 },
      },
      groups([permission('udp', 53, 53, '8.8.8.0/24')]),
      ['instance udp 53 from 8.8.8.0/24', 'nlb udp 53 from the Internet'],
    ],
    [
      'hides the client from targets in another VPC',
      { ...NETWORK, targetGroup: { VpcId: 'vpc-2' } },
      groups([permission('tcp', 8080, 8080, '8.8.8.0/24')]),
      [NLB_OPEN, PRIVATE],
    ],
    [
      'passes nothing on to groups of weight 0',
      {
        actions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                {
                  TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/t1',
                  Weight: 0,
                },
              ],
            },
          },
        ],
      },
      {},
      ['alb tcp 443 from the Internet', PRIVATE],
    ],
    [
      'of the network kind passes on what its groups let nothing out of: their outbound rules are for health checks',
      HIDING,
      groups([permission('tcp', 8080, 8080, '10.0.1.0/24')], [permission('tcp', 443, 443, anyone)], {
        IpPermissionsEgress: [],
      }),
      ['instance tcp 8080 from the Internet', NLB_OPEN],
    ],
    [
      'needs replies to ports from 1024: it uses no others itself',
      HIDING,
      {
        ...groups([permission('tcp', 8080, 8080, '10.0.1.0/24')]),
        networkAcls: [
          anAcl(),
          anAcl([aclEntry(1, false, 'allow', '-1', anyone), aclEntry(1, true, 'allow', '6', anyone, [1, 1023])], {
            NetworkAclId: 'acl-2',
            IsDefault: false,
            Associations: [{ SubnetId: 'subnet-2' }],
          }),
        ],
      },
      [NLB_OPEN, PRIVATE],
    ],
    [
      'is not what a rule that names another group admits',
      NETWORK,
      groups([permission('tcp', 8080, 8080, 'sg-other')]),
      [NLB_OPEN, PRIVATE],
    ],
    [
      'is filtered by no ACL on its way to a target in its own subnet',
      {},
      {
        networkInterfaces: [
          aNic({ Ipv6Addresses: [], PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }),
          aNode('x/loadbalancer/app/web/abc'),
        ],
        networkAcls: [anAcl([aclEntry(1, false, 'deny', '6', '10.0.0.0/16', [8080, 8080]), ...ALLOW_ALL_ENTRIES])],
      },
      ['alb tcp 443 from the Internet', 'instance tcp 8080 from the Internet'],
    ],
  ])('%s', (_name, options, changes, expected) =>
    expect(answerOf(callsOf(aBalancedNetwork(options, changes)))).toEqual(expected),
  );

  it('refuses IPv6 from the gateway where it is told to', () => {
    const node = aNode(NLB, { PrivateIpAddresses: [], Ipv6Addresses: [{ Ipv6Address: '2600:1f18:1::50' }] });
    const denying = (deny: string): readonly string[] =>
      answerOf(
        callsOf(
          aNetwork({
            networkInterfaces: [node],
            securityGroups: [aGroup([permission('tcp', 443, 443, '::/0')], { GroupId: 'sg-lb' })],
            more: balancerCalls({
              arn: NLB,
              type: 'network',
              protocol: 'TCP',
              attributes: { 'ipv6.deny_all_igw_traffic': deny },
            }),
          }),
        ),
      );
    expect(denying('false')).toEqual([NLB_OPEN]);
    expect(denying('true')).toEqual([]);
  });

  it('of the classic kind uses no target of another zone without cross-zone', () => {
    const calls = (crossZone: boolean): readonly RecordedCall[] => [
      {
        call: 'elb:DescribeLoadBalancers',
        request: {},
        response: {
          LoadBalancerDescriptions: [
            {
              LoadBalancerName: 'old',
              Scheme: 'internet-facing',
              VPCId: 'vpc-1',
              Subnets: ['subnet-1', 'subnet-3'],
              SecurityGroups: ['sg-lb'],
              Instances: [{ InstanceId: 'i-1' }],
              ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 443, InstancePort: 8080 } }],
            },
          ],
        },
      },
      {
        call: 'elb:DescribeLoadBalancerAttributes',
        request: { LoadBalancerName: 'old' },
        response: {
          LoadBalancerAttributes: {
            CrossZoneLoadBalancing: { Enabled: crossZone },
            AccessLog: { Enabled: false },
            ConnectionDraining: { Enabled: true },
          },
        },
      },
    ];
    const zone = (AvailabilityZone: string, SubnetId: string, third: number): Json =>
      aSubnet({ SubnetId, AvailabilityZone, CidrBlock: `10.0.${third}.0/24`, Ipv6CidrBlockAssociationSet: [] });
    const answers = (crossZone: boolean): NetworkAnswers =>
      aBalancedNetwork(
        {},
        {
          subnets: [
            zone('eu-west-1a', 'subnet-1', 1),
            zone('eu-west-1b', 'subnet-2', 2),
            zone('eu-west-1b', 'subnet-3', 3),
          ],
          // No way back from the other zone: only the node in the first is reached.
          routeTables: [
            aTable(),
            aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }], {
              RouteTableId: 'rtb-2',
              Associations: [{ SubnetId: 'subnet-2' }, { SubnetId: 'subnet-3' }],
            }),
          ],
          networkInterfaces: [
            aNic({
              SubnetId: 'subnet-2',
              Ipv6Addresses: [],
              PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
            }),
            aNode(NLB, { Description: 'ELB old', InterfaceType: 'interface' }),
          ],
          more: calls(crossZone),
        },
      );
    const reached = 'clb tcp 443 from the Internet';
    expect(answerOf(callsOf(answers(true)))).toEqual([reached, 'instance tcp 8080 from the Internet']);
    expect(answerOf(callsOf(answers(false)))).toEqual([reached, PRIVATE]);
  });
});
