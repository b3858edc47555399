import type {
  Listener,
  LoadBalancerAttribute,
  Rule,
  TargetGroupAttribute,
  TargetHealthStateEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { arnOf, daysAgo, idOf, type Site } from './content.ts';
import { addInterface } from './machines.ts';
import type { SubnetPlace, VpcBuilder } from './vpc-builder.ts';

interface GroupPlan {
  readonly protocol: 'HTTP' | 'TCP';
  readonly port: number;
  readonly targets: readonly {
    readonly id: string;
    readonly port: number;
    readonly state?: TargetHealthStateEnum;
    readonly reason?: string;
  }[];
  /** Instead of the defaults, by key. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A target group of instances. Returns its ARN. */
export function addTargetGroup(vpc: VpcBuilder, name: string, plan: GroupPlan): string {
  const { site } = vpc;
  const TargetGroupArn = arnOf(site, 'elasticloadbalancing', `targetgroup/${name}/${suffix(site, `tg ${name}`)}`);
  site.content.targetGroups.push({
    TargetGroupArn,
    TargetGroupName: name,
    Protocol: plan.protocol,
    ...(plan.protocol === 'HTTP' ? { ProtocolVersion: 'HTTP1' } : {}),
    Port: plan.port,
    VpcId: vpc.id,
    TargetType: 'instance',
    IpAddressType: 'ipv4',
    HealthCheckEnabled: true,
    HealthCheckProtocol: plan.protocol,
    HealthCheckPort: 'traffic-port',
    ...(plan.protocol === 'HTTP' ? { HealthCheckPath: '/health', Matcher: { HttpCode: '200' } } : {}),
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 2,
    LoadBalancerArns: [],
  });
  site.content.targetGroupAttributes.set(
    TargetGroupArn,
    attributes({ ...GROUP_DEFAULTS[plan.protocol], ...plan.attributes }),
  );
  site.content.targetHealth.set(
    TargetGroupArn,
    plan.targets.map(({ id, port, state = 'healthy', reason }) => ({
      Target: { Id: id, Port: port },
      HealthCheckPort: String(port),
      TargetHealth: {
        State: state,
        ...(reason ? { Reason: 'Target.FailedHealthChecks', Description: reason } : {}),
      },
    })),
  );
  return TargetGroupArn;
}

interface BalancerPlan {
  readonly type: 'application' | 'network';
  readonly scheme: 'internet-facing' | 'internal';
  readonly subnets: readonly SubnetPlace[];
  readonly groups: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly listeners: readonly ListenerPlan[];
  readonly tags?: Readonly<Record<string, string>>;
}

interface ListenerPlan {
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS';
  readonly port: number;
  /** The ARN of a target group, or `https` for a redirect there. */
  readonly to: string;
  readonly sslPolicy?: string;
  /** Host names that lead to groups of their own, before the default. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** A balancer with a node in each subnet, its listeners and their rules. Returns its ARN. */
export function addBalancer(site: Site, name: string, plan: BalancerPlan): string {
  const kind = plan.type === 'application' ? 'app' : 'net';
  const path = `${kind}/${name}/${suffix(site, name)}`;
  const LoadBalancerArn = arnOf(site, 'elasticloadbalancing', `loadbalancer/${path}`);
  const isPublic = plan.scheme === 'internet-facing';
  for (const subnet of plan.subnets) {
    addInterface(site, name, subnet, {
      groups: plan.groups,
      publicAddress: isPublic ? 'automatic' : 'none',
      description: `ELB ${path}`,
      requester: 'amazon-elb',
      ...(kind === 'net' ? { type: 'network_load_balancer', sourceDestCheck: false } : {}),
    });
  }
  site.content.loadBalancers.push({
    LoadBalancerArn,
    LoadBalancerName: name,
    DNSName: `${name}-${suffix(site, name).slice(0, 8)}.${site.region}.elb.amazonaws.com`,
    CanonicalHostedZoneId: 'Z215JYRZR1TBD5',
    CreatedTime: daysAgo(site, 300),
    Scheme: plan.scheme,
    VpcId: plan.subnets[0]?.vpc.id,
    State: { Code: 'active' },
    Type: plan.type,
    IpAddressType: 'ipv4',
    AvailabilityZones: plan.subnets.map(({ id, zone }) => ({
      SubnetId: id,
      ZoneName: zone,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: [...plan.groups],
  });
  site.content.loadBalancerAttributes.set(
    LoadBalancerArn,
    attributes({ ...BALANCER_DEFAULTS[plan.type], ...plan.attributes }),
  );
  for (const listener of plan.listeners) addListener(site, LoadBalancerArn, path, listener);
  site.content.balancerTags.set(
    LoadBalancerArn,
    Object.entries(plan.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  );
  return LoadBalancerArn;
}

function addListener(site: Site, LoadBalancerArn: string, path: string, plan: ListenerPlan): void {
  const name = `${path}/${suffix(site, `${path} ${plan.port}`)}`;
  const ListenerArn = arnOf(site, 'elasticloadbalancing', `listener/${name}`);
  const isEncrypted = plan.protocol === 'HTTPS' || plan.protocol === 'TLS';
  const DefaultActions = [actionOf(plan.to)];
  site.content.listeners.push({
    ListenerArn,
    LoadBalancerArn,
    Protocol: plan.protocol,
    Port: plan.port,
    ...(isEncrypted
      ? {
          Certificates: [{ CertificateArn: arnOf(site, 'acm', `certificate/${idOf(site, 'c', path)}`) }],
          SslPolicy: plan.sslPolicy ?? 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        }
      : {}),
    DefaultActions,
  });
  for (const arn of [plan.to, ...Object.values(plan.hosts ?? {})]) {
    const group = site.content.targetGroups.find(({ TargetGroupArn }) => TargetGroupArn === arn);
    if (group && !group.LoadBalancerArns?.includes(LoadBalancerArn)) group.LoadBalancerArns?.push(LoadBalancerArn);
  }
  if (path.startsWith('net/')) {
    site.content.listenerAttributes.set(ListenerArn, attributes({ 'tcp.idle_timeout.seconds': '350' }));
    return;
  }
  const ruleArn = (rule: string): string =>
    arnOf(site, 'elasticloadbalancing', `listener-rule/${name}/${suffix(site, `${name} ${rule}`)}`);
  const rules: Rule[] = Object.entries(plan.hosts ?? {}).map(([host, group], index) => ({
    RuleArn: ruleArn(host),
    Priority: String((index + 1) * 10),
    Conditions: [{ Field: 'host-header', Values: [host], HostHeaderConfig: { Values: [host] } }],
    Actions: [actionOf(group)],
    IsDefault: false,
  }));
  const last: Rule = {
    RuleArn: ruleArn('default'),
    Priority: 'default',
    Conditions: [],
    Actions: DefaultActions,
    IsDefault: true,
  };
  site.content.rules.set(ListenerArn, [...rules, last]);
}

const actionOf = (to: string): NonNullable<Listener['DefaultActions']>[number] =>
  to === 'https'
    ? {
        Type: 'redirect',
        Order: 1,
        RedirectConfig: {
          Protocol: 'HTTPS',
          Port: '443',
          Host: '#{host}',
          Path: '/#{path}',
          Query: '#{query}',
          StatusCode: 'HTTP_301',
        },
      }
    : {
        Type: 'forward',
        Order: 1,
        TargetGroupArn: to,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: to, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };

const attributes = (values: Readonly<Record<string, string>>): (LoadBalancerAttribute & TargetGroupAttribute)[] =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const suffix = (site: Site, name: string): string => idOf(site, 'elb', name).slice(-16);

/** What the API answers where nobody changed anything. */
const BALANCER_DEFAULTS: Readonly<Record<BalancerPlan['type'], Readonly<Record<string, string>>>> = {
  application: {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'client_keep_alive.seconds': '3600',
    'connection_logs.s3.enabled': 'false',
    'deletion_protection.enabled': 'false',
    'idle_timeout.timeout_seconds': '60',
    'ipv6.deny_all_igw_traffic': 'false',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http.preserve_host_header.enabled': 'false',
    'routing.http.xff_header_processing.mode': 'append',
    'routing.http2.enabled': 'true',
    'waf.fail_open.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
  },
  network: {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'false',
    'dns_record.client_routing_policy': 'any_availability_zone',
    'ipv6.deny_all_igw_traffic': 'false',
    'load_balancing.cross_zone.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
  },
};

const GROUP_DEFAULTS: Readonly<Record<GroupPlan['protocol'], Readonly<Record<string, string>>>> = {
  HTTP: {
    'deregistration_delay.timeout_seconds': '300',
    'load_balancing.algorithm.type': 'round_robin',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'slow_start.duration_seconds': '0',
    'stickiness.enabled': 'false',
    'stickiness.type': 'lb_cookie',
    'stickiness.lb_cookie.duration_seconds': '86400',
    'stickiness.app_cookie.duration_seconds': '86400',
    'stickiness.app_cookie.cookie_name': '',
  },
  TCP: {
    'deregistration_delay.timeout_seconds': '300',
    'deregistration_delay.connection_termination.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'preserve_client_ip.enabled': 'true',
    'proxy_protocol_v2.enabled': 'false',
    'stickiness.enabled': 'false',
    'stickiness.type': 'source_ip',
  },
};
