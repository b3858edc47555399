import { Answer } from '../answer.ts';
import { boolean, number, object, objects, parts, type Raw, text, texts } from '../fields.ts';
import { type Known, mapKnown } from '../known.ts';
import { byId } from '../listing.ts';
import { tagsById } from './elbv2-part.ts';
import { readTagDescription } from './elbv2-read.ts';
import { bySubject, list, MARKER, type Part } from './part.ts';
import { allRead, type Tagged } from './tagged.ts';

/** A Classic Load Balancer; its id is its name. @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html */
export interface ClassicLoadBalancer extends Tagged {
  readonly name: string;
  /** `internet-facing` or `internal`. */
  readonly scheme: string;
  readonly vpcId?: string;
  readonly dnsName?: string;
  readonly availabilityZones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly instanceIds: readonly string[];
  readonly listeners: Known<readonly ClassicListener[]>;
  readonly appCookieStickiness: readonly { readonly policyName: string; readonly cookieName?: string }[];
  /** Without seconds the cookie ends with the browser session. */
  readonly cookieStickiness: readonly { readonly policyName: string; readonly expirationSeconds?: number }[];
  readonly healthCheck: {
    readonly target?: string;
    readonly intervalSeconds?: number;
    readonly timeoutSeconds?: number;
    readonly healthyCount?: number;
    readonly unhealthyCount?: number;
  };
  readonly attributes: Known<ClassicAttributes>;
  readonly policies: Known<readonly ClassicPolicy[]>;
  readonly instanceHealth: Known<readonly ClassicInstanceHealth[]>;
}

