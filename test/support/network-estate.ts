import { type AwsRegion, AwsRegionBuilder } from '../../lambdas/inventory/aws/region.ts';
import type { CallError, RecordedCall } from '../../lambdas/snapshot/recorded-call.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The answers of the calls that a network is read with; a call that is absent was not made, an error was its answer. */
export interface NetworkAnswers {
  readonly vpcs: readonly Json[];
  readonly subnets: readonly Json[];
  readonly securityGroups: readonly Json[];
  readonly networkAcls: readonly Json[];
  readonly routeTables: readonly Json[];
  readonly internetGateways: readonly Json[];
  readonly egressOnlyInternetGateways: readonly Json[];
  readonly natGateways: readonly Json[];
  readonly networkInterfaces: readonly Json[];
  readonly instances: readonly Json[];
  readonly prefixLists: readonly Json[];
  /** Entries by the id of their list. */
  readonly prefixListEntries: Readonly<Record<string, readonly string[] | CallError>>;
  readonly blockPublicAccess: Json;
  readonly blockPublicAccessExclusions: readonly Json[];
  readonly vpcPeeringConnections: readonly Json[];
  /** Calls of any other kind, as they are. */
  readonly more: readonly RecordedCall[];
}

const LISTS = {
  vpcs: ['ec2:DescribeVpcs', 'Vpcs'],
  subnets: ['ec2:DescribeSubnets', 'Subnets'],
  securityGroups: ['ec2:DescribeSecurityGroups', 'SecurityGroups'],
  networkAcls: ['ec2:DescribeNetworkAcls', 'NetworkAcls'],
  routeTables: ['ec2:DescribeRouteTables', 'RouteTables'],
  internetGateways: ['ec2:DescribeInternetGateways', 'InternetGateways'],
  egressOnlyInternetGateways: ['ec2:DescribeEgressOnlyInternetGateways', 'EgressOnlyInternetGateways'],
  natGateways: ['ec2:DescribeNatGateways', 'NatGateways'],
  networkInterfaces: ['ec2:DescribeNetworkInterfaces', 'NetworkInterfaces'],
  instances: ['ec2:DescribeInstances', 'Reservations'],
  prefixLists: ['ec2:DescribeManagedPrefixLists', 'PrefixLists'],
  blockPublicAccessExclusions: ['ec2:DescribeVpcBlockPublicAccessExclusions', 'VpcBlockPublicAccessExclusions'],
  vpcPeeringConnections: ['ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections'],
} as const;

export type ListName = keyof typeof LISTS;

export const DENIED: CallError = { code: 'UnauthorizedOperation', message: 'You are not authorized.' };

/** The calls of a snapshot; `denied` lists are answered with an error. */
export function callsOf(answers: NetworkAnswers, denied: readonly ListName[] = []): readonly RecordedCall[] {
  const calls: RecordedCall[] = [];
  for (const [name, [call, key]] of Object.entries(LISTS)) {
    const list = answers[name as ListName];
    const response = name === 'instances' ? [{ Instances: list }] : list;
    calls.push(
      denied.includes(name as ListName)
        ? { call, request: {}, error: DENIED }
        : { call, request: {}, response: { [key]: response } },
    );
  }
  for (const [id, entries] of Object.entries(answers.prefixListEntries)) {
    const request = { PrefixListId: id };
    const call = 'ec2:GetManagedPrefixListEntries';
    calls.push(
      Array.isArray(entries)
        ? { call, request, response: { Entries: entries.map((Cidr: string) => ({ Cidr })) } }
        : { call, request, error: entries as CallError },
    );
  }
  calls.push({
    call: 'ec2:DescribeVpcBlockPublicAccessOptions',
    request: {},
    response: { VpcBlockPublicAccessOptions: answers.blockPublicAccess },
  });
  return [...calls, ...answers.more];
}

/** The inventory of a network, read as the product reads it. */
export function regionOf(answers: NetworkAnswers, denied: readonly ListName[] = []): AwsRegion {
  const builder = new AwsRegionBuilder({ provider: 'aws', account: '111122223333', region: 'eu-west-1' }, 'cli-dump');
  for (const call of callsOf(answers, denied)) builder.add(call);
  return builder.build();
}

/** A rule in the API's shape: protocol, first and last port (or ICMP type and code), and peers. */
export function permission(
  protocol: string,
  from: number | undefined,
  to: number | undefined,
  ...peers: string[]
): Json {
  const of = (prefix: RegExp): string[] => peers.filter((peer) => prefix.test(peer));
  return {
    IpProtocol: protocol,
    ...(from === undefined ? {} : { FromPort: from }),
    ...(to === undefined ? {} : { ToPort: to }),
    IpRanges: peers.filter((peer) => /^[\d.]+(\/|$)/.test(peer)).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: of(/:/).map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: of(/^pl-/).map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: of(/^sg-/).map((GroupId) => ({ GroupId })),
  };
}

