import awsEc2AddressAttached from './aws/ec2/address-attached.ts';
import awsEc2InstanceRequiresImdsv2 from './aws/ec2/instance-requires-imdsv2.ts';
import awsGuarddutyDetectorEnabled from './aws/guardduty/detector-enabled.ts';
import awsGuarddutyFindingsResolved from './aws/guardduty/findings-resolved.ts';
import awsVpcFlowLogsEnabled from './aws/vpc/flow-logs-enabled.ts';
import awsVpcRouteNotBlackhole from './aws/vpc/route-not-blackhole.ts';
import type { AnyCheck } from './check.ts';

/** Every check, sorted by id. Written by `npm run new-check`. */
export const CHECKS: readonly AnyCheck[] = [
  awsEc2AddressAttached,
  awsEc2InstanceRequiresImdsv2,
  awsGuarddutyDetectorEnabled,
  awsGuarddutyFindingsResolved,
  awsVpcFlowLogsEnabled,
  awsVpcRouteNotBlackhole,
];
