import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';

/** Whether anything is in a region: a VPC that somebody made, or an interface in the default one. */
export function isInUse({ vpcs, networkInterfaces }: AwsRegion): Known<boolean> {
  if (seenOf(networkInterfaces).length > 0 || seenOf(vpcs).some(({ isDefault }) => !isDefault)) return known(true);
  const missing = [vpcs, networkInterfaces].flatMap((list) => (list.known ? [] : list.missing));
  return missing.length === 0 ? known(false) : unknown(missing);
}
