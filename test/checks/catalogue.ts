/**
 * The checks that were promised: id, severity, concern and the controls of frameworks as the catalogue writes them
 * (C critical, H high, M medium, L low, I info, `*` by what is found; E exposure, A availability, D detection, Y hygiene).
 */
export const CATALOGUE = `
alicloud-cdn-https-on M E
alicloud-cdn-origin-probes-known L A
alicloud-cen-route-not-blackhole H A
alicloud-ddos-address-not-blackholed C A
alicloud-ddos-address-not-under-attack H A
alicloud-ddos-origin-hidden H E
alicloud-dns-record-follows-protection M E
alicloud-dns-zone-not-blackholed C A
alicloud-ecs-instance-in-vpc M Y | CIS-AL-2.0 3.1
alicloud-ecs-instance-not-locked C A
alicloud-ecs-instance-requires-hardened-metadata H Y
alicloud-ecs-interface-admin-ports-unreachable C E | CIS-AL-2.0 4.3, CIS-AL-2.0 4.4
alicloud-ecs-interface-amplifiers-unreachable H E
alicloud-ecs-interface-data-ports-unreachable C E
alicloud-ecs-interface-only-public-ports-reachable H E
alicloud-ecs-security-group-closes-admin-ports H E | CIS-AL-2.0 3.2, CIS-AL-2.0 4.3, CIS-AL-2.0 4.4
alicloud-ecs-security-group-closes-all-ports H E
alicloud-ecs-security-group-closes-data-ports H E
alicloud-ecs-security-group-egress-restricted I Y
alicloud-ecs-security-group-in-use L Y
alicloud-ecs-security-group-inner-access-dropped L E
alicloud-path-timeouts-ordered M A
alicloud-sas-alerts-handled * D
alicloud-sas-edition-protects M D | CIS-AL-2.0 8.1
alicloud-sas-vulnerabilities-fixed * D
alicloud-slb-access-list-not-empty H E
alicloud-slb-backends-healthy H A
alicloud-slb-backends-redundant M A
alicloud-slb-deletion-protection-on L Y
alicloud-slb-established-timeout-within-policy L A
alicloud-slb-health-check-on M A
alicloud-slb-idle-timeout-within-policy M A
alicloud-slb-listener-only-public-ports-reachable M E
alicloud-slb-listeners-encrypted M E
alicloud-slb-load-balancer-active H A
alicloud-slb-persistence-bounded L A
alicloud-slb-persistence-fits-scheduler M A
alicloud-slb-persistence-not-behind-proxy H A
alicloud-slb-request-timeout-within-policy L A
alicloud-slb-tls-policy-modern M E
alicloud-slb-weights-even L A
alicloud-vpc-address-attached L Y
alicloud-vpc-address-not-locked C A
alicloud-vpc-flow-logs-enabled M D | CIS-AL-2.0 3.3
alicloud-vpc-network-acl-agrees-with-security-groups M A
alicloud-vpc-network-acl-closes-admin-ports M E
alicloud-vpc-network-acl-in-use L Y
alicloud-vpc-network-acl-return-traffic-passes M A
alicloud-vpc-network-acl-rules-effective L Y
alicloud-vpc-route-next-hop-alive H A
alicloud-vpc-route-table-in-use L Y
alicloud-waf-certificate-valid H A
alicloud-waf-origin-redundant L A
aws-account-active C A
aws-account-security-contact-set M D
aws-ec2-address-attached L Y | FSBP EC2.12
aws-ec2-default-security-group-empty H Y | FSBP EC2.2, CIS-A-5.0 5.5
aws-ec2-exposed-interface-not-under-attack C E
aws-ec2-instance-requires-imdsv2 H Y | FSBP EC2.8, CIS-A-5.0 5.7
aws-ec2-instance-status-ok M A
aws-ec2-interface-admin-ports-unreachable C E | FSBP EC2.13, FSBP EC2.14, FSBP EC2.19, CIS-A-5.0 5.3, CIS-A-5.0 5.4, CIS-A-6.0 6.3, CIS-A-6.0 6.4
aws-ec2-interface-amplifiers-unreachable H E
aws-ec2-interface-data-ports-unreachable C E | FSBP EC2.19
aws-ec2-interface-only-public-ports-reachable H E | FSBP EC2.18
aws-ec2-interface-outbound-traffic-normal H D
aws-ec2-interface-source-dest-check-on M E | FSBP EC2.180
aws-ec2-security-group-closes-admin-ports H E | FSBP EC2.13, FSBP EC2.14, FSBP EC2.53, FSBP EC2.54, CIS-A-5.0 5.3, CIS-A-5.0 5.4
aws-ec2-security-group-closes-all-ports H E | FSBP EC2.18
aws-ec2-security-group-closes-data-ports H E | FSBP EC2.19
aws-ec2-security-group-egress-restricted I Y
aws-ec2-security-group-in-use L Y | FSBP EC2.22
aws-ec2-security-group-not-launch-wizard I Y
aws-ec2-security-group-only-public-ports-open M E | FSBP EC2.18
aws-ec2-security-group-references-live L Y
aws-ec2-security-group-rules-distinct L Y
aws-ec2-security-group-sources-narrow L E
aws-elb-access-logs-on M D | FSBP ELB.5
aws-elb-connection-draining-on L A | FSBP ELB.7
aws-elb-cross-zone-on L A | FSBP ELB.9
aws-elb-deletion-protection-on L Y | FSBP ELB.6
aws-elb-desync-mitigation-on M E | FSBP ELB.12, FSBP ELB.14
aws-elb-drops-invalid-headers M E | FSBP ELB.4
aws-elb-idle-timeout-within-policy L A
aws-elb-listener-has-targets M A
aws-elb-listeners-encrypted M E | FSBP ELB.1, FSBP ELB.3, FSBP ELB.18
aws-elb-load-balancer-multi-az M A | FSBP ELB.10, FSBP ELB.13
aws-elb-load-balancer-only-public-ports-reachable M E
aws-elb-security-group-fits-listeners L E
aws-elb-source-ip-stickiness-not-behind-proxy M A
aws-elb-stickiness-bounded L A
aws-elb-target-group-has-healthy-targets H A
aws-elb-target-not-reachable-directly M E
aws-elb-tls-policy-modern M E | FSBP ELB.17, FSBP ELB.8
aws-elb-tracking-timeout-covers-idle M A
aws-guardduty-centrally-managed L D
aws-guardduty-detector-enabled H D | FSBP GuardDuty.1
aws-guardduty-findings-published-promptly L D
aws-guardduty-findings-resolved * D
aws-guardduty-protection-plans-enabled M D | FSBP GuardDuty.5, FSBP GuardDuty.6, FSBP GuardDuty.7, FSBP GuardDuty.8, FSBP GuardDuty.9, FSBP GuardDuty.10, FSBP GuardDuty.11, FSBP GuardDuty.12, FSBP GuardDuty.13
aws-health-abuse-notices-answered C E
aws-vpc-block-public-access-enabled L E | FSBP EC2.172
aws-vpc-flow-logs-enabled M D | FSBP EC2.6, CIS-A-5.0 3.7
aws-vpc-main-route-table-private M E
aws-vpc-network-acl-agrees-with-security-groups M A
aws-vpc-network-acl-closes-admin-ports M E | FSBP EC2.21, CIS-A-5.0 5.2
aws-vpc-network-acl-in-use L Y | FSBP EC2.16
aws-vpc-network-acl-return-traffic-passes M A
aws-vpc-network-acl-rules-effective L Y
aws-vpc-peering-route-narrow M E | CIS-A-5.0 5.6
aws-vpc-peering-route-returns M A
aws-vpc-public-address-has-internet-route M A
aws-vpc-route-not-blackhole H A
aws-vpc-route-table-in-use L Y
aws-vpc-subnet-assigns-no-public-address M Y | FSBP EC2.15
aws-vpc-subnet-route-table-explicit I Y
path-timeouts-ordered M A
`
  .trim()
  .split('\n')
  .map((line) => {
    const [row = '', controls] = line.split(' | ');
    const [id, severity, concern] = row.split(' ') as [string, string, string];
    return { id, severity, concern, controls: controls?.split(', ') ?? [] };
  });
