import { TCP, UDP } from '../../lambdas/inventory/protocols.ts';
import { AddressSet } from '../../lambdas/network/address-set.ts';
import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import { exposureDocument } from '../../lambdas/network/exposure-document.ts';
import { INTERNET } from '../../lambdas/network/internet.ts';
import { portsReachedByWorld } from '../../lambdas/network/reached.ts';
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
  DENIED,
  type Json,
  type ListName,
  LOCAL,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../support/network-estate.ts';

const ipv4 = aNic({ Ipv6Addresses: [] });
const network = (changes: Partial<NetworkAnswers> = {}): NetworkAnswers =>
  aNetwork({ networkInterfaces: [ipv4], ...changes });
const documentOf = (answers: NetworkAnswers, denied: readonly ListName[] = []) =>
  exposureDocument([new AwsReach(regionOf(answers, denied))]);
const WORLD = INTERNET.ipv4.cidrs().join();

/** Exposures on one line each: who, what, from where. */
function linesOf(answers: NetworkAnswers, denied: readonly ListName[] = []): readonly string[] {
  return documentOf(answers, denied).exposures.map((each) => {
    const { ports, types, codes, sources, clientPorts, clientPortRanges, verdict, family, protocol } = each;
    const world = family === 'ipv4' && sources.join() === WORLD;
    const isWorldV6 = sources.some((source) => source.includes(':')) && sources.length > 20;
    return [
      verdict === 'reachable' ? '' : `${verdict} `,
      `${protocol}`,
      ports ? ` ${ports.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(',')}` : '',
      types ? ` ${types.map((t) => t.join('-')).join(',')}/${(codes ?? []).map((c) => c.join('-')).join(',')}` : '',
      ` from ${world ? 'the Internet' : isWorldV6 ? 'IPv6' : sources.join(',')}`,
      clientPorts === 'full' ? '' : ` ${clientPorts} ${JSON.stringify(clientPortRanges)}`,
    ].join('');
  });
}

const blockersOf = (answers: NetworkAnswers, denied: readonly ListName[] = []): readonly string[] =>
  documentOf(answers, denied).blocked.flatMap(({ blockers }) =>
    blockers.map(({ code, because, leg, component }) => [code, because, leg, component].filter(Boolean).join(' ')),
  );

const rules = (...permissions: readonly Json[]): Partial<NetworkAnswers> => ({ securityGroups: [aGroup(permissions)] });
const routes = (...more: readonly Json[]): Partial<NetworkAnswers> => ({
  routeTables: [aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }, ...more])],
});
const anyone = '0.0.0.0/0';
const listed = (...cidrs: readonly string[]): Partial<NetworkAnswers> => ({
  prefixLists: [{ PrefixListId: 'pl-1', AddressFamily: 'IPv4' }],
  prefixListEntries: { 'pl-1': cidrs },
});
const endpoint = (VpcEndpointType: string) => ({
  call: 'ec2:DescribeVpcEndpoints',
  request: {},
  response: { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType }] },
});

