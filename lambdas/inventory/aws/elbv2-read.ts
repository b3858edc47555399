import { canonicalAddress, canonicalCidr } from '../addresses.ts';
import { boolean, number, object, objects, parts, type Raw, tags, text, texts } from '../fields.ts';
import { type Known, unknown } from '../known.ts';
import type {
  Listener,
  ListenerAction,
  ListenerRule,
  LoadBalancer,
  LoadBalancerZone,
  RuleCondition,
  Target,
  TargetGroup,
} from './elbv2.ts';
import { allRead, malformed } from './tagged.ts';

/** What the list itself says of a balancer; tags, attributes and listeners come by other calls. */
export type LoadBalancerHead = Omit<LoadBalancer, 'tags' | 'attributes' | 'listeners'>;
export type ListenerHead = Omit<Listener, 'tags' | 'attributes' | 'rules'>;
export type TargetGroupHead = Omit<TargetGroup, 'tags' | 'attributes' | 'targets'>;

export function readLoadBalancer(raw: Raw): LoadBalancerHead | undefined {
  const arn = text(raw['LoadBalancerArn']);
  const type = text(raw['Type'])?.toLowerCase() ?? typeInArn(arn);
  if (arn === undefined || type === undefined) return undefined;
  // A gateway balancer says no scheme; it is never open to the Internet.
  const scheme = text(raw['Scheme'])?.toLowerCase() ?? (type === 'gateway' ? 'internal' : undefined);
  if (scheme === undefined) return undefined;
  return {
    id: arn,
    arn,
    name: text(raw['LoadBalancerName']) ?? arn,
    type,
    scheme,
    state: text(object(raw['State'])['Code'])?.toLowerCase() ?? 'active',
    vpcId: text(raw['VpcId']),
    dnsName: text(raw['DNSName']),
    ipAddressType: text(raw['IpAddressType'])?.toLowerCase() ?? 'ipv4',
    zones: objects(raw['AvailabilityZones']).map(readZone),
    securityGroupIds: [...new Set(texts(raw['SecurityGroups']))].sort(),
    filtersPrivateLink: text(raw['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'])?.toLowerCase() !== 'off',
  };
}

const TYPES: Readonly<Record<string, string>> = { app: 'application', net: 'network', gwy: 'gateway' };

