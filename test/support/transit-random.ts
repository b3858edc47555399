import fc from 'fast-check';
import { aclEntry, aGroup, aSubnet, type Json, type NetworkAnswers, permission, route } from './network-estate.ts';
import {
  aGateway,
  association,
  aTransitNetwork,
  machine,
  type TransitAnswers,
  type TransitCall,
  transitRoute,
  transitTable,
  vpcAttachment,
} from './transit-network.ts';

/** A random network, and what it is made of, so that a test can take calls away or mend one thing. */
export interface TransitParts {
  readonly network: Partial<NetworkAnswers>;
  readonly transit: TransitAnswers;
}

/** The answers of a network made of parts. */
export const answersOf = ({ network, transit }: TransitParts, denied: readonly TransitCall[] = []): NetworkAnswers =>
  aTransitNetwork(network, transit, denied);

const RANGES = [
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.0.1.10/32',
  '10.9.0.0/16',
  '10.9.2.0/24',
  '10.9.2.20/32',
  '0.0.0.0/0',
] as const;

/** Mostly the usual. */
const rarely = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const range = fc.constantFrom(...RANGES);
const ports = fc.constantFrom<readonly [number, number]>([5432, 5432], [1024, 65535], [40000, 50000], [1, 1023]);

const entries = fc
  .uniqueArray(
    fc
      .tuple(
        fc.integer({ min: 1, max: 900 }),
        fc.boolean(),
        fc.constantFrom('allow' as const, 'deny' as const),
        fc.constantFrom('-1', '6', '17'),
        range,
        ports,
      )
      .map(([number, egress, action, protocol, cidr, some]) =>
        aclEntry(number, egress, action, protocol, cidr, protocol === '-1' ? undefined : some),
      ),
    { maxLength: 2, selector: (each) => String([each['RuleNumber'], each['Egress']]) },
  )
  .map((some) => [
    ...some,
    aclEntry(950, false, 'allow', '-1', '0.0.0.0/0'),
    aclEntry(951, true, 'allow', '-1', '0.0.0.0/0'),
  ]);

const acls = fc.tuple(entries, entries, entries, entries, entries).map((lists) =>
  ['1', '1t', '2', '2t', '2u'].map(
    (name, index): Json => ({
      NetworkAclId: `acl-${name}`,
      VpcId: `vpc-${name[0]}`,
      IsDefault: name.length === 1,
      Associations: [{ SubnetId: `subnet-${name}` }],
      Entries: lists[index] ?? [],
    }),
  ),
);

const link = fc.constantFrom('tgw-1', 'tgw-1', 'tgw-1', 'pcx-1');
const routesTo = (usual: string): fc.Arbitrary<readonly Json[]> =>
  fc
    .tuple(
      rarely(usual, '10.0.0.0/8', '0.0.0.0/0'),
      link,
      fc.array(fc.tuple(range, link, rarely('active', 'blackhole')), { maxLength: 1 }),
    )
    .map(([first, target, more]) => {
      const all = [[first, target, 'active'] as const, ...more];
      const once = new Map(all.map(([cidr, to, State]) => [cidr, route(cidr, to, { State })]));
      return [...once].flatMap(([cidr, each]) => (isLocal(cidr, usual) ? [] : [each]));
    });

/** A route for the VPC itself or into it is none that AWS would take. */
const isLocal = (cidr: string, other: string): boolean => {
  const own = other === '10.9.0.0/16' ? '10.0.' : '10.9.';
  return cidr.startsWith(own) && cidr !== '10.0.0.0/8';
};

const transitRoutes = fc
  .tuple(
    rarely('10.0.0.0/16', '10.0.1.0/24', '10.0.0.0/8'),
    rarely('10.9.0.0/16', '10.9.2.0/24', '10.0.0.0/8'),
    fc.array(fc.tuple(range, fc.constantFrom('1', '2', undefined)), { maxLength: 2 }),
  )
  .map(([home, away, more]) => {
    const all = [
      transitRoute(home, '1'),
      transitRoute(away, '2'),
      ...more.map(([cidr, to]) => transitRoute(cidr, to, { Type: 'static' })),
    ];
    return [...new Map(all.map((each) => [String([each['DestinationCidrBlock'], each['Type']]), each])).values()];
  });

const rules = (peer: string): fc.Arbitrary<readonly Json[]> =>
  fc.array(
    fc
      .tuple(fc.constantFrom('tcp', 'tcp', '-1', 'udp'), ports, fc.oneof(range, fc.constant(peer)))
      .map(([protocol, [from, to], whom]) => permission(protocol, from, to, whom)),
    { minLength: 1, maxLength: 2 },
  );