describe('what the Internet reaches', () => {
  it.each<[string, Partial<NetworkAnswers>, string[]]>([
    ['an open port', rules(permission('tcp', 22, 22, anyone)), ['tcp 22 from the Internet']],
    [
      'both halves of the world',
      rules(permission('tcp', 22, 22, '0.0.0.0/1'), permission('tcp', 22, 22, '128.0.0.0/1')),
      ['tcp 22 from the Internet'],
    ],
    ['protocol -1', rules(permission('-1', undefined, undefined, anyone)), ['all from the Internet']],
    ['protocol -1 with ports that mean nothing', rules(permission('-1', 22, 22, anyone)), ['all from the Internet']],
    ['protocol "6"', rules(permission('6', 22, 22, anyone)), ['tcp 22 from the Internet']],
    ['1-65535 and 0-65535 alike', rules(permission('tcp', 0, 65535, anyone)), ['tcp 1-65535 from the Internet']],
    [
      'what any of several groups opens',
      {
        securityGroups: [
          aGroup([permission('tcp', 22, 22, '8.8.8.0/24')]),
          aGroup([permission('tcp', 22, 23, '9.9.9.9/32'), permission('udp', 53, 53, anyone)], { GroupId: 'sg-2' }),
        ],
        networkInterfaces: [aNic({ Ipv6Addresses: [], Groups: [{ GroupId: 'sg-2' }, { GroupId: 'sg-1' }] })],
      },
      ['tcp 22 from 8.8.8.0/24,9.9.9.9/32', 'tcp 23 from 9.9.9.9/32', 'udp 53 from the Internet'],
    ],
    ['udp alone', rules(permission('udp', 0, 65535, anyone)), ['udp 1-65535 from the Internet']],
    ['icmp echo alone', rules(permission('icmp', 8, -1, anyone)), ['icmp 8-8/0-255 from the Internet']],
    ['icmp of every kind', rules(permission('icmp', -1, -1, anyone)), ['icmp 0-255/0-255 from the Internet']],
    [
      'icmp with codes',
      rules(permission('icmp', 3, 4, anyone), permission('icmp', 11, 0, anyone)),
      ['icmp 3-3/4-4 from the Internet', 'icmp 11-11/0-0 from the Internet'],
    ],
    ['another protocol by its number', rules(permission('47', undefined, undefined, anyone)), ['47 from the Internet']],
    [
      'everything from some and one port from all',
      rules(permission('-1', undefined, undefined, '8.8.8.0/24'), permission('tcp', 22, 22, anyone)),
      [
        'icmp 0-255/0-255 from 8.8.8.0/24',
        'other from 8.8.8.0/24',
        'tcp 1-21,23-65535 from 8.8.8.0/24',
        'tcp 22 from the Internet',
        'udp 1-65535 from 8.8.8.0/24',
      ],
    ],
    ['only what is public of a range', rules(permission('tcp', 22, 22, '10.0.0.0/7')), ['tcp 22 from 11.0.0.0/8']],
    [
      'a prefix list that holds the world',
      {
        ...rules(permission('tcp', 22, 22, 'pl-1')),
        prefixLists: [{ PrefixListId: 'pl-1' }],
        prefixListEntries: { 'pl-1': [anyone] },
      },
      ['tcp 22 from the Internet'],
    ],
    ['nothing for a group that names another', rules(permission('tcp', 22, 22, 'sg-2')), []],
    [
      'nothing for private sources',
      rules(permission('tcp', 22, 22, '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10')),
      [],
    ],
    [
      'what the ACL leaves of it',
      { networkAcls: [anAcl([aclEntry(90, false, 'deny', '6', anyone, [22, 22]), ...ALLOW_ALL_ENTRIES])] },
      ['tcp 443 from the Internet'],
    ],
    [
      'nothing past an ACL that denies first, whatever the order of the array',
      { networkAcls: [anAcl([...ALLOW_ALL_ENTRIES, aclEntry(90, false, 'deny', '-1', anyone)])] },
      [],
    ],
    [
      'what both halves of an ACL admit',
      {
        networkAcls: [
          anAcl([
            aclEntry(1, false, 'allow', '6', '0.0.0.0/1', [22, 22]),
            aclEntry(2, false, 'allow', '6', '128.0.0.0/1', [22, 22]),
            aclEntry(1, true, 'allow', '-1', anyone),
          ]),
        ],
      },
      ['tcp 22 from the Internet'],
    ],
    [
      'nothing without a way back for replies',
      { networkAcls: [anAcl([aclEntry(1, false, 'allow', '-1', anyone)])] },
      [],
    ],
    [
      'with some client ports alone',
      {
        networkAcls: [
          anAcl([aclEntry(1, false, 'allow', '-1', anyone), aclEntry(1, true, 'allow', '6', anyone, [32768, 65535])]),
        ],
      },
      ['tcp 22,443 from the Internet partial [[32768,65535]]'],
    ],
    [
      'with a client port that only an attacker takes',
      {
        networkAcls: [
          anAcl([aclEntry(1, false, 'allow', '-1', anyone), aclEntry(1, true, 'allow', '6', anyone, [443, 443])]),
        ],
      },
      ['tcp 22,443 from the Internet crafted [[443,443]]'],
    ],
    [
      'no ping where only echo requests may leave',
      {
        ...rules(permission('icmp', 8, -1, anyone)),
        networkAcls: [
          anAcl([aclEntry(1, false, 'allow', '1', anyone, [8, -1]), aclEntry(1, true, 'allow', '1', anyone, [8, -1])]),
        ],
      },
      [],
    ],
    [
      'a ping where echo replies may leave',
      {
        ...rules(permission('icmp', 8, -1, anyone)),
        networkAcls: [
          anAcl([aclEntry(1, false, 'allow', '1', anyone, [8, -1]), aclEntry(1, true, 'allow', '1', anyone, [0, -1])]),
        ],
      },
      ['icmp 8-8/0-255 from the Internet'],
    ],
    ['only what the routes lead back to', routes(route('8.8.8.0/24', 'igw-1')), ['tcp 22,443 from 8.8.8.0/24']],
    [
      'less what a more specific route takes',
      routes(route('8.8.8.0/24', 'igw-1'), route('8.8.8.128/25', 'tgw-1')),
      ['tcp 22,443 from 8.8.8.0/25'],
    ],
    [
      'less what a blackhole takes',
      routes(route('8.8.8.0/24', 'igw-1'), route('8.8.8.0/25', 'nat-1', { State: 'blackhole' })),
      ['tcp 22,443 from 8.8.8.128/25'],
    ],
    [
      'a static route before a propagated one',
      routes(route('8.8.8.0/24', 'igw-1'), route('8.8.8.0/24', 'vgw-1', { Origin: 'EnableVgwRoutePropagation' })),
      ['tcp 22,443 from 8.8.8.0/24'],
    ],
    ['nothing behind NAT', routes(route(anyone, 'nat-1')), []],
    [
      'nothing where the gateway of another VPC is in the routes',
      { internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-2', State: 'available' }] }] },
      [],
    ],
    [
      'nothing where only another VPC’s main table has a gateway',
      {
        routeTables: [
          aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }]),
          aTable(undefined, { RouteTableId: 'rtb-0', VpcId: 'vpc-2' }),
        ],
      },
      [],
    ],
    ['nothing of a stopped instance', { instances: [anInstance({ State: { Name: 'stopped' } })] }, []],
    ['nothing of a terminated instance', { instances: [anInstance({ State: { Name: 'terminated' } })] }, []],
    [
      'nothing without a public address',
      {
        networkInterfaces: [
          aNic({ Ipv6Addresses: [], PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }),
        ],
      },
      [],
    ],
    [
      'nothing at a NAT gateway',
      {
        networkInterfaces: [
          aNic({ Ipv6Addresses: [], InterfaceType: 'nat_gateway', Groups: [], Attachment: undefined }),
        ],
      },
      [],
    ],
    [
      'IPv6 alone',
      { networkInterfaces: [aNic({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] })] },
      ['tcp 22,443 from IPv6'],
    ],
    [
      'a port range on IPv6',
      { networkInterfaces: [aNic({ PrivateIpAddresses: [] })], ...rules(permission('tcp', 20, 30, '::/0')) },
      ['tcp 20-30 from IPv6'],
    ],
    [
      'no IPv6 behind an egress-only gateway',
      { networkInterfaces: [aNic({ PrivateIpAddresses: [] })], ...routes(route('::/0', 'eigw-1')) },
      [],
    ],
    ['Block Public Access', { blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' } }, []],
    [
      'what is excluded from Block Public Access',
      {
        blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' },
        blockPublicAccessExclusions: [
          {
            ExclusionId: 'e-1',
            InternetGatewayExclusionMode: 'allow-bidirectional',
            State: 'create-complete',
            ResourceArn: 'arn:aws:ec2:eu-west-1:1:vpc/vpc-1',
          },
        ],
      },
      ['tcp 22,443 from the Internet'],
    ],
    [
      'not what is excluded for egress alone',
      {
        blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' },
        blockPublicAccessExclusions: [
          {
            ExclusionId: 'e-1',
            InternetGatewayExclusionMode: 'allow-egress',
            State: 'create-complete',
            ResourceArn: 'arn:aws:ec2:eu-west-1:1:subnet/subnet-1',
          },
        ],
      },
      [],
    ],
    [
      'not what is being excluded',
      {
        blockPublicAccess: { InternetGatewayBlockMode: 'block-ingress' },
        blockPublicAccessExclusions: [
          {
            ExclusionId: 'e-1',
            InternetGatewayExclusionMode: 'allow-bidirectional',
            State: 'create-in-progress',
            ResourceArn: 'arn:aws:ec2:eu-west-1:1:subnet/subnet-1',
          },
        ],
      },
      [],
    ],
  ])('%s', (_name, changes, lines) => expect(linesOf(network(changes))).toEqual(lines));

  it('is found through a second interface where the first is closed', () => {
    const second = aNic({
      NetworkInterfaceId: 'eni-2',
      Ipv6Addresses: [],
      Groups: [{ GroupId: 'sg-2' }],
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.11', Primary: true, Association: { PublicIp: '52.0.0.11' } }],
    });
    const answers = network({
      networkInterfaces: [ipv4, second],
      securityGroups: [aGroup([]), aGroup([permission('tcp', 22, 22, anyone)], { GroupId: 'sg-2' })],
    });
    const { exposures, blocked } = documentOf(answers);
    expect(exposures.map((each) => [each.resource.id, each.interface, each.publicAddress])).toEqual([
      ['i-1', 'eni-2', '52.0.0.11'],
    ]);
    expect(blocked.map((each) => [each.interface, each.blockers[0]?.code])).toEqual([['eni-1', 'SG_HAS_NO_RULES']]);
  });
});

