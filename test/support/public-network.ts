import {
  ALLOW_ALL_ENTRIES,
  aGroup,
  aNetwork,
  aNic,
  anAcl,
  anInstance,
  aSubnet,
  aTable,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
  route,
} from './network-estate.ts';

/** The public address of `i-2`, which asks to be reached on it. */
export const PUBLIC = '52.0.0.20';

const ipv6 = (range: string): readonly Json[] => [
  {
    Ipv6CidrBlock: range,
    Ipv6CidrBlockState: { State: 'associated' },
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  },
];

const subnet = (name: string, vpc: string, CidrBlock: string, range: string): Json =>
  aSubnet({ SubnetId: `subnet-${name}`, VpcId: vpc, CidrBlock, Ipv6CidrBlockAssociationSet: ipv6(range) });

export const publicMachine = (
  name: string,
  vpc: string,
  address: string,
  publicIp?: string,
  changes: Json = {},
): Json =>
  aNic({
    NetworkInterfaceId: `eni-${name}`,
    SubnetId: `subnet-${name}`,
    VpcId: vpc,
    Attachment: { InstanceId: `i-${name}`, Status: 'attached' },
    Groups: [{ GroupId: `sg-${name}` }],
    PrivateIpAddresses: [
      { PrivateIpAddress: address, Primary: true, ...(publicIp ? { Association: { PublicIp: publicIp } } : {}) },
    ],
    Ipv6Addresses: [{ Ipv6Address: vpc === 'vpc-1' ? `2600:1f18:1::${name}` : `2600:1f18:2::${name}` }],
    ...changes,
  });

const ownAcl = (name: string, vpc: string, entries: readonly Json[] = ALLOW_ALL_ENTRIES): Json =>
  anAcl(entries, {
    NetworkAclId: `acl-${name}`,
    VpcId: vpc,
    IsDefault: false,
    Associations: [{ SubnetId: `subnet-${name}` }],
  });

/** Entries by the names of ACLs: `1`, `2`, and `nat`. */
export const publicAcls = (changes: Readonly<Record<string, readonly Json[]>> = {}): readonly Json[] => [
  ownAcl('1', 'vpc-1', changes['1']),
  ownAcl('nat', 'vpc-1', changes['nat']),
  ownAcl('2', 'vpc-2', changes['2']),
];

/** The tables by name; `1` begins with a route to the Internet gateway of its own. */
export function publicTables(changes: Readonly<Record<string, readonly Json[]>> = {}): readonly Json[] {
  const table = (name: string, vpc: string, gateway: string, cidr: string, range: string): Json =>
    aTable(
      [
        { DestinationCidrBlock: cidr, ...LOCAL },
        { DestinationIpv6CidrBlock: range, ...LOCAL },
        ...(changes[name] ?? [route('0.0.0.0/0', gateway), route('::/0', gateway)]),
      ],
      {
        RouteTableId: `rtb-${name}`,
        VpcId: vpc,
        Associations: [{ Main: false, SubnetId: `subnet-${name}`, AssociationState: { State: 'associated' } }],
      },
    );
  return [
    table('1', 'vpc-1', 'igw-1', '10.0.0.0/16', '2600:1f18:1::/56'),
    table('nat', 'vpc-1', 'igw-1', '10.0.0.0/16', '2600:1f18:1::/56'),
    table('2', 'vpc-2', 'igw-2', '10.9.0.0/16', '2600:1f18:2::/56'),
  ];
}

export const natGateway = (changes: Json = {}): Json => ({
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-nat',
  State: 'available',
  ConnectivityType: 'public',
  NatGatewayAddresses: [{ PublicIp: '52.0.0.99', PrivateIp: '10.0.8.8', NetworkInterfaceId: 'eni-nat' }],
  ...changes,
});

/**
 * Two VPCs that only the Internet joins: `i-1` (10.0.1.10, public 52.0.0.10) reaches `i-2` at {@link PUBLIC} on tcp 443.
 * Beside `i-1` stands a NAT gateway that nothing is routed to.
 */
export function aPublicNetwork(changes: Partial<NetworkAnswers> = {}): NetworkAnswers {
  return aNetwork({
    vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        OwnerId: '111122223333',
        Ipv6CidrBlockAssociationSet: ipv6('2600:1f18:1::/56'),
      },
      {
        VpcId: 'vpc-2',
        CidrBlock: '10.9.0.0/16',
        OwnerId: '111122223333',
        Ipv6CidrBlockAssociationSet: ipv6('2600:1f18:2::/56'),
      },
    ],
    subnets: [
      subnet('1', 'vpc-1', '10.0.1.0/24', '2600:1f18:1::/64'),
      subnet('nat', 'vpc-1', '10.0.8.0/24', '2600:1f18:1:1::/64'),
      subnet('2', 'vpc-2', '10.9.2.0/24', '2600:1f18:2::/64'),
    ],
    networkAcls: publicAcls(),
    routeTables: publicTables(),
    internetGateways: ['1', '2'].map((each) => ({
      InternetGatewayId: `igw-${each}`,
      Attachments: [{ VpcId: `vpc-${each}`, State: 'available' }],
    })),
    natGateways: [natGateway()],
    securityGroups: [
      aGroup([]),
      aGroup([permission('tcp', 443, 443, '0.0.0.0/0', '::/0')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
    ],
    networkInterfaces: [
      publicMachine('1', 'vpc-1', '10.0.1.10', '52.0.0.10'),
      publicMachine('2', 'vpc-2', '10.9.2.20', PUBLIC),
    ],
    instances: ['1', '2'].map((each) =>
      anInstance({
        InstanceId: `i-${each}`,
        VpcId: `vpc-${each}`,
        SubnetId: `subnet-${each}`,
        NetworkInterfaces: [{ NetworkInterfaceId: `eni-${each}` }],
      }),
    ),
    ...changes,
  });
}
