import type { AwsRegion } from '#inventory/aws/region.ts';
import type { PeeringSide, Route, RouteTable, VpcPeeringConnection } from '#inventory/aws/vpc.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { AddressSet } from '#network/address-set.ts';
import { addressesOfPrefixList } from '#network/openness.ts';
import { say } from '#platform/text.ts';
import { type MissingCall, NOT_READ, unanswered } from '#snapshot/recorded-call.ts';

/** The side of a peering that is not the VPC given. */
export const farSide = ({ requester, accepter }: VpcPeeringConnection, vpcId: string): PeeringSide =>
  requester.vpcId === vpcId ? accepter : requester;

/** The active routes of a table that lead over some peering, by the peering's id. */
export function routesByPeering({ routes }: RouteTable): ReadonlyMap<string, readonly Route[]> {
  const byPeering = new Map<string, Route[]>();
  for (const route of seenOf(routes)) {
    const { target, state } = route;
    if (target.kind !== 'vpc-peering-connection' || state !== 'active') continue;
    byPeering.set(target.id, [...(byPeering.get(target.id) ?? []), route]);
  }
  return byPeering;
}

/** Whether routes over a peering together cover every address of the far VPC, of either family. */
export function coversWholeVpc(routes: readonly Route[], far: PeeringSide, region: AwsRegion): Known<boolean> {
  const missing: MissingCall[] = [];
  const families = (['ipv4', 'ipv6'] as const).map((family) => {
    const whole = AddressSet.of(family, family === 'ipv4' ? far.cidrs : far.ipv6Cidrs);
    const sets = routes.map(({ destination }) => {
      if (destination.kind === 'cidr') return { must: AddressSet.of(family, [destination.cidr]), may: undefined };
      const list = addressesOfPrefixList(destination.id, family, region.prefixLists);
      if (!whole.isEmpty && list.addresses.must !== list.addresses.may) missing.push(...list.missing);
      return list.addresses;
    });
    const routed = AddressSet.unionOf(
      family,
      sets.map(({ must }) => must),
    );
    return !whole.isEmpty && routed.covers(whole);
  });
  if (families.some(Boolean)) return known(true);
  if (far.cidrs.length + far.ipv6Cidrs.length === 0) {
    const why = say`the ranges of ${far.vpcId ?? say`the far VPC`} are not told`;
    missing.push(unanswered('ec2:DescribeVpcPeeringConnections', NOT_READ, why));
  }
  return missing.length === 0 ? known(false) : unknown(missing);
}

/** Whether some table of a side's VPC leads over the peering. The tables of other accounts and regions were not read here. */
export function isRouted(side: PeeringSide, peeringId: string, region: AwsRegion): Known<boolean> {
  const { vpcId = say`the far VPC`, ownerId = region.account, region: place = region.region } = side;
  if (ownerId !== region.account || place !== region.region) {
    const why = say`the route tables of ${vpcId} in account ${ownerId}, ${place}, are not part of this region`;
    return unknown(unanswered('ec2:DescribeRouteTables', NOT_READ, why));
  }
  const tables = seenOf(region.routeTables).filter((table) => table.vpcId === vpcId);
  if (tables.some((table) => routesByPeering(table).has(peeringId))) return known(true);
  const missing = [region.routeTables, ...tables.map(({ routes }) => routes)].flatMap((each) =>
    each.known ? [] : each.missing,
  );
  return missing.length === 0 ? known(false) : unknown(missing);
}
