import alicloudCdnHttpsOn from './alicloud/cdn/https-on.ts';
import alicloudCdnOriginProbesKnown from './alicloud/cdn/origin-probes-known.ts';
import alicloudCenRouteNotBlackhole from './alicloud/cen/route-not-blackhole.ts';
import alicloudDdosAddressNotBlackholed from './alicloud/ddos/address-not-blackholed.ts';
import alicloudDdosAddressNotUnderAttack from './alicloud/ddos/address-not-under-attack.ts';
import alicloudDdosOriginHidden from './alicloud/ddos/origin-hidden.ts';
import alicloudDnsRecordFollowsProtection from './alicloud/dns/record-follows-protection.ts';
import alicloudDnsZoneNotBlackholed from './alicloud/dns/zone-not-blackholed.ts';
import alicloudEcsInstanceInVpc from './alicloud/ecs/instance-in-vpc.ts';
import alicloudEcsInstanceNotLocked from './alicloud/ecs/instance-not-locked.ts';
import alicloudEcsInstanceRequiresHardenedMetadata from './alicloud/ecs/instance-requires-hardened-metadata.ts';
import alicloudEcsInterfaceAdminPortsUnreachable from './alicloud/ecs/interface-admin-ports-unreachable.ts';
import alicloudEcsInterfaceAmplifiersUnreachable from './alicloud/ecs/interface-amplifiers-unreachable.ts';
import alicloudEcsInterfaceDataPortsUnreachable from './alicloud/ecs/interface-data-ports-unreachable.ts';
import alicloudEcsInterfaceOnlyPublicPortsReachable from './alicloud/ecs/interface-only-public-ports-reachable.ts';
import alicloudEcsSecurityGroupClosesAdminPorts from './alicloud/ecs/security-group-closes-admin-ports.ts';
import alicloudEcsSecurityGroupClosesAllPorts from './alicloud/ecs/security-group-closes-all-ports.ts';
import alicloudEcsSecurityGroupClosesDataPorts from './alicloud/ecs/security-group-closes-data-ports.ts';
import alicloudEcsSecurityGroupEgressRestricted from './alicloud/ecs/security-group-egress-restricted.ts';
import alicloudEcsSecurityGroupInUse from './alicloud/ecs/security-group-in-use.ts';
import alicloudEcsSecurityGroupInnerAccessDropped from './alicloud/ecs/security-group-inner-access-dropped.ts';
import alicloudPathTimeoutsOrdered from './alicloud/path/timeouts-ordered.ts';
import alicloudSasAlertsHandled from './alicloud/sas/alerts-handled.ts';
import alicloudSasEditionProtects from './alicloud/sas/edition-protects.ts';
import alicloudSasVulnerabilitiesFixed from './alicloud/sas/vulnerabilities-fixed.ts';
import alicloudSlbAccessListNotEmpty from './alicloud/slb/access-list-not-empty.ts';
import alicloudSlbBackendsHealthy from './alicloud/slb/backends-healthy.ts';
import alicloudSlbBackendsRedundant from './alicloud/slb/backends-redundant.ts';
import alicloudSlbDeletionProtectionOn from './alicloud/slb/deletion-protection-on.ts';
import alicloudSlbEstablishedTimeoutWithinPolicy from './alicloud/slb/established-timeout-within-policy.ts';
import alicloudSlbHealthCheckOn from './alicloud/slb/health-check-on.ts';
import alicloudSlbIdleTimeoutWithinPolicy from './alicloud/slb/idle-timeout-within-policy.ts';
import alicloudSlbListenerOnlyPublicPortsReachable from './alicloud/slb/listener-only-public-ports-reachable.ts';
import alicloudSlbListenersEncrypted from './alicloud/slb/listeners-encrypted.ts';
import alicloudSlbLoadBalancerActive from './alicloud/slb/load-balancer-active.ts';
import alicloudSlbPersistenceBounded from './alicloud/slb/persistence-bounded.ts';
import alicloudSlbPersistenceFitsScheduler from './alicloud/slb/persistence-fits-scheduler.ts';
import alicloudSlbPersistenceNotBehindProxy from './alicloud/slb/persistence-not-behind-proxy.ts';
import alicloudSlbRequestTimeoutWithinPolicy from './alicloud/slb/request-timeout-within-policy.ts';
import alicloudSlbTlsPolicyModern from './alicloud/slb/tls-policy-modern.ts';
import alicloudSlbWeightsEven from './alicloud/slb/weights-even.ts';
import alicloudVpcAddressAttached from './alicloud/vpc/address-attached.ts';
import alicloudVpcAddressNotLocked from './alicloud/vpc/address-not-locked.ts';
import alicloudVpcFlowLogsEnabled from './alicloud/vpc/flow-logs-enabled.ts';
import alicloudVpcNetworkAclAgreesWithSecurityGroups from './alicloud/vpc/network-acl-agrees-with-security-groups.ts';
import alicloudVpcNetworkAclClosesAdminPorts from './alicloud/vpc/network-acl-closes-admin-ports.ts';
import alicloudVpcNetworkAclInUse from './alicloud/vpc/network-acl-in-use.ts';
import alicloudVpcNetworkAclReturnTrafficPasses from './alicloud/vpc/network-acl-return-traffic-passes.ts';
import alicloudVpcNetworkAclRulesEffective from './alicloud/vpc/network-acl-rules-effective.ts';
import alicloudVpcRouteNextHopAlive from './alicloud/vpc/route-next-hop-alive.ts';
import alicloudVpcRouteTableInUse from './alicloud/vpc/route-table-in-use.ts';
import alicloudWafCertificateValid from './alicloud/waf/certificate-valid.ts';
import alicloudWafOriginRedundant from './alicloud/waf/origin-redundant.ts';
import awsAccountActive from './aws/account/active.ts';
import awsAccountSecurityContactSet from './aws/account/security-contact-set.ts';
import awsEc2AddressAttached from './aws/ec2/address-attached.ts';
import awsEc2DefaultSecurityGroupEmpty from './aws/ec2/default-security-group-empty.ts';
import awsEc2ExposedInterfaceNotUnderAttack from './aws/ec2/exposed-interface-not-under-attack.ts';
import awsEc2InstanceRequiresImdsv2 from './aws/ec2/instance-requires-imdsv2.ts';
import awsEc2InstanceStatusOk from './aws/ec2/instance-status-ok.ts';
import awsEc2InterfaceAdminPortsUnreachable from './aws/ec2/interface-admin-ports-unreachable.ts';
import awsEc2InterfaceAmplifiersUnreachable from './aws/ec2/interface-amplifiers-unreachable.ts';
import awsEc2InterfaceDataPortsUnreachable from './aws/ec2/interface-data-ports-unreachable.ts';
import awsEc2InterfaceOnlyPublicPortsReachable from './aws/ec2/interface-only-public-ports-reachable.ts';
import awsEc2InterfaceOutboundTrafficNormal from './aws/ec2/interface-outbound-traffic-normal.ts';
import awsEc2InterfaceSourceDestCheckOn from './aws/ec2/interface-source-dest-check-on.ts';
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
import awsElbAccessLogsOn from './aws/elb/access-logs-on.ts';
import awsElbConnectionDrainingOn from './aws/elb/connection-draining-on.ts';
import awsElbCrossZoneOn from './aws/elb/cross-zone-on.ts';
import awsElbDeletionProtectionOn from './aws/elb/deletion-protection-on.ts';
import awsElbDesyncMitigationOn from './aws/elb/desync-mitigation-on.ts';
import awsElbDropsInvalidHeaders from './aws/elb/drops-invalid-headers.ts';
import awsElbIdleTimeoutWithinPolicy from './aws/elb/idle-timeout-within-policy.ts';
import awsElbListenerHasTargets from './aws/elb/listener-has-targets.ts';
import awsElbListenersEncrypted from './aws/elb/listeners-encrypted.ts';
import awsElbLoadBalancerMultiAz from './aws/elb/load-balancer-multi-az.ts';
import awsElbLoadBalancerOnlyPublicPortsReachable from './aws/elb/load-balancer-only-public-ports-reachable.ts';
import awsElbSecurityGroupFitsListeners from './aws/elb/security-group-fits-listeners.ts';
import awsElbSourceIpStickinessNotBehindProxy from './aws/elb/source-ip-stickiness-not-behind-proxy.ts';
import awsElbStickinessBounded from './aws/elb/stickiness-bounded.ts';
import awsElbTargetGroupHasHealthyTargets from './aws/elb/target-group-has-healthy-targets.ts';
import awsElbTargetNotReachableDirectly from './aws/elb/target-not-reachable-directly.ts';
import awsElbTlsPolicyModern from './aws/elb/tls-policy-modern.ts';
import awsElbTrackingTimeoutCoversIdle from './aws/elb/tracking-timeout-covers-idle.ts';
import awsGuarddutyCentrallyManaged from './aws/guardduty/centrally-managed.ts';
import awsGuarddutyDetectorEnabled from './aws/guardduty/detector-enabled.ts';
import awsGuarddutyFindingsPublishedPromptly from './aws/guardduty/findings-published-promptly.ts';
import awsGuarddutyFindingsResolved from './aws/guardduty/findings-resolved.ts';
import awsGuarddutyProtectionPlansEnabled from './aws/guardduty/protection-plans-enabled.ts';
import awsHealthAbuseNoticesAnswered from './aws/health/abuse-notices-answered.ts';
import awsVpcBlockPublicAccessEnabled from './aws/vpc/block-public-access-enabled.ts';
import awsVpcFlowLogsEnabled from './aws/vpc/flow-logs-enabled.ts';
import awsVpcMainRouteTablePrivate from './aws/vpc/main-route-table-private.ts';
import awsVpcNetworkAclAgreesWithSecurityGroups from './aws/vpc/network-acl-agrees-with-security-groups.ts';
import awsVpcNetworkAclClosesAdminPorts from './aws/vpc/network-acl-closes-admin-ports.ts';
import awsVpcNetworkAclInUse from './aws/vpc/network-acl-in-use.ts';
import awsVpcNetworkAclReturnTrafficPasses from './aws/vpc/network-acl-return-traffic-passes.ts';
import awsVpcNetworkAclRulesEffective from './aws/vpc/network-acl-rules-effective.ts';
import awsVpcPeeringRouteNarrow from './aws/vpc/peering-route-narrow.ts';
import awsVpcPeeringRouteReturns from './aws/vpc/peering-route-returns.ts';
import awsVpcPublicAddressHasInternetRoute from './aws/vpc/public-address-has-internet-route.ts';
import awsVpcRouteNotBlackhole from './aws/vpc/route-not-blackhole.ts';
import awsVpcRouteTableInUse from './aws/vpc/route-table-in-use.ts';
import awsVpcSubnetAssignsNoPublicAddress from './aws/vpc/subnet-assigns-no-public-address.ts';
import awsVpcSubnetRouteTableExplicit from './aws/vpc/subnet-route-table-explicit.ts';
import type { AnyCheck } from './check.ts';
import pathTimeoutsOrdered from './path/timeouts-ordered.ts';

