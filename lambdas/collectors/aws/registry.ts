import { accelerators } from './accelerators.ts';
import { account } from './account.ts';
import { accountCollectors } from './account-facts.ts';
import { vpcOrigins } from './cloudfront.ts';
import type { AwsCollector } from './collector.ts';
import { ec2Collectors, networkInterfaces, vpcs } from './ec2.ts';
import { elb } from './elb.ts';
import { elbV2 } from './elbv2.ts';
import { gatewayCollectors } from './gateways.ts';
import { groupCollectors } from './groups.ts';
import { guardDutyCollectors } from './guardduty.ts';
import { instanceStatusCollectors } from './instance-status.ts';

export { account, networkInterfaces, vpcs };

/** Read once an account, after {@link account}. */
export const globalCollectors: readonly AwsCollector[] = [accelerators, vpcOrigins, ...accountCollectors];

/** Read in every region, after {@link vpcs} and {@link networkInterfaces} have told whether it is empty. */
export const regionalCollectors: readonly AwsCollector[] = [
  ...ec2Collectors,
  ...groupCollectors,
  ...gatewayCollectors,
  elbV2,
  elb,
  ...instanceStatusCollectors,
  ...guardDutyCollectors,
];

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