/** An ACL entry in the API's shape. */
export function aclEntry(
  number: number,
  egress: boolean,
  action: 'allow' | 'deny',
  protocol: string,
  cidr: string,
  ports?: readonly [number, number],
): Json {
  const isIcmp = protocol === '1' || protocol === '58';
  return {
    RuleNumber: number,
    Egress: egress,
    RuleAction: action,
    Protocol: protocol,
    [cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: cidr,
    ...(ports && isIcmp ? { IcmpTypeCode: { Type: ports[0], Code: ports[1] } } : {}),
    ...(ports && !isIcmp ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
  };
}

/** A route in the API's shape; the target's id says which field it goes into. */
export function route(destination: string, target: string, more: Json = {}): Json {
  const key = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';
  const field =
    {
      nat: 'NatGatewayId',
      eigw: 'EgressOnlyInternetGatewayId',
      tgw: 'TransitGatewayId',
      pcx: 'VpcPeeringConnectionId',
      eni: 'NetworkInterfaceId',
    }[target.split('-')[0] ?? ''] ?? 'GatewayId';
  return { [key]: destination, [field]: target, State: 'active', Origin: 'CreateRoute', ...more };
}

export const ALLOW_ALL_ENTRIES: readonly Json[] = [
  aclEntry(100, false, 'allow', '-1', '0.0.0.0/0'),
  aclEntry(100, true, 'allow', '-1', '0.0.0.0/0'),
  aclEntry(101, false, 'allow', '-1', '::/0'),
  aclEntry(101, true, 'allow', '-1', '::/0'),
];

/**
 * One VPC with a public subnet and one running instance that the world reaches on tcp 22 and 443 over both families;
 * a case names only what it changes.
 */
export function aNetwork(changes: Partial<NetworkAnswers> = {}): NetworkAnswers {
  return {
    vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        OwnerId: '111122223333',
        Ipv6CidrBlockAssociationSet: [
          { Ipv6CidrBlock: '2600:1f18:1::/56', Ipv6CidrBlockState: { State: 'associated' } },
        ],
      },
    ],
    subnets: [aSubnet()],
    securityGroups: [
      aGroup([permission('tcp', 22, 22, '0.0.0.0/0', '::/0'), permission('tcp', 443, 443, '0.0.0.0/0', '::/0')]),
    ],
    networkAcls: [anAcl()],
    routeTables: [aTable()],
    internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
    egressOnlyInternetGateways: [],
    natGateways: [],
    networkInterfaces: [aNic()],
    instances: [anInstance()],
    prefixLists: [],
    prefixListEntries: {},
    blockPublicAccess: { InternetGatewayBlockMode: 'off', State: 'default-state' },
    blockPublicAccessExclusions: [],
    vpcPeeringConnections: [],
    more: [],
    ...changes,
  };
}

export const aSubnet = (changes: Json = {}): Json => ({
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  AvailabilityZone: 'eu-west-1a',
  CidrBlock: '10.0.1.0/24',
  OwnerId: '111122223333',
  Ipv6CidrBlockAssociationSet: [
    {
      Ipv6CidrBlock: '2600:1f18:1::/64',
      Ipv6CidrBlockState: { State: 'associated' },
      Ipv6AddressAttribute: 'public',
      IpSource: 'amazon',
    },
  ],
  ...changes,
});

export const aGroup = (permissions: readonly Json[], changes: Json = {}): Json => ({
  GroupId: 'sg-1',
  GroupName: 'web',
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  IpPermissions: permissions,
  IpPermissionsEgress: [permission('-1', undefined, undefined, '0.0.0.0/0', '::/0')],
  ...changes,
});

export const anAcl = (entries: readonly Json[] = ALLOW_ALL_ENTRIES, changes: Json = {}): Json => ({
  NetworkAclId: 'acl-1',
  VpcId: 'vpc-1',
  IsDefault: true,
  Associations: [{ SubnetId: 'subnet-1', NetworkAclId: 'acl-1' }],
  Entries: entries,
  ...changes,
});

export const LOCAL: Json = { GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' };

export const aTable = (
  routes: readonly Json[] = [
    { DestinationCidrBlock: '10.0.0.0/16', ...LOCAL },
    { DestinationIpv6CidrBlock: '2600:1f18:1::/56', ...LOCAL },
    route('0.0.0.0/0', 'igw-1'),
    route('::/0', 'igw-1'),
  ],
  changes: Json = {},
): Json => ({
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  Associations: [{ Main: true, RouteTableId: 'rtb-1', AssociationState: { State: 'associated' } }],
  Routes: routes,
  ...changes,
});

export const aNic = (changes: Json = {}): Json => ({
  NetworkInterfaceId: 'eni-1',
  Status: 'in-use',
  InterfaceType: 'interface',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  AvailabilityZone: 'eu-west-1a',
  SourceDestCheck: true,
  Groups: [{ GroupId: 'sg-1' }],
  Attachment: { InstanceId: 'i-1', Status: 'attached' },
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
  Ipv6Addresses: [{ Ipv6Address: '2600:1f18:1::10' }],
  ...changes,
});

export const anInstance = (changes: Json = {}): Json => ({
  InstanceId: 'i-1',
  State: { Name: 'running' },
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }],
  ...changes,
});