/** Two VPCs joined by a transit gateway and a peering, with all that may be wrong between them. */
export const transitNetworks: fc.Arbitrary<TransitParts> = fc
  .record({
    acls,
    there: routesTo('10.9.0.0/16'),
    back: routesTo('10.0.0.0/16'),
    transitRoutes: fc.tuple(transitRoutes, transitRoutes),
    shared: fc.boolean(),
    zones: fc.tuple(rarely('a', 'b'), rarely('a', 'b'), rarely('b', 'a', 'c')),
    doors: fc.constantFrom(['subnet-2t'], ['subnet-2t'], ['subnet-2t', 'subnet-2u'], ['subnet-2']),
    appliance: rarely('disable', 'enable'),
    state: fc.tuple(rarely('available', 'deleted'), rarely('available', 'rejected'), rarely('available', 'deleting')),
    references: fc.tuple(fc.constantFrom('enable', 'disable'), rarely('enable', 'disable')),
    associated: fc.tuple(rarely(true, false), rarely(true, false)),
    peering: rarely('active', 'deleted'),
    inbound: rules('sg-1'),
    outbound: rules('sg-2'),
    isOpen: fc.tuple(fc.boolean(), fc.boolean()),
    nic: rarely('in-use', 'available'),
  })
  .map((each): TransitParts => {
    const zone = (letter: string): string => `eu-west-1${letter}`;
    const [from, to, second] = each.zones;
    const plain = aTransitNetwork().subnets as Json[];
    const inZone = (subnet: Json): Json =>
      subnet['SubnetId'] === 'subnet-1'
        ? { ...subnet, AvailabilityZone: zone(from) }
        : subnet['SubnetId'] === 'subnet-2'
          ? { ...subnet, AvailabilityZone: zone(to) }
          : subnet;
    const peering = (vpc: string, cidr: string): Json => ({
      VpcId: vpc,
      CidrBlock: cidr,
      CidrBlockSet: [{ CidrBlock: cidr }],
    });
    const open = permission('-1', undefined, undefined, '0.0.0.0/0');
    const tableOf = (vpc: '1' | '2'): string => (each.shared ? 'tgw-rtb-1' : `tgw-rtb-${vpc}`);
    return {
      network: {
        subnets: [
          ...plain.map(inZone),
          aSubnet({
            SubnetId: 'subnet-2u',
            VpcId: 'vpc-2',
            CidrBlock: '10.9.10.0/28',
            AvailabilityZone: zone(second),
            Ipv6CidrBlockAssociationSet: [],
          }),
        ],
        networkAcls: each.acls,
        routeTables: [transitTable('1', '10.0.0.0/16', ...each.there), transitTable('2', '10.9.0.0/16', ...each.back)],
        securityGroups: [
          aGroup([], { IpPermissionsEgress: each.isOpen[0] ? [open] : each.outbound }),
          aGroup(each.isOpen[1] ? [open] : each.inbound, { GroupId: 'sg-2', VpcId: 'vpc-2' }),
        ],
        networkInterfaces: [machine('1', '10.0.1.10'), machine('2', '10.9.2.20', { Status: each.nic })],
        vpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: each.peering },
            RequesterVpcInfo: peering('vpc-1', '10.0.0.0/16'),
            AccepterVpcInfo: peering('vpc-2', '10.9.0.0/16'),
          },
        ],
      },
      transit: {
        gateways: [aGateway({ State: each.state[0] }, { SecurityGroupReferencingSupport: each.references[0] })],
        vpcAttachments: [
          vpcAttachment('1', { State: each.state[1] }, { SecurityGroupReferencingSupport: each.references[1] }),
          vpcAttachment('2', { State: each.state[2], SubnetIds: each.doors }, { ApplianceModeSupport: each.appliance }),
        ],
        attachments: (['1', '2'] as const).map((vpc, index) =>
          association(vpc, {
            Association: each.associated[index]
              ? { TransitGatewayRouteTableId: tableOf(vpc), State: 'associated' }
              : undefined,
          }),
        ),
        tables: ['1', '2'].map((vpc) => ({ TransitGatewayRouteTableId: `tgw-rtb-${vpc}`, TransitGatewayId: 'tgw-1' })),
        routes: { 'tgw-rtb-1': { Routes: each.transitRoutes[0] }, 'tgw-rtb-2': { Routes: each.transitRoutes[1] } },
        vpnGateways: [],
      },
    };
  });
