import awsEc2AddressAttached from './aws/ec2/address-attached.ts';
import awsEc2DefaultSecurityGroupEmpty from './aws/ec2/default-security-group-empty.ts';
import awsEc2InstanceRequiresImdsv2 from './aws/ec2/instance-requires-imdsv2.ts';
import awsEc2InterfaceAdminPortsUnreachable from './aws/ec2/interface-admin-ports-unreachable.ts';
import awsEc2InterfaceAmplifiersUnreachable from './aws/ec2/interface-amplifiers-unreachable.ts';
import awsEc2InterfaceDataPortsUnreachable from './aws/ec2/interface-data-ports-unreachable.ts';
import awsEc2InterfaceOnlyPublicPortsReachable from './aws/ec2/interface-only-public-ports-reachable.ts';
import awsEc2SecurityGroupClosesAdminPorts from './aws/ec2/security-group-closes-admin-ports.ts';
import awsEc2SecurityGroupClosesAllPorts from './aws/ec2/security-group-closes-all-ports.ts';
import awsEc2SecurityGroupClosesDataPorts from './aws/ec2/security-group-closes-data-ports.ts';
import awsEc2SecurityGroupEgressRestricted from './aws/ec2/security-group-egress-restricted.ts';
import awsEc2SecurityGroupInUse from './aws/ec2/security-group-in-use.ts';
import awsEc2SecurityGroupNotLaunchWizard from './aws/ec2/security-group-not-launch-wizard.ts';
import awsEc2SecurityGroupOnlyPublicPortsOpen from './aws/ec2/security-group-only-public-ports-open.ts';
import awsEc2SecurityGroupReferencesLive from './aws/ec2/security-group-references-live.ts';
import awsEc2SecurityGroupRulesDistinct from './aws/ec2/security-group-rules-distinct.ts';
import awsEc2SecurityGroupSourcesNarrow from './aws/ec2/security-group-sources-narrow.ts';
import awsGuarddutyDetectorEnabled from './aws/guardduty/detector-enabled.ts';
import awsGuarddutyFindingsResolved from './aws/guardduty/findings-resolved.ts';
import awsVpcFlowLogsEnabled from './aws/vpc/flow-logs-enabled.ts';
import awsVpcNetworkAclClosesAdminPorts from './aws/vpc/network-acl-closes-admin-ports.ts';
import awsVpcRouteNotBlackhole from './aws/vpc/route-not-blackhole.ts';
import type { AnyCheck } from './check.ts';

/** Every check, sorted by id. Written by `npm run new-check`. */
export const CHECKS: readonly AnyCheck[] = [
  awsEc2AddressAttached,
  awsEc2DefaultSecurityGroupEmpty,
  awsEc2InstanceRequiresImdsv2,
  awsEc2InterfaceAdminPortsUnreachable,
  awsEc2InterfaceAmplifiersUnreachable,
  awsEc2InterfaceDataPortsUnreachable,
  awsEc2InterfaceOnlyPublicPortsReachable,
  awsEc2SecurityGroupClosesAdminPorts,
  awsEc2SecurityGroupClosesAllPorts,
  awsEc2SecurityGroupClosesDataPorts,
  awsEc2SecurityGroupEgressRestricted,
  awsEc2SecurityGroupInUse,
  awsEc2SecurityGroupNotLaunchWizard,
  awsEc2SecurityGroupOnlyPublicPortsOpen,
  awsEc2SecurityGroupReferencesLive,
  awsEc2SecurityGroupRulesDistinct,
  awsEc2SecurityGroupSourcesNarrow,
  awsGuarddutyDetectorEnabled,
  awsGuarddutyFindingsResolved,
  awsVpcFlowLogsEnabled,
  awsVpcNetworkAclClosesAdminPorts,
  awsVpcRouteNotBlackhole,
];
