import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { routePieces } from '../routes/route-pieces.ts';
import { attachmentOf, transitLead, transitPiecesFrom } from '../routes/transit.ts';
import { privateRoute } from './private-route.ts';

/** Cuts addresses so that packets from a subnet to those of one part take the same routes. */
export function alikeForRoutes({ estate }: Ingredients, from: Subnet, addresses: AddressSet): readonly AddressSet[] {
  const { family } = addresses;
  const table = estate.routeTableOf(from.id);
  if (!table.known) return [addresses];
  const { pieces } = routePieces(table.value, family, estate.region.prefixLists);
  return cut(
    addresses,
    pieces.map((piece) => piece.addresses),
  ).flatMap((part) => {
    const candidates = pieces.find((piece) => piece.addresses.contains(firstOf(part)))?.candidates ?? [];
    const gateways = candidates.flatMap(({ target }) => (target.kind === 'transit-gateway' ? [target.id] : []));
    return gateways.reduce<readonly AddressSet[]>(
      (parts, gateway) => {
        const attachment = attachmentOf(estate, gateway, from.vpcId);
        const inside = attachment.known && attachment.value ? transitPiecesFrom(estate, attachment.value, family) : [];
        return parts.flatMap((each) =>
          cut(
            each,
            inside.map((piece) => piece.addresses),
          ),
        );
      },
      [part],
    );
  });
}

const cut = (addresses: AddressSet, along: readonly AddressSet[]): readonly AddressSet[] => {
  const parts = along.map((each) => each.intersect(addresses));
  const rest = addresses.subtract(AddressSet.unionOf(addresses.family, parts));
  return [...parts, rest].filter((part) => !part.isEmpty);
};

/** The VPC of the snapshot that certainly gets what a subnet sends to an address. */
export function vpcLedTo({ estate }: Ingredients, from: Subnet, address: string): string | undefined {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const table = estate.routeTableOf(from.id);
  if (!table.known) return undefined;
  const { pieces, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  const piece = pieces.find(({ addresses }) => addresses.contains(address));
  const [route, ...rivals] = piece?.candidates ?? [];
  if (!route || rivals.length > 0 || piece?.mayHaveNone || hasUnreadRoutes || route.state !== 'active')
    return undefined;
  if (route.target.kind === 'vpc-peering-connection') {
    const peering = seenOf(estate.region.vpcPeeringConnections).find(({ id }) => id === route.target.id);
    if (peering?.status !== 'active') return undefined;
    const far = peering.requester.vpcId === from.vpcId ? peering.accepter : peering.requester;
    return ofSnapshot(estate, far.vpcId);
  }
  if (route.target.kind !== 'transit-gateway') return undefined;
  const attachment = attachmentOf(estate, route.target.id, from.vpcId);
  if (!attachment.known || !attachment.value) return undefined;
  const { routes } = transitLead(estate, attachment.value, address);
  const [winner, ...others] = routes;
  const [end, ...ends] = winner?.attachments ?? [];
  if (!winner || others.length > 0 || ends.length > 0 || winner.state !== 'active') return undefined;
  return end?.resourceType === 'vpc' ? ofSnapshot(estate, end.resourceId) : undefined;
}

const ofSnapshot = (estate: Estate, vpcId: string | undefined): string | undefined =>
  estate.vpc(vpcId).known ? vpcId : undefined;

/** Subnets of other VPCs of the snapshot that hold some of the addresses, where a route leads or may lead over. */
export function otherSenders(
  ingredients: Ingredients,
  { nic, family, address }: Target,
  asked: AddressSet,
): readonly { readonly subnet: Subnet; readonly addresses: AddressSet }[] {
  const { estate } = ingredients;
  const there = estate.subnetOf(nic);
  return seenOf(estate.region.subnets)
    .filter(({ vpcId }) => vpcId !== there.vpcId)
    .flatMap((subnet) => {
      const addresses = asked.intersect(addressesOfSubnet(subnet, family));
      if (addresses.isEmpty) return [];
      const leads = (from: Subnet, to: Subnet, destination: string): boolean =>
        privateRoute(ingredients, 'forward', from, to, family, destination).hop.code !== 'NO_ROUTE_TO_DESTINATION';
      const isLinked = leads(subnet, there, address) || leads(there, subnet, firstOf(addresses));
      return isLinked ? [{ subnet, addresses }] : [];
    });
}

/** The range of a subnet, of one family. */
export const addressesOfSubnet = ({ cidr, ipv6 }: Subnet, family: Target['family']): AddressSet =>
  AddressSet.of(family, [...(cidr === undefined ? [] : [cidr]), ...ipv6.map((each) => each.cidr)]);
