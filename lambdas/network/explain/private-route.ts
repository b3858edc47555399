import type { Family } from '#inventory/addresses.ts';
import type { Route, Subnet, VpcPeeringConnection } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { distinctReasons, type Hop, incomplete, type Leg, undecidedHop } from '../hop.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import { nameOfRoute, routePieces } from '../routes/route-pieces.ts';

/** What a table does with a packet, and over what it leaves the VPC. */
export interface PrivateRoute {
  readonly hop: Hop;
  /** The transit gateway that takes it, where that is certain. */
  readonly transitGatewayId?: string;
}

/**
 * Where the table of a subnet sends what goes to an address of another one: locally inside a VPC, over an active peering
 * between two, or to a transit gateway, which has tables of its own. What an appliance does with it cannot be told here.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 */
export function privateRoute(
  { estate }: Ingredients,
  leg: Leg,
  from: Subnet,
  to: Subnet,
  family: Family,
  address: string,
): PrivateRoute {
  const at = { leg, hop: 'route-table', component: 'route table' } as const;
  const table = estate.routeTableOf(from.id);
  if (!table.known) return { hop: undecidedHop(at, table.missing) };
  const here = { ...at, component: table.value.id };
  const { pieces, missing, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  const piece = pieces.find(({ addresses }) => addresses.contains(address));
  const candidates = piece?.candidates ?? [];
  const rule = candidates.length === 0 ? null : candidates.map(nameOfRoute).join(' or ');
  const isLocal = candidates[0]?.target.kind === 'local';
  if (hasUnreadRoutes && !isLocal) return { hop: undecidedHop(here, missing) };
  const [only, ...rivals] = candidates;
  const isSettled = rivals.length === 0 && !piece?.mayHaveNone && only?.state === 'active';
  if (isSettled && only.target.kind === 'transit-gateway' && from.vpcId !== to.vpcId)
    return {
      hop: { ...here, rule, verdict: 'pass', message: say`It takes ${nameOfRoute(only)}.` },
      transitGatewayId: only.target.id,
    };
  const fates = candidates.map((route) => fateOf(estate, route, from, to, address));
  if (piece?.mayHaveNone) {
    const message = say`No route of ${table.value.id} leads to ${address}.`;
    fates.push({ verdict: 'fail', code: 'NO_ROUTE_TO_DESTINATION', message });
  }
  const [first] = fates;
  if (!first) return { hop: undecidedHop(here, missing) };
  if (fates.every(({ verdict }) => verdict === first.verdict)) return { hop: { ...here, rule, ...first } };
  return {
    hop: {
      ...here,
      rule,
      verdict: 'unknown',
      code: 'X_AMBIGUOUS_ROUTE',
      message: say`Several routes may win, and they differ in where they lead.`,
      reasons: distinctReasons(
        missing.length > 0 ? missing.map(incomplete) : [{ code: 'X_AMBIGUOUS_ROUTE', component: table.value.id }],
      ),
    },
  };
}

type Fate = Pick<Hop, 'verdict' | 'code' | 'message' | 'reasons'>;

function fateOf(estate: Estate, route: Route, from: Subnet, to: Subnet, address: string): Fate {
  const name = nameOfRoute(route);
  if (route.state === 'blackhole')
    return { verdict: 'fail', code: 'BAD_STATE_ROUTE', message: say`It takes ${name}, which is dead.` };
  switch (route.target.kind) {
    case 'local':
      return from.vpcId === to.vpcId
        ? { verdict: 'pass', message: say`It takes ${name}.` }
        : {
            verdict: 'fail',
            code: 'NO_ROUTE_TO_DESTINATION',
            message: say`It takes ${name} and stays in ${from.vpcId}.`,
          };
    case 'vpc-peering-connection':
      return peeringFate(estate, route, from, to, address);
    case 'transit-gateway':
    case 'core-network':
    case 'virtual-private-gateway':
    case 'local-gateway':
    case 'network-interface':
    case 'instance':
    case 'vpc-endpoint':
    case 'unknown':
      return {
        verdict: 'unknown',
        code: 'X_MIDDLEBOX',
        message: say`It takes ${name}; where it goes from there was not read.`,
        reasons: [{ code: 'X_MIDDLEBOX', component: route.target.id }],
      };
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
    case 'nat-gateway':
    case 'carrier-gateway':
    case 'odb-network':
      return {
        verdict: 'fail',
        code: 'NO_ROUTE_TO_DESTINATION',
        message: say`It takes ${name}, which does not lead to ${address}.`,
      };
  }
}

/** A peering carries only what begins and ends inside the two VPCs, and only while it is active. */
function peeringFate(estate: Estate, route: Route, from: Subnet, to: Subnet, address: string): Fate {
  const { vpcPeeringConnections: list } = estate.region;
  const peering = seenOf(list).find(({ id }) => id === route.target.id);
  if (!peering) {
    return list.known
      ? { verdict: 'fail', code: 'BAD_STATE', message: say`${route.target.id} is gone.` }
      : {
          verdict: 'unknown',
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: say`Nothing is known of ${route.target.id}.`,
          reasons: list.missing.map(incomplete),
        };
  }
  if (peering.status !== 'active')
    return { verdict: 'fail', code: 'BAD_STATE', message: say`${peering.id} is ${peering.status}, not active.` };
  const far = farSideOf(peering, from.vpcId);
  if (far?.vpcId !== to.vpcId)
    return {
      verdict: 'fail',
      code: 'NO_ROUTE_TO_DESTINATION',
      message: say`${peering.id} leads to ${far?.vpcId ?? say`another VPC`}, not to ${to.vpcId}.`,
    };
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const ranges = [...far.cidrs, ...far.ipv6Cidrs];
  if (ranges.length > 0 && !AddressSet.of(family, ranges).contains(address))
    return {
      verdict: 'fail',
      code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
      message: say`${address} is outside what ${peering.id} leads to.`,
    };
  return { verdict: 'pass', message: say`It takes ${nameOfRoute(route)}.` };
}

const farSideOf = ({ requester, accepter }: VpcPeeringConnection, vpcId: string) =>
  requester.vpcId === vpcId ? accepter : accepter.vpcId === vpcId ? requester : undefined;