/** One listener and the port of all registered instances that it leads to. */
export interface ClassicListener {
  /** `HTTP`, `HTTPS`, `TCP` or `SSL`. */
  readonly protocol: string;
  readonly port: number;
  readonly instanceProtocol: string;
  readonly instancePort: number;
  readonly certificateArn?: string;
  readonly policyNames: readonly string[];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerAttributes.html */
export interface ClassicAttributes {
  readonly crossZone: boolean;
  readonly accessLog: boolean;
  readonly connectionDraining: boolean;
  readonly drainingSeconds?: number;
  /** Default 60. */
  readonly idleSeconds: number;
  /** `elb.http.desyncmitigationmode`: `monitor`, `defensive` or `strictest`. */
  readonly desyncMitigationMode?: string;
}

/** A policy that listeners can name, such as the ciphers of a TLS listener. */
export interface ClassicPolicy {
  readonly name: string;
  readonly type: string;
  /** One attribute may have several values. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

export interface ClassicInstanceHealth {
  readonly instanceId: string;
  /** `InService`, `OutOfService` or `Unknown`. */
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}

type ClassicHead = Omit<ClassicLoadBalancer, 'tags' | 'attributes' | 'policies' | 'instanceHealth'>;

/** What the region knows of Classic Load Balancers. */
export interface ElbFacts {
  readonly classicLoadBalancers: Known<readonly ClassicLoadBalancer[]>;
}

export function elbPart(): Part<ElbFacts> {
  const subject = bySubject('LoadBalancerName');
  const balancers = list('elb:DescribeLoadBalancers', 'LoadBalancerDescriptions', readClassicLoadBalancer, {
    token: MARKER,
  });
  const attributes = new Answer({ call: 'elb:DescribeLoadBalancerAttributes', read: readClassicAttributes, subject });
  const policies = list('elb:DescribeLoadBalancerPolicies', 'PolicyDescriptions', readPolicy, { subject });
  const health = list('elb:DescribeInstanceHealth', 'InstanceStates', readInstanceHealth, { subject });
  const tags = list('elb:DescribeTags', 'TagDescriptions', readTagDescription);
  return {
    readers: [balancers, attributes, policies, health, tags],
    build(around) {
      const tagsOf = tagsById(tags.result());
      const heads = byId(around.assumed(around.withInterface(balancers), balancers, [], 'Classic Load Balancers'));
      return {
        classicLoadBalancers: mapKnown(heads, (all) =>
          all.map((head) => ({
            ...head,
            tags: tagsOf.get(head.id) ?? {},
            attributes: attributes.result(head.name),
            policies: policies.result(head.name),
            instanceHealth: health.result(head.name),
          })),
        ),
      };
    },
  };
}

function readClassicLoadBalancer(raw: Raw): ClassicHead | undefined {
  const name = text(raw['LoadBalancerName']);
  const scheme = text(raw['Scheme'])?.toLowerCase();
  if (name === undefined || scheme === undefined) return undefined;
  const policies = object(raw['Policies']);
  const check = object(raw['HealthCheck']);
  return {
    id: name,
    name,
    scheme,
    vpcId: text(raw['VPCId']),
    dnsName: text(raw['DNSName']),
    availabilityZones: texts(raw['AvailabilityZones']).toSorted(),
    subnetIds: texts(raw['Subnets']).toSorted(),
    securityGroupIds: texts(raw['SecurityGroups']).toSorted(),
    instanceIds: objects(raw['Instances'])
      .flatMap((each) => text(each['InstanceId']) ?? [])
      .sort(),
    listeners: mapKnown(
      allRead(
        parts(raw['ListenerDescriptions']).map(readClassicListener),
        'elb:DescribeLoadBalancers',
        `a listener of ${name}`,
      ),
      (listeners) => listeners.toSorted((a, b) => a.port - b.port),
    ),
    appCookieStickiness: objects(policies['AppCookieStickinessPolicies']).flatMap((each) => {
      const policyName = text(each['PolicyName']);
      return policyName === undefined ? [] : [{ policyName, cookieName: text(each['CookieName']) }];
    }),
    cookieStickiness: objects(policies['LBCookieStickinessPolicies']).flatMap((each) => {
      const policyName = text(each['PolicyName']);
      return policyName === undefined
        ? []
        : [{ policyName, expirationSeconds: number(each['CookieExpirationPeriod']) }];
    }),
    healthCheck: {
      target: text(check['Target']),
      intervalSeconds: number(check['Interval']),
      timeoutSeconds: number(check['Timeout']),
      healthyCount: number(check['HealthyThreshold']),
      unhealthyCount: number(check['UnhealthyThreshold']),
    },
  };
}

function readClassicListener(raw: Raw | undefined): ClassicListener | undefined {
  const listener = object(raw?.['Listener']);
  const protocol = text(listener['Protocol'])?.toUpperCase();
  const port = number(listener['LoadBalancerPort']);
  const instancePort = number(listener['InstancePort']);
  if (protocol === undefined || port === undefined || instancePort === undefined) return undefined;
  return {
    protocol,
    port,
    instanceProtocol: text(listener['InstanceProtocol'])?.toUpperCase() ?? protocol,
    instancePort,
    certificateArn: text(listener['SSLCertificateId']),
    policyNames: texts(raw?.['PolicyNames']).toSorted(),
  };
}

function readClassicAttributes(response: Raw): ClassicAttributes | undefined {
  const raw = object(response['LoadBalancerAttributes']);
  const crossZone = boolean(object(raw['CrossZoneLoadBalancing'])['Enabled']);
  const accessLog = boolean(object(raw['AccessLog'])['Enabled']);
  const draining = object(raw['ConnectionDraining']);
  const connectionDraining = boolean(draining['Enabled']);
  if (crossZone === undefined || accessLog === undefined || connectionDraining === undefined) return undefined;
  const mode = objects(raw['AdditionalAttributes']).find(
    (each) => text(each['Key']) === 'elb.http.desyncmitigationmode',
  );
  return {
    crossZone,
    accessLog,
    connectionDraining,
    drainingSeconds: number(draining['Timeout']),
    idleSeconds: number(object(raw['ConnectionSettings'])['IdleTimeout']) ?? 60,
    desyncMitigationMode: text(mode?.['Value'])?.toLowerCase(),
  };
}

function readPolicy(raw: Raw): ClassicPolicy | undefined {
  const name = text(raw['PolicyName']);
  const type = text(raw['PolicyTypeName']);
  if (name === undefined || type === undefined) return undefined;
  return {
    name,
    type,
    attributes: objects(raw['PolicyAttributeDescriptions']).flatMap((each) => {
      const attribute = text(each['AttributeName']);
      return attribute === undefined ? [] : [{ name: attribute, value: text(each['AttributeValue']) ?? '' }];
    }),
  };
}

function readInstanceHealth(raw: Raw): ClassicInstanceHealth | undefined {
  const instanceId = text(raw['InstanceId']);
  const state = text(raw['State']);
  if (instanceId === undefined || state === undefined) return undefined;
  return { instanceId, state, reason: text(raw['ReasonCode']), description: text(raw['Description']) };
}
