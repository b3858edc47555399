import type { Known } from '../known.ts';
import type { RegionName } from './ec2.ts';

/** A separate AWS with its own accounts, consoles and ARNs. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/**
 * The partition that a region belongs to.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Whether the account lives in one of these partitions for certain, by the regions that it has. */
export const isElsewhere = (regions: Known<readonly RegionName[]>, partitions: readonly Partition[]): boolean =>
  regions.known && regions.value.length > 0 && regions.value.every(({ id }) => partitions.includes(partitionOf(id)));
