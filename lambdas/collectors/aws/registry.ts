import { account } from './account.ts';
import type { AwsCollector } from './collector.ts';
import { ec2Collectors, networkInterfaces, vpcs } from './ec2.ts';
import { guardDutyCollectors } from './guardduty.ts';

export { account, networkInterfaces, vpcs };

/** Read once an account, after {@link account}. */
export const globalCollectors: readonly AwsCollector[] = [];

/** Read in every region, after {@link vpcs} and {@link networkInterfaces} have told whether it is empty. */
export const regionalCollectors: readonly AwsCollector[] = [...ec2Collectors, ...guardDutyCollectors];

/** Every collector of AWS. */
export const awsCollectors: readonly AwsCollector[] = [
  account,
  vpcs,
  networkInterfaces,
  ...globalCollectors,
  ...regionalCollectors,
];

/** The IAM actions that scanning needs, sorted: what the role's policy is made of. */
export const awsReadActions = (): readonly string[] =>
  [...new Set(awsCollectors.flatMap(({ actions }) => actions))].sort();