describe('what certainly nobody reaches', () => {
  it.each<[string, Partial<NetworkAnswers>, string[]]>([
    [
      'no public address and an empty group',
      {
        networkInterfaces: [
          aNic({ Ipv6Addresses: [], PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }),
        ],
        ...rules(),
      },
      ['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS forward eni-1', 'SG_HAS_NO_RULES forward sg-1'],
    ],
    [
      'no gateway, and stopped',
      { internetGateways: [], instances: [anInstance({ State: { Name: 'stopped' } })] },
      ['X_IGW_NOT_ATTACHED forward vpc-1', 'BAD_STATE forward i-1'],
    ],
    ['no way back', routes(route(anyone, 'nat-1')), ['X_RETURN_ROUTE_NOT_IGW NO_ROUTE_TO_DESTINATION return rtb-1']],
    ['no route at all', routes(), ['X_RETURN_ROUTE_NOT_IGW NO_ROUTE_TO_DESTINATION return rtb-1']],
    [
      'a dead default route',
      routes(route(anyone, 'igw-1', { State: 'blackhole' })),
      ['X_RETURN_ROUTE_NOT_IGW BAD_STATE_ROUTE return rtb-1'],
    ],
    [
      'a more specific route',
      routes(route(anyone, 'igw-1'), route('0.0.0.0/1', 'tgw-1'), route('128.0.0.0/1', 'tgw-1')),
      ['X_RETURN_ROUTE_NOT_IGW MORE_SPECIFIC_ROUTE return rtb-1'],
    ],
    [
      'private IPv6',
      {
        networkInterfaces: [aNic({ PrivateIpAddresses: [] })],
        subnets: [
          aSubnet({
            Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', Ipv6AddressAttribute: 'private' }],
          }),
        ],
      },
      ['X_PRIVATE_IPV6 forward subnet-1'],
    ],
    [
      'an egress-only gateway',
      { networkInterfaces: [aNic({ PrivateIpAddresses: [] })], ...routes(route('::/0', 'eigw-1')) },
      ['X_EIGW_NO_INGRESS return rtb-1'],
    ],
    [
      'Block Public Access',
      { blockPublicAccess: { InternetGatewayBlockMode: 'block-bidirectional' } },
      ['VPC_BLOCK_PUBLIC_ACCESS_ENABLED forward vpc-1'],
    ],
    [
      'a NAT gateway',
      { networkInterfaces: [aNic({ Ipv6Addresses: [], InterfaceType: 'nat_gateway', Attachment: undefined })] },
      ['X_NGW_UNSOLICITED_INGRESS forward eni-1'],
    ],
    [
      'an ACL and a group that have nothing in common',
      {
        ...rules(permission('tcp', 22, 22, anyone)),
        networkAcls: [
          anAcl([aclEntry(1, false, 'allow', '6', anyone, [80, 80]), aclEntry(1, true, 'allow', '-1', anyone)]),
        ],
      },
      ['SUBNET_ACL_RESTRICTION forward acl-1'],
    ],
    [
      'an appliance of the gateway without a public address',
      {
        routeTables: [
          aTable(),
          aTable([route('10.0.1.0/24', 'eni-9')], { RouteTableId: 'rtb-e', Associations: [{ GatewayId: 'igw-1' }] }),
        ],
        networkInterfaces: [
          ipv4,
          aNic({ NetworkInterfaceId: 'eni-9', Ipv6Addresses: [], Attachment: undefined, PrivateIpAddresses: [] }),
        ],
      },
      ['INGRESS_RTB_NO_PUBLIC_IP forward rtb-e'],
    ],
    ...['Gateway', 'Interface'].map((type): [string, Partial<NetworkAnswers>, string[]] => [
      `replies that take a prefix list to an endpoint of type ${type}`,
      {
        ...routes(route(anyone, 'igw-1'), route('pl-1', 'vpce-1')),
        ...listed('0.0.0.0/1', '128.0.0.0/1'),
        more: [endpoint(type)],
      },
      ['X_RETURN_ROUTE_NOT_IGW MORE_SPECIFIC_ROUTE return rtb-1'],
    ]),
  ])('%s', (_name, changes, blockers) => {
    expect(linesOf(network(changes))).toEqual([]);
    expect(blockersOf(network(changes))).toEqual(blockers);
  });
});