/** Every check, sorted by id. Written by `npm run new-check`. */
export const CHECKS: readonly AnyCheck[] = [
  alicloudCdnHttpsOn,
  alicloudCdnOriginProbesKnown,
  alicloudCenRouteNotBlackhole,
  alicloudDdosAddressNotBlackholed,
  alicloudDdosAddressNotUnderAttack,
  alicloudDdosOriginHidden,
  alicloudDnsRecordFollowsProtection,
  alicloudDnsZoneNotBlackholed,
  alicloudEcsInstanceInVpc,
  alicloudEcsInstanceNotLocked,
  alicloudEcsInstanceRequiresHardenedMetadata,
  alicloudEcsInterfaceAdminPortsUnreachable,
  alicloudEcsInterfaceAmplifiersUnreachable,
  alicloudEcsInterfaceDataPortsUnreachable,
  alicloudEcsInterfaceOnlyPublicPortsReachable,
  alicloudEcsSecurityGroupClosesAdminPorts,
  alicloudEcsSecurityGroupClosesAllPorts,
  alicloudEcsSecurityGroupClosesDataPorts,
  alicloudEcsSecurityGroupEgressRestricted,
  alicloudEcsSecurityGroupInUse,
  alicloudEcsSecurityGroupInnerAccessDropped,
  alicloudPathTimeoutsOrdered,
  alicloudSasAlertsHandled,
  alicloudSasEditionProtects,
  alicloudSasVulnerabilitiesFixed,
  alicloudSlbAccessListNotEmpty,
  alicloudSlbBackendsHealthy,
  alicloudSlbBackendsRedundant,
  alicloudSlbDeletionProtectionOn,
  alicloudSlbEstablishedTimeoutWithinPolicy,
  alicloudSlbHealthCheckOn,
  alicloudSlbIdleTimeoutWithinPolicy,
  alicloudSlbListenerOnlyPublicPortsReachable,
  alicloudSlbListenersEncrypted,
  alicloudSlbLoadBalancerActive,
  alicloudSlbPersistenceBounded,
  alicloudSlbPersistenceFitsScheduler,
  alicloudSlbPersistenceNotBehindProxy,
  alicloudSlbRequestTimeoutWithinPolicy,
  alicloudSlbTlsPolicyModern,
  alicloudSlbWeightsEven,
  alicloudVpcAddressAttached,
  alicloudVpcAddressNotLocked,
  alicloudVpcFlowLogsEnabled,
  alicloudVpcNetworkAclAgreesWithSecurityGroups,
  alicloudVpcNetworkAclClosesAdminPorts,
  alicloudVpcNetworkAclInUse,
  alicloudVpcNetworkAclReturnTrafficPasses,
  alicloudVpcNetworkAclRulesEffective,
  alicloudVpcRouteNextHopAlive,
  alicloudVpcRouteTableInUse,
  alicloudWafCertificateValid,
  alicloudWafOriginRedundant,
  awsAccountActive,
  awsAccountSecurityContactSet,
  awsEc2AddressAttached,
  awsEc2DefaultSecurityGroupEmpty,
  awsEc2ExposedInterfaceNotUnderAttack,
  awsEc2InstanceRequiresImdsv2,
  awsEc2InstanceStatusOk,
  awsEc2InterfaceAdminPortsUnreachable,
  awsEc2InterfaceAmplifiersUnreachable,
  awsEc2InterfaceDataPortsUnreachable,
  awsEc2InterfaceOnlyPublicPortsReachable,
  awsEc2InterfaceOutboundTrafficNormal,
  awsEc2InterfaceSourceDestCheckOn,
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
  awsElbAccessLogsOn,
  awsElbConnectionDrainingOn,
  awsElbCrossZoneOn,
  awsElbDeletionProtectionOn,
  awsElbDesyncMitigationOn,
  awsElbDropsInvalidHeaders,
  awsElbIdleTimeoutWithinPolicy,
  awsElbListenerHasTargets,
  awsElbListenersEncrypted,
  awsElbLoadBalancerMultiAz,
  awsElbLoadBalancerOnlyPublicPortsReachable,
  awsElbSecurityGroupFitsListeners,
  awsElbSourceIpStickinessNotBehindProxy,
  awsElbStickinessBounded,
  awsElbTargetGroupHasHealthyTargets,
  awsElbTargetNotReachableDirectly,
  awsElbTlsPolicyModern,
  awsElbTrackingTimeoutCoversIdle,
  awsGuarddutyCentrallyManaged,
  awsGuarddutyDetectorEnabled,
  awsGuarddutyFindingsPublishedPromptly,
  awsGuarddutyFindingsResolved,
  awsGuarddutyProtectionPlansEnabled,
  awsHealthAbuseNoticesAnswered,
  awsVpcBlockPublicAccessEnabled,
  awsVpcFlowLogsEnabled,
  awsVpcMainRouteTablePrivate,
  awsVpcNetworkAclAgreesWithSecurityGroups,
  awsVpcNetworkAclClosesAdminPorts,
  awsVpcNetworkAclInUse,
  awsVpcNetworkAclReturnTrafficPasses,
  awsVpcNetworkAclRulesEffective,
  awsVpcPeeringRouteNarrow,
  awsVpcPeeringRouteReturns,
  awsVpcPublicAddressHasInternetRoute,
  awsVpcRouteNotBlackhole,
  awsVpcRouteTableInUse,
  awsVpcSubnetAssignsNoPublicAddress,
  awsVpcSubnetRouteTableExplicit,
  pathTimeoutsOrdered,
];
