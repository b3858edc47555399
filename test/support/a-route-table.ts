import { familyOf } from '#inventory/addresses.ts';
import type { Route, RouteTable, RouteTargetKind } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';

/** A public subnet's table: local, and the Internet gateway for the rest. */
export const aRouteTable = (change: Partial<RouteTable> = {}): RouteTable => ({
  id: 'rtb-1',
  tags: {},
  vpcId: 'vpc-1',
  main: false,
  subnetIds: ['subnet-1'],
  gatewayIds: [],
  routes: known([aRoute('10.0.0.0/16', 'local'), aRoute('0.0.0.0/0', 'igw-1')]),
  ...change,
});

const KINDS: Readonly<Record<string, RouteTargetKind>> = {
  local: 'local',
  igw: 'internet-gateway',
  eigw: 'egress-only-internet-gateway',
  nat: 'nat-gateway',
  vgw: 'virtual-private-gateway',
  vpce: 'vpc-endpoint',
  tgw: 'transit-gateway',
  pcx: 'vpc-peering-connection',
  eni: 'network-interface',
  i: 'instance',
};

/** `aRoute('0.0.0.0/0', 'nat-1', { state: 'blackhole' })`; a destination `pl-…` is a prefix list. */
export const aRoute = (destination: string, target: string, change: Partial<Route> = {}): Route => ({
  destination: destination.startsWith('pl-')
    ? { kind: 'prefix-list', id: destination }
    : { kind: 'cidr', cidr: destination, family: familyOf(destination) },
  target: { kind: KINDS[target.replace(/-.*/, '')] ?? 'unknown', id: target },
  state: 'active',
  origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  ...change,
});
