import { daysAgo, type Site } from './content.ts';
import { addInterface } from './machines.ts';
import type { SubnetPlace } from './vpc-builder.ts';

interface ClassicPlan {
  readonly subnets: readonly SubnetPlace[];
  readonly group: string;
  readonly instances: readonly { readonly id: string; readonly inService: boolean }[];
  readonly idleSeconds: number;
}

/** A Classic Load Balancer for plain HTTP, as they were made in 2015: a cookie without an end, no log, no draining. */
export function addClassicBalancer(site: Site, LoadBalancerName: string, plan: ClassicPlan): void {
  for (const subnet of plan.subnets) {
    addInterface(site, LoadBalancerName, subnet, {
      groups: [plan.group],
      publicAddress: 'automatic',
      description: `ELB ${LoadBalancerName}`,
      requester: 'amazon-elb',
    });
  }
  site.content.classicBalancers.push({
    LoadBalancerName,
    DNSName: `${LoadBalancerName}-1234567890.${site.region}.elb.amazonaws.com`,
    CanonicalHostedZoneNameID: 'Z215JYRZR1TBD5',
    Scheme: 'internet-facing',
    VPCId: plan.subnets[0]?.vpc.id,
    Subnets: plan.subnets.map(({ id }) => id),
    AvailabilityZones: plan.subnets.map(({ zone }) => zone),
    SecurityGroups: [plan.group],
    SourceSecurityGroup: { OwnerAlias: site.account, GroupName: LoadBalancerName },
    Instances: plan.instances.map(({ id }) => ({ InstanceId: id })),
    ListenerDescriptions: [
      {
        Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 8081 },
        PolicyNames: ['sticky-for-ever'],
      },
    ],
    Policies: {
      AppCookieStickinessPolicies: [],
      LBCookieStickinessPolicies: [{ PolicyName: 'sticky-for-ever', CookieExpirationPeriod: 604_800 }],
      OtherPolicies: [],
    },
    BackendServerDescriptions: [],
    HealthCheck: { Target: 'HTTP:8081/health', Interval: 30, Timeout: 5, HealthyThreshold: 2, UnhealthyThreshold: 2 },
    CreatedTime: daysAgo(site, 3000),
  });
  site.content.classicAttributes.set(LoadBalancerName, {
    CrossZoneLoadBalancing: { Enabled: false },
    AccessLog: { Enabled: false },
    ConnectionDraining: { Enabled: false, Timeout: 300 },
    ConnectionSettings: { IdleTimeout: plan.idleSeconds },
    AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'monitor' }],
  });
  site.content.classicPolicies.set(LoadBalancerName, [
    {
      PolicyName: 'sticky-for-ever',
      PolicyTypeName: 'LBCookieStickinessPolicyType',
      PolicyAttributeDescriptions: [{ AttributeName: 'CookieExpirationPeriod', AttributeValue: '604800' }],
    },
  ]);
  site.content.classicHealth.set(
    LoadBalancerName,
    plan.instances.map(({ id, inService }) => ({
      InstanceId: id,
      State: inService ? 'InService' : 'OutOfService',
      ReasonCode: inService ? 'N/A' : 'Instance',
      Description: inService
        ? 'N/A'
        : 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.',
    })),
  );
}