describe('what was not read', () => {
  const reasonsOf = (changes: Partial<NetworkAnswers>, denied: readonly ListName[] = []) => [
    ...new Set(
      documentOf(network(changes), denied).exposures.flatMap(({ reasons }) =>
        (reasons ?? []).map(({ code, call, component }) => `${code} ${call ?? component}`),
      ),
    ),
  ];

  it.each<[string, Partial<NetworkAnswers>, ListName[], string[], string[]]>([
    [
      'the ACL',
      {},
      ['networkAcls'],
      ['unknown tcp 22,443 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeNetworkAcls'],
    ],
    [
      'the routes',
      {},
      ['routeTables'],
      ['unknown tcp 22,443 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeRouteTables'],
    ],
    [
      'the group',
      {},
      ['securityGroups'],
      ['unknown all from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeSecurityGroups'],
    ],
    [
      'the gateways',
      {},
      ['internetGateways'],
      ['unknown tcp 22,443 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeInternetGateways'],
    ],
    [
      'the instances',
      {},
      ['instances'],
      ['unknown tcp 22,443 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeInstances'],
    ],
    [
      'a prefix list: only its rule is in doubt',
      {
        ...rules(permission('tcp', 22, 22, 'pl-1'), permission('tcp', 443, 443, anyone)),
        prefixLists: [{ PrefixListId: 'pl-1', AddressFamily: 'IPv4' }],
        prefixListEntries: { 'pl-1': DENIED },
      },
      [],
      ['tcp 443 from the Internet', 'unknown tcp 22 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:GetManagedPrefixListEntries'],
    ],
    [
      'a prefix list in a route that leads elsewhere',
      {
        ...routes(route(anyone, 'igw-1'), route('pl-1', 'tgw-1')),
        prefixLists: [{ PrefixListId: 'pl-1', AddressFamily: 'IPv4' }],
        prefixListEntries: { 'pl-1': DENIED },
      },
      [],
      ['unknown tcp 22,443 from the Internet'],
      ['X_SNAPSHOT_INCOMPLETE ec2:GetManagedPrefixListEntries'],
    ],
    [
      'a Gateway Load Balancer endpoint on the way back, by prefix list or by range',
      {
        ...routes(route(anyone, 'igw-1'), route('pl-1', 'vpce-1'), route('9.9.9.0/24', 'vpce-1')),
        ...listed('8.8.8.0/24'),
        ...rules(permission('tcp', 22, 22, '8.8.8.0/24'), permission('tcp', 22, 22, '9.9.9.0/24')),
        more: [endpoint('GatewayLoadBalancer')],
      },
      [],
      ['unknown tcp 22 from 8.8.8.0/24,9.9.9.0/24'],
      ['X_MIDDLEBOX vpce-1'],
    ],
    [
      'what kind of endpoint a prefix list leads to, and only there',
      {
        ...routes(route(anyone, 'igw-1'), route('pl-1', 'vpce-1')),
        ...listed('8.8.8.0/24'),
        ...rules(permission('tcp', 22, 22, '8.8.8.0/24'), permission('tcp', 22, 22, '9.9.9.0/24')),
      },
      [],
      ['tcp 22 from 9.9.9.0/24', 'unknown tcp 22 from 8.8.8.0/24'],
      ['X_SNAPSHOT_INCOMPLETE ec2:DescribeVpcEndpoints'],
    ],
    [
      'two prefix lists that overlap: AWS picks one',
      {
        ...routes(route(anyone, 'igw-1'), route('pl-1', 'tgw-1'), route('pl-2', 'igw-1')),
        prefixLists: [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }],
        prefixListEntries: { 'pl-1': ['8.8.8.0/24'], 'pl-2': ['8.8.8.0/25'] },
        ...rules(permission('tcp', 22, 22, '8.8.8.0/24')),
      },
      [],
      ['unknown tcp 22 from 8.8.8.0/25'],
      ['X_AMBIGUOUS_ROUTE rtb-1'],
    ],
    [
      'what an appliance on the way in lets through',
      {
        routeTables: [
          aTable(),
          aTable([route('10.0.1.0/24', 'eni-9')], { RouteTableId: 'rtb-e', Associations: [{ GatewayId: 'igw-1' }] }),
        ],
        networkInterfaces: [
          ipv4,
          aNic({
            NetworkInterfaceId: 'eni-9',
            Ipv6Addresses: [],
            Groups: [{ GroupId: 'sg-1' }],
            Attachment: undefined,
            PrivateIpAddresses: [
              { PrivateIpAddress: '10.0.9.9', Primary: true, Association: { PublicIp: '52.9.9.9' } },
            ],
          }),
        ],
      },
      [],
      ['unknown tcp 22,443 from the Internet', 'tcp 22,443 from the Internet'],
      ['X_MIDDLEBOX eni-9'],
    ],
  ])('%s', (_name, changes, denied, lines, reasons) => {
    expect(linesOf(network(changes), denied)).toEqual(lines);
    expect(reasonsOf(changes, denied)).toEqual(reasons);
  });

  it('opens nothing that is certainly closed', () => {
    expect(linesOf(network(rules(permission('tcp', 22, 22, '8.8.8.8/32'))), ['networkAcls'])).toEqual([
      'unknown tcp 22 from 8.8.8.8/32',
    ]);
    expect(linesOf(network(rules()), ['networkAcls', 'routeTables'])).toEqual([]);
  });

  it('is named where it may hide whole interfaces', () => {
    expect(new AwsReach(regionOf(network(), ['networkInterfaces'])).missing.map(({ call }) => call)).toEqual([
      'ec2:DescribeNetworkInterfaces',
    ]);
  });
});

describe('a group', () => {
  it('is reached where an interface that uses it is', () => {
    const reach = new AwsReach(
      regionOf(
        network({
          securityGroups: [
            aGroup([permission('tcp', 22, 22, anyone)]),
            aGroup([permission('tcp', 22, 22, anyone)], { GroupId: 'sg-2' }),
          ],
        }),
      ),
    );
    expect(String(portsReachedByWorld(reach.ofGroup('sg-1'), TCP).must)).toBe('22');
    expect(portsReachedByWorld(reach.ofGroup('sg-1'), UDP).may.isEmpty).toBe(true);
    expect(reach.ofGroup('sg-2')).toEqual({ exposures: [], blocked: [] });
  });

  it('is not open to the world for one public address', () => {
    const reach = new AwsReach(regionOf(network(rules(permission('tcp', 22, 22, '8.8.8.8/32')))));
    expect(portsReachedByWorld(reach.ofInterface('eni-1'), TCP).may.isEmpty).toBe(true);
    expect(reach.ofInterface('eni-1').exposures[0]?.traffic.sources.equals(AddressSet.of('ipv4', ['8.8.8.8']))).toBe(
      true,
    );
  });
});
