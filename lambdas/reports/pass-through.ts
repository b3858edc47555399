/**
 * Checks that pass on what somebody saw happen (GuardDuty, a notice, Security Center, traffic out of the ordinary),
 * where the others judge a setting. Other tools keep the two apart.
 */
const PASS_THROUGH: ReadonlySet<string> = new Set([
  'aws-guardduty-findings-resolved',
  'aws-health-abuse-notices-answered',
  'aws-ec2-exposed-interface-not-under-attack',
  'aws-ec2-interface-outbound-traffic-normal',
  'alicloud-ddos-address-not-blackholed',
  'alicloud-ddos-address-not-under-attack',
  'alicloud-dns-zone-not-blackholed',
  'alicloud-sas-alerts-handled',
]);

/** Whether a check's findings are something that happened, not a setting that is wrong. */
export const isPassThrough = (checkId: string): boolean => PASS_THROUGH.has(checkId);

/** Every check of {@link isPassThrough}. */
export const PASS_THROUGH_CHECKS: readonly string[] = [...PASS_THROUGH];
