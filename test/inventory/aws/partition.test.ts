import { isElsewhere, partitionOf } from '#inventory/aws/partition.ts';
import { known, notRead } from '#inventory/known.ts';

test.each([
  ['eu-west-1', 'aws'],
  ['ap-southeast-5', 'aws'],
  ['us-east-1', 'aws'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
])('%s is in %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test.each([
  ['regions of China', known([{ id: 'cn-north-1' }]), true],
  ['regions of the main partition', known([{ id: 'eu-west-1' }]), false],
  ['no region', known([]), false],
  ['regions that were not read', notRead<{ id: string }[]>('ec2:DescribeRegions'), false],
])('an account with %s is outside AWS proper: %s', (_, regions, wanted) => {
  expect(isElsewhere(regions, ['aws-cn', 'aws-us-gov'])).toBe(wanted);
});
