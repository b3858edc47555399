import {
  readBlockPublicAccess,
  readBlockPublicAccessExclusion,
  readFlowLog,
  readInternetGateway,
  readNatGateway,
  readNetworkAcl,
  readPrefixList,
  readPrefixListEntry,
  readRouteTable,
  readSubnet,
  readVpc,
  readVpcPeeringConnection,
} from '#inventory/aws/vpc-read.ts';
import { known } from '#inventory/known.ts';
import { missingOf } from '../../support/aws-calls.ts';

describe('entries of a network ACL', () => {
  const read = (Entries: unknown) =>
    readNetworkAcl({ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries })?.entries ?? known([]);
  const entry = { RuleNumber: 100, Egress: false, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' };

  test.each([
    [
      'everything',
      {},
      { ruleNumber: 100, egress: false, action: 'allow', protocol: -1, family: 'ipv4', cidr: '0.0.0.0/0' },
    ],
    ['a port range', { Protocol: '6', PortRange: { From: 22, To: 23 } }, { protocol: 6, ports: [22, 23] }],
    ['IPv6', { CidrBlock: undefined, Ipv6CidrBlock: '::/0', RuleNumber: 101 }, { family: 'ipv6', cidr: '::/0' }],
    [
      'a type of ICMP',
      { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } },
      { protocol: 1, icmp: { type: 8, code: -1 } },
    ],
    ['a range with host bits', { CidrBlock: '10.1.2.3/8' }, { cidr: '10.0.0.0/8' }],
    ['a number written as text', { RuleNumber: '7' }, { ruleNumber: 7 }],
    ['an empty range on every protocol', { PortRange: {} }, { protocol: -1 }],
    ['null where there are no ports', { Protocol: '6', PortRange: null }, { protocol: 6 }],
  ])('%s', (_, more, wanted) => {
    expect(read([{ ...entry, ...more }])).toMatchObject({ known: true, value: [wanted] });
  });

  test('are sorted by direction and number, for the array says nothing', () => {
    const numbers = [
      { ...entry, RuleNumber: 200 },
      { ...entry, Egress: true, RuleNumber: 50 },
      { ...entry, RuleNumber: 100 },
    ];
    expect(read(numbers)).toMatchObject({ value: [{ ruleNumber: 100 }, { ruleNumber: 200 }, { egress: true }] });
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['an object', { RuleNumber: 1 }],
    ['a text among them', ['deny all']],
    ['no number', [{ ...entry, RuleNumber: undefined }]],
    ['no direction', [{ ...entry, Egress: undefined }]],
    ['no protocol', [{ ...entry, Protocol: undefined }]],
    ['no range', [{ ...entry, CidrBlock: undefined }]],
    ['an action nobody knows', [{ ...entry, RuleAction: 'log' }]],
    ['half a port range', [{ ...entry, Protocol: '6', RuleAction: 'deny', PortRange: { From: 22 } }]],
  ])('%s: unknown', (_, entries) => {
    expect(missingOf(read(entries))).toEqual(['ec2:DescribeNetworkAcls Malformed']);
  });
});

