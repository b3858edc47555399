import type { AwsRegion } from '#inventory/aws/region.ts';
import type { RouteTable } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';

/**
 * The subnets whose traffic a table routes: those associated with it and, for a VPC's main table, those without an
 * association of their own. As far as subnets and tables were read: for telling people, not for judging by.
 */
export function subnetsUsing(table: RouteTable, region: AwsRegion): readonly string[] {
  if (!table.main) return table.subnetIds;
  const associated = new Set(
    seenOf(region.routeTables).flatMap((other) => (other.id === table.id ? [] : other.subnetIds)),
  );
  const fallen = seenOf(region.subnets).filter(({ id, vpcId }) => vpcId === table.vpcId && !associated.has(id));
  return [...new Set([...table.subnetIds, ...fallen.map(({ id }) => id)])].sort();
}
