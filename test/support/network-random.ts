import fc from 'fast-check';
import {
  aclEntry,
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

/** Few values that crowd together, so that everything touches, overlaps and nests. */
export interface Universe {
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
  readonly protocols: readonly string[];
  readonly routeTargets: readonly string[];
}

/** The width that addresses and ports really have. */
export const FULL_WIDTH: Universe = {
  cidrs: [
    '0.0.0.0/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '8.0.0.0/7',
    '8.8.8.0/24',
    '8.8.8.8/32',
    '9.9.9.9/32',
    '10.0.0.0/8',
    '203.0.113.0/24',
    '::/0',
    '2000::/3',
    '2001:db8::/32',
    '2001:db8::8/128',
    '2600:1f18::/32',
    '3000::/4',
  ],
  ports: [0, 1, 21, 22, 23, 80, 443, 1023, 1024, 3389, 32768, 60999, 65534, 65535],
  protocols: ['-1', 'tcp', '6', 'udp', '17', 'icmp', '1', 'icmpv6', '58', '47'],
  routeTargets: ['igw-1', 'igw-1', 'igw-9', 'nat-1', 'tgw-1', 'eigw-1'],
};

/** Sixteen addresses and sixteen ports: small enough to try every packet. */
export const TINY: Universe = {
  cidrs: [
    '8.8.8.0/28',
    '8.8.8.0/29',
    '8.8.8.8/29',
    '8.8.8.0/30',
    '8.8.8.4/30',
    '8.8.8.12/30',
    '8.8.8.2/31',
    '8.8.8.7/32',
    '8.8.8.8/32',
    '0.0.0.0/0',
  ],
  ports: [0, 1, 2, 3, 5, 7, 8, 12, 15],
  protocols: ['-1', '6', '17'],
  routeTargets: ['igw-1', 'igw-1', 'nat-1', 'tgw-1'],
};

const protocolsInAcl = (protocol: string): string =>
  ({ tcp: '6', udp: '17', icmp: '1', icmpv6: '58' })[protocol] ?? protocol;

/** Random answers about one interface with everything in its way. */
export function networks(universe: Universe): fc.Arbitrary<NetworkAnswers> {
  const cidr = fc.constantFrom(...universe.cidrs);
  const protocol = fc.constantFrom(...universe.protocols);
  const port = fc.constantFrom(...universe.ports);
  const range = fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const isIcmp = (each: string): boolean => ['icmp', '1', 'icmpv6', '58'].includes(each);
  const message = fc.constantFrom<readonly [number, number]>(
    [-1, -1],
    [8, -1],
    [0, 0],
    [8, 0],
    [128, -1],
    [129, 0],
    [3, 4],
    [-1, 0],
  );
  const rule = fc
    .tuple(
      protocol,
      range,
      message,
      fc.oneof({ weight: 8, arbitrary: cidr }, { weight: 1, arbitrary: fc.constantFrom('pl-1', 'sg-2') }),
    )
    .map(
      ([p, ports, icmp, peer]): Json =>
        isIcmp(p) ? permission(p, icmp[0], icmp[1], peer) : permission(p, ports[0], ports[1], peer),
    );
  const groups = fc
    .array(fc.array(rule, { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((lists) => lists.map((rules, index) => aGroup(rules, { GroupId: `sg-${index + 1}` })));
  const entry = fc
    .tuple(
      fc.integer({ min: 1, max: 900 }),
      fc.boolean(),
      fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
      protocol,
      cidr,
      fc.option(range),
      message,
    )
    .map(([number, egress, action, p, c, ports, icmp]) =>
      aclEntry(number, egress, action, protocolsInAcl(p), c, isIcmp(p) ? icmp : (ports ?? undefined)),
    );
  const allowAll = [
    aclEntry(950, false, 'allow', '-1', '0.0.0.0/0'),
    aclEntry(950, true, 'allow', '-1', '0.0.0.0/0'),
    aclEntry(951, false, 'allow', '-1', '::/0'),
    aclEntry(951, true, 'allow', '-1', '::/0'),
  ];
  const acl = fc
    .tuple(
      fc.uniqueArray(entry, { maxLength: 6, selector: (each) => String([each['RuleNumber'], each['Egress']]) }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([entries, openness]) => anAcl([...entries, ...(openness > 0 ? allowAll : [])]));
  const aRoute = fc
    .tuple(
      cidr,
      fc.constantFrom(...universe.routeTargets),
      fc.constantFrom('active', 'active', 'active', 'blackhole'),
      fc.constantFrom('CreateRoute', 'CreateRoute', 'EnableVgwRoutePropagation'),
    )
    .map(([to, target, State, Origin]) => route(to, Origin === 'CreateRoute' ? target : 'vgw-1', { State, Origin }));
  const keyOf = (each: Json): string =>
    String([
      each['DestinationCidrBlock'] ?? each['DestinationIpv6CidrBlock'] ?? each['DestinationPrefixListId'],
      each['Origin'],
    ]);
  const table = fc
    .tuple(
      fc.uniqueArray(aRoute, { maxLength: 4, selector: keyOf }),
      fc.boolean(),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(...universe.routeTargets),
    )
    .map(([routes, hasList, hasDefault, target]) => {
      const defaults = hasDefault > 0 ? [route('0.0.0.0/0', 'igw-1'), route('::/0', 'igw-1')] : [];
      const all = [...routes, ...defaults, ...(hasList ? [route('pl-1', target)] : [])];
      return aTable([
        { DestinationCidrBlock: '10.0.0.0/16', ...LOCAL },
        { DestinationIpv6CidrBlock: '2600:1f18:1::/56', ...LOCAL },
        ...new Map(all.map((each) => [keyOf(each), each])).values(),
      ]);
    });
  const rarely = (usual: Json, ...others: readonly Json[]) =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  return fc
    .record({
      groups,
      used: fc.integer({ min: 1, max: 3 }),
      acl,
      table,
      list: fc.uniqueArray(cidr, { maxLength: 3 }),
      nic: rarely(
        {},
        { Status: 'available' },
        { InterfaceType: 'nat_gateway' },
        { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] },
      ),
      instance: rarely({}, { State: { Name: 'stopped' } }),
      subnet: rarely(
        {},
        { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', Ipv6AddressAttribute: 'private' }] },
      ),
      attachment: fc.oneof(
        { weight: 12, arbitrary: fc.constant('vpc-1') },
        { weight: 1, arbitrary: fc.constant('vpc-2') },
      ),
      bpa: fc.constantFrom('off', 'off', 'off', 'off', 'off', 'off', 'block-bidirectional', 'block-ingress'),
      exclusion: fc.constantFrom('allow-bidirectional', 'allow-egress', undefined),
    })
    .map((each) =>
      aNetwork({
        subnets: [aSubnet(each.subnet)],
        securityGroups: each.groups,
        networkAcls: [each.acl],
        routeTables: [each.table],
        internetGateways: [
          { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: each.attachment, State: 'available' }] },
        ],
        networkInterfaces: [
          aNic({
            Groups: each.groups.slice(0, each.used).map((group) => ({ GroupId: group['GroupId'] })),
            ...each.nic,
          }),
        ],
        instances: [anInstance(each.instance)],
        prefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'friends' }],
        prefixListEntries: { 'pl-1': each.list },
        blockPublicAccess: { InternetGatewayBlockMode: each.bpa },
        blockPublicAccessExclusions:
          each.exclusion === undefined
            ? []
            : [
                {
                  ExclusionId: 'vpcbpa-exclude-1',
                  InternetGatewayExclusionMode: each.exclusion,
                  State: 'create-complete',
                  ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
                },
              ],
      }),
    );
}