describe('routes', () => {
  const read = (Routes: unknown) =>
    readRouteTable({ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes })?.routes ?? known([]);

  test.each([
    ['local', { GatewayId: 'local' }, 'local'],
    ['an Internet gateway', { GatewayId: 'igw-1' }, 'internet-gateway'],
    ['a virtual private gateway', { GatewayId: 'vgw-1' }, 'virtual-private-gateway'],
    ['an endpoint', { GatewayId: 'vpce-1' }, 'vpc-endpoint'],
    ['an egress-only gateway', { EgressOnlyInternetGatewayId: 'eigw-1' }, 'egress-only-internet-gateway'],
    ['a NAT gateway', { NatGatewayId: 'nat-1' }, 'nat-gateway'],
    ['a transit gateway', { TransitGatewayId: 'tgw-1' }, 'transit-gateway'],
    ['a peering', { VpcPeeringConnectionId: 'pcx-1' }, 'vpc-peering-connection'],
    ['an instance, by its interface', { InstanceId: 'i-1', NetworkInterfaceId: 'eni-1' }, 'network-interface'],
    ['a carrier gateway', { CarrierGatewayId: 'cagw-1' }, 'carrier-gateway'],
    ['a local gateway', { LocalGatewayId: 'lgw-1' }, 'local-gateway'],
    ['a core network', { CoreNetworkArn: 'arn:core' }, 'core-network'],
    ['an Oracle network', { OdbNetworkArn: 'arn:odb' }, 'odb-network'],
    ['something of tomorrow', { GatewayId: 'new-1' }, 'unknown'],
    ['nothing', {}, 'unknown'],
  ])('to %s', (_, target, kind) => {
    expect(read([{ DestinationCidrBlock: '0.0.0.0/0', State: 'active', ...target }])).toMatchObject({
      value: [{ target: { kind }, state: 'active' }],
    });
  });

  test.each([
    ['a range', { DestinationCidrBlock: '10.1.2.3/16' }, { kind: 'cidr', cidr: '10.1.0.0/16', family: 'ipv4' }],
    ['an IPv6 range', { DestinationIpv6CidrBlock: '::/0' }, { kind: 'cidr', cidr: '::/0', family: 'ipv6' }],
    ['a prefix list', { DestinationPrefixListId: 'pl-1' }, { kind: 'prefix-list', id: 'pl-1' }],
  ])('for %s', (_, raw, destination) => {
    expect(read([{ ...raw, GatewayId: 'local' }])).toMatchObject({ value: [{ destination }] });
  });

  test('their order says nothing', () => {
    const routes = [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'Blackhole' },
    ];
    expect(read(routes)).toEqual(read(routes.toReversed()));
    expect(read(routes)).toMatchObject({ value: [{ state: 'blackhole' }, { state: 'active' }] });
  });

  test.each([
    ['absent', undefined],
    ['an object', {}],
    ['one without a destination', [{ GatewayId: 'igw-1' }]],
    ['one whose destination is none', [{ DestinationCidrBlock: 'everywhere', GatewayId: 'igw-1' }]],
    ['one that is a text', ['0.0.0.0/0']],
  ])('%s: unknown', (_, routes) => {
    expect(missingOf(read(routes))).toEqual(['ec2:DescribeRouteTables Malformed']);
  });

  test.each([
    ['a subnet', { SubnetId: 'subnet-1' }, { main: false, subnetIds: ['subnet-1'], gatewayIds: [] }],
    ['the VPC', { Main: true }, { main: true, subnetIds: [] }],
    ['a gateway', { GatewayId: 'igw-1' }, { gatewayIds: ['igw-1'] }],
    ['what failed', { SubnetId: 'subnet-1', AssociationState: { State: 'failed' } }, { subnetIds: [] }],
    ['what is on its way out', { Main: true, AssociationState: { State: 'disassociating' } }, { main: false }],
    ['what says so', { SubnetId: 's', AssociationState: { State: 'associated' } }, { subnetIds: ['s'] }],
  ])('a table of %s', (_, association, wanted) => {
    const raw = { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [], Associations: [association] };
    expect(readRouteTable(raw)).toMatchObject(wanted);
  });
});

