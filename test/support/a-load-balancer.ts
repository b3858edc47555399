import type { AnyListener } from '#checks/aws/balancing.ts';
import type { ClassicAttributes, ClassicListener, ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Attributes, Listener, ListenerAction, LoadBalancer, TargetGroup } from '#inventory/aws/elbv2.ts';
import { type Known, known } from '#inventory/known.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const ALB = `${ARN}:loadbalancer/app/shop/50dc6c495c0c9188`;
const NLB = `${ARN}:loadbalancer/net/mqtt/6c2f1a7d9e3b4c5d`;
const GROUP = `${ARN}:targetgroup/shop/73e2d6bc24d8a067`;

/** Attributes with which every check passes an application balancer, and those changed. */
export const albAttributes = (change: Attributes = {}): Known<Attributes> =>
  known({
    'idle_timeout.timeout_seconds': '60',
    'client_keep_alive.seconds': '3600',
    'access_logs.s3.enabled': 'true',
    'deletion_protection.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    ...change,
  });

/** An Internet-facing application balancer in two zones with one HTTPS listener. */
export const anAlb = (change: Partial<LoadBalancer> = {}): LoadBalancer => ({
  id: ALB,
  arn: ALB,
  name: 'shop',
  tags: {},
  type: 'application',
  scheme: 'internet-facing',
  state: 'active',
  vpcId: 'vpc-1',
  dnsName: 'shop-1.eu-west-1.elb.amazonaws.com',
  ipAddressType: 'ipv4',
  zones: [
    { name: 'eu-west-1a', subnetId: 'subnet-1', addresses: [] },
    { name: 'eu-west-1b', subnetId: 'subnet-2', addresses: [] },
  ],
  securityGroupIds: ['sg-1'],
  filtersPrivateLink: true,
  attributes: albAttributes(),
  listeners: known([aListener()]),
  ...change,
});

/** An Internet-facing network balancer in two zones with one TCP listener and no groups. */
export const anNlb = (change: Partial<LoadBalancer> = {}): LoadBalancer => ({
  ...anAlb(),
  id: NLB,
  arn: NLB,
  name: 'mqtt',
  type: 'network',
  securityGroupIds: [],
  attributes: known({ 'load_balancing.cross_zone.enabled': 'true', 'deletion_protection.enabled': 'true' }),
  listeners: known([aTcpListener()]),
  ...change,
});

/** `forward`s to a target group with all the weight. */
export const forward = (arn = GROUP, weight = 1): ListenerAction => ({
  type: 'forward',
  targetGroups: [{ arn, weight }],
});

export const redirectToHttps: ListenerAction = {
  type: 'redirect',
  targetGroups: [],
  redirect: { protocol: 'HTTPS', port: '443', host: '#{host}', statusCode: 'HTTP_301' },
};

/** An HTTPS listener with a modern policy that forwards to the shop's target group. */
export const aListener = (change: Partial<Listener> = {}): Listener => ({
  id: `${ARN}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
  arn: `${ARN}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
  tags: {},
  loadBalancerArn: ALB,
  protocol: 'HTTPS',
  port: 443,
  sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  certificateArns: [],
  defaultActions: known([forward()]),
  rules: known([]),
  attributes: known({}),
  ...change,
});

/** A network balancer's listener with its idle timeout. */
export const aTcpListener = (idleSeconds = 350, change: Partial<Listener> = {}): Listener => ({
  ...aListener(),
  id: `${ARN}:listener/net/mqtt/6c2f1a7d9e3b4c5d/1`,
  arn: `${ARN}:listener/net/mqtt/6c2f1a7d9e3b4c5d/1`,
  loadBalancerArn: NLB,
  protocol: 'TCP',
  port: 8883,
  sslPolicy: undefined,
  attributes: known({ 'tcp.idle_timeout.seconds': String(idleSeconds) }),
  ...change,
});

/** A listener as checks examine it. */
export const onAlb = (change: Partial<Listener> = {}, balancer = anAlb()): AnyListener => {
  const listener = aListener(change);
  return { id: listener.arn, arn: listener.arn, tags: {}, name: `${balancer.name} listener`, listener, balancer };
};

/** The shop's target group with one healthy instance. */
export const aTargetGroup = (change: Partial<TargetGroup> = {}): TargetGroup => ({
  id: GROUP,
  arn: GROUP,
  name: 'shop',
  tags: {},
  protocol: 'HTTP',
  port: 8080,
  vpcId: 'vpc-1',
  targetType: 'instance',
  ipAddressType: 'ipv4',
  loadBalancerArns: [ALB],
  healthCheck: {
    enabled: true,
    protocol: 'HTTP',
    port: 'traffic-port',
    path: '/',
    intervalSeconds: 30,
    timeoutSeconds: 5,
  },
  attributes: known({ 'stickiness.enabled': 'false', 'deregistration_delay.timeout_seconds': '300' }),
  targets: known([{ id: 'i-1', port: 8080, availabilityZone: 'eu-west-1a', state: 'healthy' }]),
  ...change,
});

/** Attributes with which every check passes a classic balancer, and those changed. */
export const classicAttributes = (change: Partial<ClassicAttributes> = {}): Known<ClassicAttributes> =>
  known({
    crossZone: true,
    accessLog: true,
    connectionDraining: true,
    drainingSeconds: 300,
    idleSeconds: 60,
    desyncMitigationMode: 'defensive',
    ...change,
  });

export const aClassicListener = (change: Partial<ClassicListener> = {}): ClassicListener => ({
  protocol: 'HTTPS',
  port: 443,
  instanceProtocol: 'HTTP',
  instancePort: 80,
  policyNames: ['tls'],
  ...change,
});

/** A classic balancer in two zones with one HTTPS listener and one healthy instance. */
export const aClassicBalancer = (change: Partial<ClassicLoadBalancer> = {}): ClassicLoadBalancer => ({
  id: 'old-shop',
  name: 'old-shop',
  tags: {},
  scheme: 'internet-facing',
  vpcId: 'vpc-1',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
  instanceIds: ['i-1'],
  listeners: known([aClassicListener()]),
  appCookieStickiness: [],
  cookieStickiness: [],
  healthCheck: {},
  attributes: classicAttributes(),
  policies: known([
    {
      name: 'tls',
      type: 'SSLNegotiationPolicyType',
      attributes: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
    },
  ]),
  instanceHealth: known([{ instanceId: 'i-1', state: 'InService' }]),
  ...change,
});

/** A classic listener as checks examine it. */
export const onClassic = (change: Partial<ClassicListener> = {}, balancer = aClassicBalancer()): AnyListener => {
  const listener = aClassicListener(change);
  const id = `${balancer.name}/${listener.protocol.toLowerCase()}/${listener.port}`;
  return { id, tags: {}, name: id, listener, balancer };
};