/** `…:loadbalancer/app/<name>/<id>` says the type too. */
const typeInArn = (arn: string | undefined): string | undefined =>
  TYPES[/:loadbalancer\/(app|net|gwy)\//.exec(arn ?? '')?.[1] ?? ''];

const readZone = (raw: Raw): LoadBalancerZone => ({
  name: text(raw['ZoneName']),
  subnetId: text(raw['SubnetId']),
  addresses: objects(raw['LoadBalancerAddresses']).map((each) => ({
    publicIp: canonicalAddress(each['IpAddress']),
    privateIp: canonicalAddress(each['PrivateIPv4Address']),
    ipv6: canonicalAddress(each['IPv6Address']),
    allocationId: text(each['AllocationId']),
  })),
});

export function readListener(raw: Raw, request: Raw): ListenerHead | undefined {
  const arn = text(raw['ListenerArn']);
  const loadBalancerArn = text(raw['LoadBalancerArn']) ?? text(request['LoadBalancerArn']) ?? balancerOf(arn);
  if (arn === undefined || loadBalancerArn === undefined) return undefined;
  const protocol = text(raw['Protocol'])?.toUpperCase() ?? (loadBalancerArn.includes('/gwy/') ? 'GENEVE' : undefined);
  if (protocol === undefined) return undefined;
  return {
    id: arn,
    arn,
    loadBalancerArn,
    protocol,
    port: number(raw['Port']),
    sslPolicy: text(raw['SslPolicy']),
    certificateArns: objects(raw['Certificates']).flatMap((each) => text(each['CertificateArn']) ?? []),
    mutualAuthentication: text(object(raw['MutualAuthentication'])['Mode'])?.toLowerCase(),
    defaultActions: readActions(raw['DefaultActions'], 'elbv2:DescribeListeners', arn),
  };
}

/** `…:listener/app/<name>/<id>/<listener>` belongs to `…:loadbalancer/app/<name>/<id>`. */
const balancerOf = (arn: string | undefined): string | undefined =>
  arn?.includes(':listener/') ? arn.replace(':listener/', ':loadbalancer/').replace(/\/[^/]*$/, '') : undefined;

/** `…:listener-rule/app/<name>/<id>/<listener>/<rule>` belongs to `…:listener/app/<name>/<id>/<listener>`. */
export const listenerOf = (rule: { readonly arn: string }): string =>
  rule.arn.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');

/** A rule; the default one has the priority Infinity, and the listener says the same of it. */
export function readRule(raw: Raw): ListenerRule | undefined {
  const arn = text(raw['RuleArn']);
  const isDefault = boolean(raw['IsDefault']) ?? text(raw['Priority']) === 'default';
  const priority = isDefault ? Number.POSITIVE_INFINITY : number(raw['Priority']);
  if (arn === undefined || priority === undefined) return undefined;
  const call = 'elbv2:DescribeRules';
  return {
    arn,
    priority,
    conditions: allRead(parts(raw['Conditions']).map(readCondition), call, `a condition of ${arn}`),
    actions: readActions(raw['Actions'], call, arn),
  };
}

function readCondition(raw: Raw | undefined): RuleCondition | undefined {
  const field = text(raw?.['Field'])?.toLowerCase();
  if (raw === undefined || field === undefined) return undefined;
  const config = Object.entries(raw).find(([key, value]) => key.endsWith('Config') && value !== null);
  const inside = object(config?.[1]);
  const values = texts(inside['Values']).length > 0 ? texts(inside['Values']) : texts(raw['Values']);
  if (holdsSecrets(field)) return { field: 'other', name: field, values: [] };
  if (field !== 'source-ip') return { field: 'other', name: field, values };
  const cidrs = values.map(canonicalCidr);
  return cidrs.includes(undefined) ? undefined : { field, cidrs: cidrs.filter((cidr) => cidr !== undefined) };
}

/** What a header or a query must hold is often a secret that a proxy shares with the balancer. */
export const holdsSecrets = (field: string): boolean => /^(http-header|query-string)$/i.test(field);

/** Actions in their order; what must be there is a list. */
function readActions(value: unknown, call: string, arn: string): Known<readonly ListenerAction[]> {
  if (!Array.isArray(value)) return unknown(malformed(call, `the actions of ${arn}`));
  const inOrder = parts(value).toSorted((a, b) => (number(a?.['Order']) ?? 0) - (number(b?.['Order']) ?? 0));
  return allRead(inOrder.map(readAction), call, `an action of ${arn}`);
}

function readAction(raw: Raw | undefined): ListenerAction | undefined {
  const type = text(raw?.['Type'])?.toLowerCase();
  if (raw === undefined || type === undefined) return undefined;
  const forward = object(raw['ForwardConfig']);
  const listed = parts(forward['TargetGroups']).map((each) => ({
    arn: text(each?.['TargetGroupArn']),
    weight: number(each?.['Weight']) ?? 1,
  }));
  const single = text(raw['TargetGroupArn']);
  const groups = listed.length > 0 || single === undefined ? listed : [{ arn: single, weight: 1 }];
  const named = groups.flatMap(({ arn, weight }) => (arn === undefined ? [] : [{ arn, weight }]));
  if (named.length !== groups.length || (type === 'forward' && named.length === 0)) return undefined;
  const sticky = object(forward['TargetGroupStickinessConfig']);
  const redirect = object(raw['RedirectConfig']);
  return {
    type,
    targetGroups: named,
    ...(boolean(sticky['Enabled']) === undefined
      ? {}
      : {
          stickiness: {
            enabled: boolean(sticky['Enabled']) ?? false,
            durationSeconds: number(sticky['DurationSeconds']),
          },
        }),
    ...(type === 'redirect'
      ? {
          redirect: {
            protocol: text(redirect['Protocol']) ?? '#{protocol}',
            port: text(redirect['Port']) ?? '#{port}',
            host: text(redirect['Host']) ?? '#{host}',
            statusCode: text(redirect['StatusCode']),
          },
        }
      : {}),
  };
}

export function readTargetGroup(raw: Raw): TargetGroupHead | undefined {
  const arn = text(raw['TargetGroupArn']);
  if (arn === undefined) return undefined;
  return {
    id: arn,
    arn,
    name: text(raw['TargetGroupName']) ?? arn,
    protocol: text(raw['Protocol'])?.toUpperCase(),
    protocolVersion: text(raw['ProtocolVersion']),
    port: number(raw['Port']),
    vpcId: text(raw['VpcId']),
    targetType: text(raw['TargetType'])?.toLowerCase() ?? 'instance',
    ipAddressType: text(raw['IpAddressType'])?.toLowerCase() ?? 'ipv4',
    loadBalancerArns: [...new Set(texts(raw['LoadBalancerArns']))].sort(),
    healthCheck: {
      enabled: boolean(raw['HealthCheckEnabled']) ?? true,
      protocol: text(raw['HealthCheckProtocol']),
      port: text(raw['HealthCheckPort']),
      path: text(raw['HealthCheckPath']),
      intervalSeconds: number(raw['HealthCheckIntervalSeconds']),
      timeoutSeconds: number(raw['HealthCheckTimeoutSeconds']),
    },
  };
}

export function readTarget(raw: Raw): Target | undefined {
  const target = object(raw['Target']);
  const health = object(raw['TargetHealth']);
  const id = text(target['Id']);
  if (id === undefined) return undefined;
  return {
    id,
    port: number(target['Port']),
    availabilityZone: text(target['AvailabilityZone']),
    state: text(health['State'])?.toLowerCase() ?? 'unknown',
    reason: text(health['Reason']),
    description: text(health['Description']),
  };
}

/** One attribute. A value may be empty, as the bucket of access logs that are off. */
export function readAttribute(raw: Raw): readonly [key: string, value: string] | undefined {
  const key = text(raw['Key']);
  if (key === undefined) return undefined;
  const { Value: value } = raw;
  return [key, typeof value === 'boolean' ? String(value) : (text(value) ?? '')];
}

/** The tags of one of the resources that DescribeTags was asked about. */
export function readTagDescription(
  raw: Raw,
): { readonly id: string; readonly tags: Readonly<Record<string, string>> } | undefined {
  const id = text(raw['ResourceArn']) ?? text(raw['LoadBalancerName']);
  return id === undefined ? undefined : { id, tags: tags(raw['Tags']) };
}
