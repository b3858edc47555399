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
