import type { Family } from '#inventory/addresses.ts';
import type { Route, RouteTable } from '#inventory/aws/vpc.ts';
import type { Known } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import type { Estate } from '../estate.ts';
import { type Code, distinctReasons, incomplete, type Reason } from '../hop.ts';
import { nameOfRoute, type RoutePiece, routePieces } from './route-pieces.ts';

/** What becomes of replies that take a route. */
interface Fate {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly code?: Code;
  readonly because?: Code;
  readonly message: Text;
  readonly reasons?: readonly Reason[];
}

/** The part of the Internet whose replies have one fate. */
export interface ReturnPiece extends Fate {
  readonly addresses: AddressSet;
  /** The route that wins; null where none does. */
  readonly rule: string | null;
}

/** The way back to Internet clients out of a subnet. */
export interface ReturnRoutes {
  /** Clients whose replies leave through the VPC's Internet gateway. */
  readonly passes: Certainty<AddressSet>;
  readonly pieces: readonly ReturnPiece[];
  /** Id of the route table; what stands for it where it was not read. */
  readonly component: string;
  /** Why `may` is more than `must`. */
  readonly reasons: readonly Reason[];
  /** A text that is the same for routes that let the same clients be answered. */
  readonly key: string;
}

/**
 * Where replies go: good are only those whose longest prefix leads to the Internet gateway of the VPC. A path through
 * NAT, a transit gateway or a peering breaks the connection even though the first packet came in.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function returnRoutes(
  estate: Estate,
  table: Known<RouteTable>,
  attachedGatewayId: string | undefined,
  family: Family,
): ReturnRoutes {
  if (!table.known) {
    const reasons = distinctReasons(table.missing.map(incomplete));
    const all = AddressSet.all(family);
    const piece: ReturnPiece = { addresses: all, rule: null, ...unread(reasons) };
    return withKey({
      passes: { must: AddressSet.none(family), may: all },
      pieces: [piece],
      component: 'route table',
      reasons,
    });
  }
  const { pieces, missing, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  const unreadReasons = distinctReasons(missing.map(incomplete));
  const judged = pieces.map((piece): ReturnPiece => {
    const rule = piece.candidates.length === 0 ? null : piece.candidates.map(nameOfRoute).join(' or ');
    const isLocal = piece.candidates.some(({ target }) => target.kind === 'local');
    const fates = piece.candidates.map((route) => fateOf(route, piece, table.value, estate, attachedGatewayId));
    if (piece.mayHaveNone) fates.push(noRoute());
    const joint = jointFate(fates, unreadReasons, table.value.id);
    // A route that was not read may be more specific than any that was.
    const fate = hasUnreadRoutes && !isLocal ? unread(unreadReasons) : joint;
    return { addresses: piece.addresses, rule, ...fate };
  });
  const union = (verdicts: readonly Fate['verdict'][]): AddressSet =>
    AddressSet.unionOf(
      family,
      judged.filter(({ verdict }) => verdicts.includes(verdict)).map(({ addresses }) => addresses),
    );
  const must = union(['pass']);
  const hasDoubt = judged.some(({ verdict }) => verdict === 'unknown');
  return withKey({
    passes: { must, may: hasDoubt ? union(['pass', 'unknown']) : must },
    pieces: judged,
    component: table.value.id,
    reasons: distinctReasons(judged.flatMap(({ reasons = [] }) => reasons)),
  });
}

const withKey = (routes: Omit<ReturnRoutes, 'key'>): ReturnRoutes => ({
  ...routes,
  key: `routes\n${routes.passes.must.key}\n${routes.passes.may.key}\n${JSON.stringify(routes.reasons)}`,
});

const unread = (reasons: readonly Reason[]): Fate => ({
  verdict: 'unknown',
  code: 'X_SNAPSHOT_INCOMPLETE',
  message: say`The routes of the subnet are not fully known.`,
  reasons,
});

const noRoute = (): Fate => ({
  verdict: 'fail',
  code: 'X_RETURN_ROUTE_NOT_IGW',
  because: 'NO_ROUTE_TO_DESTINATION',
  message: say`No route leads back to the client.`,
});

function jointFate(fates: readonly Fate[], unreadReasons: readonly Reason[], tableId: string): Fate {
  const [first] = fates as [Fate];
  if (fates.every(({ verdict }) => verdict === first.verdict)) return first;
  const reasons: readonly Reason[] = [
    ...unreadReasons,
    ...(unreadReasons.length > 0 ? [] : [{ code: 'X_AMBIGUOUS_ROUTE' as const, component: tableId }]),
    ...fates.flatMap((fate) => fate.reasons ?? []),
  ];
  return {
    verdict: 'unknown',
    code: unreadReasons.length > 0 ? 'X_SNAPSHOT_INCOMPLETE' : 'X_AMBIGUOUS_ROUTE',
    message: say`Several routes may win for the client, and they differ in whether they lead back to it.`,
    reasons: distinctReasons(reasons),
  };
}

function fateOf(
  route: Route,
  piece: RoutePiece,
  table: RouteTable,
  estate: Estate,
  attachedGatewayId: string | undefined,
): Fate {
  const name = nameOfRoute(route);
  const refuse = (because: Code, message: Text): Fate => ({
    verdict: 'fail',
    code: 'X_RETURN_ROUTE_NOT_IGW',
    because,
    message,
  });
  const elsewhere = (): Fate =>
    refuse(
      gatewayRouteBehind(route, piece, table) ?? 'NO_ROUTE_TO_DESTINATION',
      say`The reply takes ${name}, which does not lead to the Internet gateway.`,
    );
  if (route.state === 'blackhole') return refuse('BAD_STATE_ROUTE', say`The reply takes ${name}, which is dead.`);
  switch (route.target.kind) {
    case 'internet-gateway':
      // Where no gateway is attached at all, that hop says so; the route is not to blame as well.
      if (attachedGatewayId === undefined)
        return { verdict: 'pass', message: say`The reply takes ${name}, once that gateway is attached.` };
      return route.target.id === attachedGatewayId
        ? { verdict: 'pass', message: say`The reply takes ${name}.` }
        : refuse('BAD_STATE_ROUTE', say`The reply takes ${name}, which is not the gateway attached to the VPC.`);
    case 'egress-only-internet-gateway':
      return {
        verdict: 'fail',
        code: 'X_EIGW_NO_INGRESS',
        message: say`The reply takes ${name}, and an egress-only gateway lets nothing in that did not begin inside.`,
      };
    case 'network-interface':
    case 'instance':
      return forwarderFate(route, estate, refuse);
    case 'vpc-endpoint':
      return endpointFate(route, estate) ?? elsewhere();
    case 'unknown':
      return middlebox(route);
    case 'local':
    case 'nat-gateway':
    case 'virtual-private-gateway':
    case 'transit-gateway':
    case 'vpc-peering-connection':
    case 'carrier-gateway':
    case 'local-gateway':
    case 'core-network':
    case 'odb-network':
      break;
  }
  return elsewhere();
}

/**
 * What a Gateway Load Balancer endpoint does with replies cannot be read; any other kind leads to its own service alone,
 * and then there is no fate to tell here.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
function endpointFate(route: Route, estate: Estate): Fate | undefined {
  const endpoint = estate.endpoint(route.target.id);
  if (endpoint.known) return endpoint.value.type === 'gatewayloadbalancer' ? middlebox(route) : undefined;
  // Gateway endpoints are routed to by prefix list alone.
  if (route.destination.kind === 'cidr') return middlebox(route);
  return {
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: say`The reply takes ${nameOfRoute(route)}; what kind of endpoint that is was not read.`,
    reasons: distinctReasons(endpoint.missing.map(incomplete)),
  };
}

/** Replies that go to an interface depend on what runs there, unless it drops what is not its own. */
function forwarderFate(route: Route, estate: Estate, refuse: (because: Code, message: Text) => Fate): Fate {
  const nic = route.target.kind === 'network-interface' ? estate.interface(route.target.id) : undefined;
  if (nic?.known && nic.value.sourceDestCheck)
    return refuse(
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      say`The reply takes ${nameOfRoute(route)}, which drops what is not its own.`,
    );
  return middlebox(route);
}

const middlebox = (route: Route): Fate => ({
  verdict: 'unknown',
  code: 'X_MIDDLEBOX',
  message: say`The reply takes ${nameOfRoute(route)}; what that appliance does with it cannot be read.`,
  reasons: [{ code: 'X_MIDDLEBOX', component: route.target.id }],
});

/** Whether the table has a gateway route for these destinations that this route beats, and by what. */
function gatewayRouteBehind(route: Route, { addresses }: RoutePiece, table: RouteTable): Code | undefined {
  if (!table.routes.known || route.destination.kind !== 'cidr')
    return route.destination.kind === 'prefix-list' ? 'MORE_SPECIFIC_ROUTE' : undefined;
  const { cidr, family } = route.destination;
  const beaten = table.routes.value.flatMap(({ target, state, destination }) =>
    target.kind === 'internet-gateway' && state === 'active' && destination.kind === 'cidr' ? [destination.cidr] : [],
  );
  const covering = beaten.filter((each) => AddressSet.of(family, [each]).overlaps(addresses));
  if (covering.length === 0) return undefined;
  return covering.includes(cidr) ? 'HIGHER_PRIORITY_ROUTE' : 'MORE_SPECIFIC_ROUTE';
}
