import type { Family } from '#inventory/addresses.ts';
import type { PrefixList, Route, RouteTable } from '#inventory/aws/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from '../address-set.ts';
import { addressesOfPrefixList } from '../openness.ts';

/** Destinations that a table treats alike. */
export interface RoutePiece {
  readonly addresses: AddressSet;
  /** The routes that may win here: one where the table decides, none where no route leads there, several where AWS picks one. */
  readonly candidates: readonly Route[];
  /** Whether possibly none of the candidates leads there: all of them are to prefix lists that were not read. */
  readonly mayHaveNone: boolean;
}

/** A route table of one family as a partition of all destinations. */
export interface RoutePieces {
  readonly pieces: readonly RoutePiece[];
  /** Calls that would tell what unread routes and prefix lists hold. */
  readonly missing: readonly MissingCall[];
  /** Whether routes are missing of which not even the target is known. */
  readonly hasUnreadRoutes: boolean;
}

/** What decides between routes of one prefix length: the lower rank wins. */
const STATIC = 0;
const STATIC_PREFIX_LIST = 1;
const PROPAGATED = 2;

interface Candidate {
  readonly route: Route;
  readonly addresses: AddressSet;
  readonly length: number;
  readonly rank: number;
}

/**
 * Which route wins for which destination: the longest prefix over active and blackhole routes alike; among equal ones a
 * static route, then one to a prefix list, then a propagated one. A propagated route never beats `local`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function routePieces(table: RouteTable, family: Family, prefixLists: Known<readonly PrefixList[]>): RoutePieces {
  const routes = seenOf(table.routes).filter(({ state }) => state === 'active' || state === 'blackhole');
  const missing: MissingCall[] = table.routes.known ? [] : [...table.routes.missing];
  const unread: Route[] = [];
  const lists: { readonly route: Route; readonly addresses: AddressSet }[] = [];
  const candidates: Candidate[] = [];
  for (const route of routes) {
    const { destination } = route;
    const isPropagated = route.origin === 'EnableVgwRoutePropagation' || route.origin === 'Advertisement';
    if (destination.kind === 'cidr') {
      if (destination.family === family)
        candidates.push(candidateOf(route, destination.cidr, isPropagated ? PROPAGATED : STATIC));
      continue;
    }
    const list = addressesOfPrefixList(destination.id, family, prefixLists);
    if (list.addresses.must !== list.addresses.may) {
      unread.push(route);
      missing.push(...list.missing);
    }
    if (list.addresses.must.isEmpty) continue;
    lists.push({ route, addresses: list.addresses.must });
    for (const cidr of seenOf(prefixLists).flatMap((each) => (each.id === destination.id ? seenOf(each.entries) : [])))
      if (cidr.includes(':') === (family === 'ipv6'))
        candidates.push(candidateOf(route, cidr, isPropagated ? PROPAGATED : STATIC_PREFIX_LIST));
  }
  candidates.sort(
    (a, b) => b.length - a.length || a.rank - b.rank || (nameOfRoute(a.route) < nameOfRoute(b.route) ? -1 : 1),
  );
  const local = AddressSet.unionOf(
    family,
    candidates.filter(({ route }) => route.target.kind === 'local').map(({ addresses }) => addresses),
  );
  const gathered = new Map<string, Omit<RoutePiece, 'addresses'> & { readonly parts: AddressSet[] }>();
  const gather = (addresses: AddressSet, winners: readonly Route[]): void => {
    if (addresses.isEmpty) return;
    const all = [...winners, ...(winners[0]?.target.kind === 'local' ? [] : unread)];
    const distinct = [...new Map(all.map((route) => [nameOfRoute(route), route])).entries()].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    const mayHaveNone = winners.length === 0;
    const key = [String(mayHaveNone), ...distinct.map(([name]) => name)].join('\n');
    const piece = gathered.get(key) ?? { candidates: distinct.map(([, route]) => route), mayHaveNone, parts: [] };
    piece.parts.push(addresses);
    gathered.set(key, piece);
  };
  let remaining = AddressSet.all(family);
  for (const { route, addresses, length, rank } of candidates) {
    const reached = rank === PROPAGATED ? addresses.subtract(local) : addresses;
    const won = remaining.intersect(reached);
    if (won.isEmpty) continue;
    remaining = remaining.subtract(won);
    // Where lists with other targets overlap, and where routes are equal in everything, AWS picks one and keeps to it.
    const rivals =
      rank === STATIC_PREFIX_LIST
        ? lists.filter((list) => !sameTarget(list.route, route))
        : candidates.filter(
            (other) =>
              other.rank === rank &&
              other.length === length &&
              !sameTarget(other.route, route) &&
              other.addresses.equals(addresses),
          );
    for (const { part, holders } of splitBy(won, rivals)) gather(part, [route, ...holders]);
  }
  gather(remaining, []);
  return {
    pieces: [...gathered.values()].map(({ parts, ...piece }) => ({
      addresses: AddressSet.unionOf(family, parts),
      ...piece,
    })),
    missing,
    hasUnreadRoutes: !table.routes.known,
  };
}

/** A route as people write it. */
export const nameOfRoute = ({ destination, target, state }: Route): string =>
  `${destination.kind === 'cidr' ? destination.cidr : destination.id} → ${target.id}${state === 'active' ? '' : ` (${state})`}`;

const candidateOf = (route: Route, cidr: string, rank: number): Candidate => ({
  route,
  addresses: AddressSet.of(cidr.includes(':') ? 'ipv6' : 'ipv4', [cidr]),
  length: Number(cidr.slice(cidr.indexOf('/') + 1)),
  rank,
});

const sameTarget = (a: Route, b: Route): boolean =>
  a.target.kind === b.target.kind && a.target.id === b.target.id && a.state === b.state;

/** Cuts a set along others: each part with the routes whose addresses hold it. */
function splitBy(
  whole: AddressSet,
  others: readonly { readonly route: Route; readonly addresses: AddressSet }[],
): readonly { readonly part: AddressSet; readonly holders: readonly Route[] }[] {
  let parts: { part: AddressSet; holders: readonly Route[] }[] = [{ part: whole, holders: [] }];
  for (const { route, addresses } of others) {
    parts = parts
      .flatMap(({ part, holders }) => [
        { part: part.intersect(addresses), holders: [...holders, route] },
        { part: part.subtract(addresses), holders },
      ])
      .filter(({ part }) => !part.isEmpty);
  }
  return parts;
}