test.each([
  [
    'a VPC with the ranges that are associated',
    readVpc({
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '10.1.0.0/16' },
        { CidrBlock: '10.2.0.0/16', CidrBlockState: { State: 'disassociated' } },
      ],
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1F18::/56', Ipv6CidrBlockState: { State: 'associated' } }],
    }),
    { cidrs: ['10.0.0.0/16', '10.1.0.0/16'], ipv6Cidrs: ['2600:1f18::/56'], isDefault: false },
  ],
  [
    'a subnet with private IPv6 space',
    readSubnet({
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/24',
      MapPublicIpOnLaunch: 'true',
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: 'fd00::/64', Ipv6AddressAttribute: 'private' },
        { Ipv6CidrBlock: '2600::/64', Ipv6CidrBlockState: { State: 'disassociating' } },
      ],
    }),
    { mapPublicIpOnLaunch: true, ipv6: [{ cidr: 'fd00::/64', addressAttribute: 'private' }] },
  ],
  [
    'a gateway and what it is attached to',
    readInternetGateway('InternetGatewayId')({
      InternetGatewayId: 'igw-1',
      Attachments: [{ VpcId: 'vpc-1', State: 'Available' }, { State: 'available' }],
    }),
    { attachments: [{ vpcId: 'vpc-1', state: 'available' }] },
  ],
  [
    'a NAT gateway',
    readNatGateway({
      NatGatewayId: 'nat-1',
      ConnectivityType: 'Private',
      NatGatewayAddresses: [{ PrivateIp: '10.0.0.5' }],
    }),
    { connectivityType: 'private', state: 'unknown', addresses: [{ privateIp: '10.0.0.5' }] },
  ],
  ['a mode', readBlockPublicAccess({ InternetGatewayBlockMode: 'Block-Ingress' }), { mode: 'block-ingress' }],
  [
    'an exclusion of a VPC',
    readBlockPublicAccessExclusion({
      ExclusionId: 'x',
      ResourceArn: 'arn:aws:ec2:eu-west-1:1:vpc/vpc-0a',
      InternetGatewayExclusionMode: 'Allow-Egress',
      State: 'Create-Complete',
    }),
    { vpcId: 'vpc-0a', subnetId: undefined, mode: 'allow-egress', state: 'create-complete' },
  ],
  [
    'an exclusion of a subnet',
    readBlockPublicAccessExclusion({ ExclusionId: 'x', ResourceArn: 'arn:aws:ec2:eu-west-1:1:subnet/subnet-0a' }),
    { vpcId: undefined, subnetId: 'subnet-0a', mode: 'unknown' },
  ],
  [
    'a peering',
    readVpcPeeringConnection({
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'Active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', CidrBlockSet: [{ CidrBlock: '10.0.0.0/16' }] },
    }),
    { status: 'active', requester: { vpcId: 'vpc-1', cidrs: ['10.0.0.0/16'] }, accepter: { cidrs: [], ipv6Cidrs: [] } },
  ],
  [
    'a flow log that delivers nothing',
    readFlowLog({ FlowLogId: 'fl-1', FlowLogStatus: 'Active', DeliverLogsStatus: 'Failed', TrafficType: 'All' }),
    { status: 'ACTIVE', deliverStatus: 'FAILED', trafficType: 'ALL' },
  ],
  [
    'a prefix list with its ranges, as the older call gives it',
    readPrefixList({ PrefixListId: 'pl-1', PrefixListName: 's3', Cidrs: ['52.218.0.0/17', '3.5.64.0/21'] }),
    { name: 's3', cidrs: ['3.5.64.0/21', '52.218.0.0/17'] },
  ],
])('%s', (_, read, wanted) => {
  expect(read).toMatchObject(wanted);
});

test.each([
  ['a VPC without an id', readVpc({})],
  ['a subnet of no VPC', readSubnet({ SubnetId: 's' })],
  ['an ACL of no VPC', readNetworkAcl({ NetworkAclId: 'a', Entries: [] })],
  ['a table of no VPC', readRouteTable({ RouteTableId: 'r', Routes: [] })],
  ['a mode that is none', readBlockPublicAccess({})],
  ['a prefix list without an id', readPrefixList({})],
  ['a prefix list with a range that is none', readPrefixList({ PrefixListId: 'pl-1', Cidrs: ['x'] })],
  ['an entry that is no range', readPrefixListEntry({ Cidr: 'x' })],
  ['an entry without a range', readPrefixListEntry({})],
])('%s cannot be understood', (_, read) => {
  expect(read).toBeUndefined();
});
