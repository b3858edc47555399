import type { IpPermission, NetworkAclEntry, Route } from '@aws-sdk/client-ec2';

/** The world, in both families. */
export const ANYWHERE = '0.0.0.0/0';
export const ANYWHERE_IPV6 = '::/0';

/** Who may talk: ranges of either family, prefix lists `pl-…`, groups `sg-…`, or a group beyond a peering. */
export type Peers = readonly (
  | string
  | { readonly group: string; readonly account: string; readonly peering?: string }
)[];

/** A rule of a security group. `ports` is one port, a range, or `all`; for ICMP its type and code. */
export function allow(
  protocol: string,
  ports: number | readonly [number, number] | 'all',
  peers: Peers,
  Description?: string,
): IpPermission {
  const said = Description === undefined ? {} : { Description };
  const texts = peers.filter((peer) => typeof peer === 'string');
  return {
    IpProtocol: protocol,
    ...(ports === 'all'
      ? {}
      : typeof ports === 'number'
        ? { FromPort: ports, ToPort: ports }
        : { FromPort: ports[0], ToPort: ports[1] }),
    IpRanges: texts.filter((peer) => peer.includes('.')).map((CidrIp) => ({ CidrIp, ...said })),
    Ipv6Ranges: texts.filter((peer) => peer.includes(':')).map((CidrIpv6) => ({ CidrIpv6, ...said })),
    PrefixListIds: texts.filter((peer) => peer.startsWith('pl-')).map((PrefixListId) => ({ PrefixListId, ...said })),
    UserIdGroupPairs: [
      ...texts.filter((peer) => peer.startsWith('sg-')).map((GroupId) => ({ GroupId, UserId: OWN_ACCOUNT, ...said })),
      ...peers.flatMap((peer) =>
        typeof peer === 'string'
          ? []
          : [
              {
                GroupId: peer.group,
                UserId: peer.account,
                ...(peer.peering ? { VpcPeeringConnectionId: peer.peering, PeeringStatus: 'active' } : {}),
                ...said,
              },
            ],
      ),
    ],
  };
}

/** Everything, to everybody: what the console gives a new group as its way out. */
export const allowAllOut = (ipv6: boolean): IpPermission[] => [
  allow('-1', 'all', ipv6 ? [ANYWHERE, ANYWHERE_IPV6] : [ANYWHERE]),
];

/** The account that the demo estate belongs to. */
export const OWN_ACCOUNT = '111122223333';

const PROTOCOLS = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' } as const;

/** An entry of a network ACL. */
export function aclEntry(
  RuleNumber: number,
  direction: 'in' | 'out',
  RuleAction: 'allow' | 'deny',
  protocol: keyof typeof PROTOCOLS,
  ports: readonly [number, number] | 'all',
  cidr: string,
): NetworkAclEntry {
  return {
    RuleNumber,
    Egress: direction === 'out',
    RuleAction,
    Protocol: PROTOCOLS[protocol],
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(ports === 'all' ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
  };
}

/** The numbers of the entries that close every ACL, which nobody can remove. */
const LAST_RULE = 32_767;
const LAST_RULE_IPV6 = 32_768;

/** The refusals at the end of every ACL. */
export const lastAclEntries = (ipv6: boolean): NetworkAclEntry[] =>
  (['in', 'out'] as const).flatMap((direction) => [
    aclEntry(LAST_RULE, direction, 'deny', 'all', 'all', ANYWHERE),
    ...(ipv6 ? [aclEntry(LAST_RULE_IPV6, direction, 'deny', 'all', 'all', ANYWHERE_IPV6)] : []),
  ]);

/** The allowances of a VPC's default ACL. */
export const defaultAclEntries = (ipv6: boolean): NetworkAclEntry[] =>
  (['in', 'out'] as const).flatMap((direction) => [
    aclEntry(100, direction, 'allow', 'all', 'all', ANYWHERE),
    ...(ipv6 ? [aclEntry(101, direction, 'allow', 'all', 'all', ANYWHERE_IPV6)] : []),
  ]);

/** A route that somebody made. */
export function route(destination: string, target: Partial<Route>, State: 'active' | 'blackhole' = 'active'): Route {
  const to = destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : destination.includes(':')
      ? { DestinationIpv6CidrBlock: destination }
      : { DestinationCidrBlock: destination };
  return { ...to, ...target, Origin: 'CreateRoute', State };
}

/** The routes within the VPC, which stand in every table. */
export const localRoutes = (cidrs: readonly string[]): Route[] =>
  cidrs.map((cidr) => ({ ...route(cidr, { GatewayId: 'local' }), Origin: 'CreateRouteTable' }));
