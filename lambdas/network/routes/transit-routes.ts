import type { Family } from '#inventory/addresses.ts';
import type { TransitGatewayRoute, TransitGatewayRouteTable } from '#inventory/aws/gateways.ts';
import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';

/** Destinations that a transit gateway's table treats alike. */
export interface TransitPiece {
  readonly addresses: AddressSet;
  /** The routes that may win here: none where no route leads there, several where they are equal in everything. */
  readonly candidates: readonly TransitGatewayRoute[];
}

/**
 * Which route of a transit gateway's table wins for which destination: the longest prefix over active and blackhole
 * routes alike; among equal ones a static route, then one of a prefix list, then propagated ones in the order of
 * {@link PROPAGATED}.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 */
export function transitPieces(table: TransitGatewayRouteTable, family: Family): readonly TransitPiece[] {
  const candidates = seenOf(table.routes)
    .filter((route) => route.family === family && (route.state === 'active' || route.state === 'blackhole'))
    .map((route) => ({
      route,
      addresses: AddressSet.of(family, [route.cidr]),
      order: [-lengthOf(route), rankOf(route)] as const,
    }))
    .toSorted((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1]);
  const pieces: TransitPiece[] = [];
  let remaining = AddressSet.all(family);
  for (const { route, addresses, order } of candidates) {
    const won = remaining.intersect(addresses);
    if (won.isEmpty) continue;
    remaining = remaining.subtract(won);
    const rivals = candidates.filter(
      (other) => other.route.cidr === route.cidr && other.order[1] === order[1] && other.route !== route,
    );
    pieces.push({ addresses: won, candidates: [route, ...rivals.map((other) => other.route)] });
  }
  return remaining.isEmpty ? pieces : [...pieces, { addresses: remaining, candidates: [] }];
}

/** A transit gateway's route as people write it. */
export const nameOfTransitRoute = ({ cidr, attachments, state }: TransitGatewayRoute): string =>
  `${cidr} → ${attachments.map(({ id }) => id ?? 'an attachment').join(', ') || 'nothing'}${state === 'active' ? '' : ` (${state})`}`;

/** Whether `rival`, which covers the same destination, lost to `winner` by its prefix or by where it comes from. */
export const lostBy = (
  rival: TransitGatewayRoute,
  winner: TransitGatewayRoute,
): 'TGW_RTB_MORE_SPECIFIC_ROUTE' | 'TGW_RTB_HIGHER_PRIORITY_ROUTE' =>
  lengthOf(rival) < lengthOf(winner) ? 'TGW_RTB_MORE_SPECIFIC_ROUTE' : 'TGW_RTB_HIGHER_PRIORITY_ROUTE';

/** Where propagated routes come from, the strongest first. */
const PROPAGATED: readonly (string | undefined)[] = ['vpc', 'direct-connect-gateway', 'connect', 'vpn', 'peering'];

function rankOf({ type, prefixListId, attachments }: TransitGatewayRoute): number {
  if (type !== 'propagated') return prefixListId === undefined ? 0 : 1;
  const rank = PROPAGATED.indexOf(attachments[0]?.resourceType);
  return 2 + (rank < 0 ? PROPAGATED.length : rank);
}

const lengthOf = ({ cidr }: TransitGatewayRoute): number => Number(cidr.slice(cidr.indexOf('/') + 1));
