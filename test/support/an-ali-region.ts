import { familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer, Balancing } from '#inventory/alicloud/balancing.ts';
import type { AliCentral, WafDomain } from '#inventory/alicloud/central.ts';
import type { AliInstance, AliInterface, AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { type AliRegion, AliRegionBuilder } from '#inventory/alicloud/region.ts';
import type { AliEip, AliVpc, AliVSwitch } from '#inventory/alicloud/vpc.ts';
import type { WafDetail } from '#inventory/alicloud/waf.ts';
import { type Known, known } from '#inventory/known.ts';
import { protocolNumber } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { ALI_ACCOUNT } from './ali-calls.ts';

const SCOPE = { provider: 'alicloud', account: ALI_ACCOUNT, region: 'cn-hangzhou' } as const;

/** A call that the RAM policy does not allow. */
export const deniedByRam = (call: string): MissingCall => ({
  call,
  code: 'Forbidden.RAM',
  message: 'User not authorized.',
});

const isList = (value: unknown): value is Known<unknown> =>
  typeof value === 'object' && value !== null && 'known' in value;

const allRead = <T extends object>(unread: T): T =>
  Object.fromEntries(Object.entries(unread).map(([name, value]) => [name, isList(value) ? known([]) : value])) as T;

/** What an account without any central product has. */
export const anEmptyCentral = (change: Partial<AliCentral> = {}): AliCentral => ({
  ...allRead(new AliRegionBuilder({ ...SCOPE, region: 'global' }).build().central),
  ...change,
});

/** A region of which everything was read and in which nothing is. */
export const anEmptyAliRegion = (change: Partial<AliRegion> = {}): AliRegion => ({
  ...allRead(new AliRegionBuilder(SCOPE).build()),
  central: anEmptyCentral(),
  holdsCentral: true,
  holdsRegional: true,
  readAt: '2026-11-20T02:30:00.000Z',
  ...change,
});

/** `accept('tcp', '0.0.0.0/0', 22)`; with a priority: `accept('tcp', '0.0.0.0/0', 22, 5)`. A peer may be `pl-…` or `sg-…`. */
export const accept = (
  protocol: string,
  peer: string,
  ports?: number | readonly [number, number],
  priority = 1,
): AliRule => rule('accept', protocol, peer, ports, priority);
export const drop = (
  protocol: string,
  peer: string,
  ports?: number | readonly [number, number],
  priority = 1,
): AliRule => rule('drop', protocol, peer, ports, priority);
/** The rule, outwards. */
export const outwards = (each: AliRule): AliRule => ({ ...each, direction: 'egress' });

const rule = (
  action: AliRule['action'],
  protocol: string,
  peer: string,
  ports: number | readonly [number, number] | undefined,
  priority: number,
): AliRule => ({
  direction: 'ingress',
  action,
  protocol: protocolNumber(protocol) ?? Number.NaN,
  ...(ports === undefined ? {} : { ports: typeof ports === 'number' ? ([ports, ports] as const) : ports }),
  priority,
  peer: peer.startsWith('pl-')
    ? { kind: 'prefix-list', id: peer }
    : peer.startsWith('sg-')
      ? { kind: 'group', id: peer }
      : { kind: 'cidr', cidr: peer, family: familyOf(peer) },
});

/** A group that lets the world reach its web server, and the web server reach one database network. */
export const anAliGroup = (change: Partial<AliSecurityGroup> = {}): AliSecurityGroup => ({
  id: 'sg-1',
  name: 'web',
  tags: {},
  type: 'enterprise',
  vpcId: 'vpc-1',
  serviceManaged: false,
  innerAccess: known('drop'),
  rules: known([accept('tcp', '0.0.0.0/0', 443), outwards(accept('tcp', '10.0.2.0/24', 3306))]),
  ...change,
});

export const anAliInterface = (change: Partial<AliInterface> = {}): AliInterface => ({
  id: 'eni-1',
  tags: {},
  type: 'primary',
  status: 'inuse',
  instanceId: 'i-1',
  vpcId: 'vpc-1',
  vSwitchId: 'vsw-1',
  groupIds: ['sg-1'],
  serviceManaged: false,
  addresses: [{ privateIp: '10.0.1.10', primary: true }],
  ipv6Addresses: [],
  ...change,
});

export const anAliInstance = (change: Partial<AliInstance> = {}): AliInstance => ({
  id: 'i-1',
  name: 'web-1',
  tags: {},
  status: 'running',
  vpcId: 'vpc-1',
  vSwitchId: 'vsw-1',
  zoneId: 'cn-hangzhou-h',
  privateIps: ['10.0.1.10'],
  publicIps: [],
  groupIds: ['sg-1'],
  interfaceIds: ['eni-1'],
  locks: [],
  metadata: { httpEndpoint: 'enabled', httpTokens: 'required' },
  ...change,
});

export const anAliVpc = (change: Partial<AliVpc> = {}): AliVpc => ({
  id: 'vpc-1',
  tags: {},
  isDefault: false,
  cidrs: ['10.0.0.0/16'],
  status: 'available',
  ...change,
});

export const anAliVSwitch = (change: Partial<AliVSwitch> = {}): AliVSwitch => ({
  id: 'vsw-1',
  tags: {},
  vpcId: 'vpc-1',
  cidr: '10.0.1.0/24',
  zoneId: 'cn-hangzhou-h',
  routeTableId: 'vtb-1',
  ...change,
});

export const anAliEip = (change: Partial<AliEip> = {}): AliEip => ({
  id: 'eip-1',
  tags: {},
  address: '47.1.2.3',
  status: 'inuse',
  instanceId: 'i-1',
  instanceType: 'ecsinstance',
  locks: [],
  protections: [],
  ...change,
});

/** `entry('accept', 'tcp', '0.0.0.0/0', 22)`, inwards. */
export const entry = (
  action: AliAclEntry['action'],
  protocol: string,
  cidr: string,
  ports?: number | readonly [number, number],
  direction: AliAclEntry['direction'] = 'ingress',
): AliAclEntry => ({
  direction,
  action,
  protocol: protocolNumber(protocol) ?? Number.NaN,
  ...(ports === undefined ? {} : { ports: typeof ports === 'number' ? ([ports, ports] as const) : ports }),
  cidr,
  family: familyOf(cidr),
  entryType: 'custom',
});

/** An ACL that admits web clients and lets replies to them out. */
export const anAliAcl = (change: Partial<AliNetworkAcl> = {}): AliNetworkAcl => ({
  id: 'nacl-1',
  tags: {},
  vpcId: 'vpc-1',
  vSwitchIds: ['vsw-1'],
  entries: known([
    entry('accept', 'tcp', '0.0.0.0/0', 443),
    entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535], 'egress'),
  ]),
  ...change,
});

/** A region with one web server at an elastic address, that every check passes. */
export const anAliRegion = (change: Partial<AliRegion> = {}): AliRegion =>
  anEmptyAliRegion({
    vpcs: known([anAliVpc()]),
    vSwitches: known([anAliVSwitch()]),
    securityGroups: known([anAliGroup()]),
    interfaces: known([anAliInterface()]),
    instances: known([anAliInstance()]),
    eips: known([anAliEip()]),
    ...change,
  });

export const aBalancing = (change: Partial<Balancing> = {}): Balancing => ({
  id: 'default',
  place: 'listener',
  scheduler: 'wrr',
  persistence: { kind: 'none' },
  healthCheck: true,
  servers: known([
    { id: 'i-1', ip: '10.0.1.10', port: 80, weight: 100, zoneId: 'cn-hangzhou-h' },
    { id: 'i-2', ip: '10.0.2.10', port: 80, weight: 100, zoneId: 'cn-hangzhou-i' },
  ]),
  ...change,
});

export const aListener = (change: Partial<AliListener> = {}): AliListener => ({
  id: 'lb-1/http/80',
  tags: {},
  kind: 'clb',
  balancerId: 'lb-1',
  protocol: 'http',
  ports: [80, 80],
  status: 'running',
  redirects: false,
  idleSeconds: 60,
  requestSeconds: 60,
  access: known({ isOn: false, type: 'white', aclIds: [] }),
  balancing: known([aBalancing()]),
  badServers: known([]),
  ...change,
});

export const aTcpListener = (change: Partial<AliListener> = {}): AliListener => {
  const { idleSeconds: _idle, requestSeconds: _request, ...listener } = aListener();
  return { ...listener, id: 'lb-1/tcp/443', protocol: 'tcp', ports: [443, 443], establishedSeconds: 900, ...change };
};

export const aLoadBalancer = (change: Partial<AliLoadBalancer> = {}): AliLoadBalancer => ({
  id: 'lb-1',
  name: 'shop',
  tags: {},
  kind: 'clb',
  status: 'active',
  isInternet: true,
  addresses: known(['47.110.5.6']),
  groupIds: [],
  deletionProtection: true,
  hasWaf: false,
  ...change,
});

export const aWafDetail = (change: Partial<WafDetail> = {}): WafDetail => ({
  id: 'shop.example.cn',
  cname: 'x1.aliyunwaf5.com',
  origins: ['47.110.5.6', '47.110.5.7'],
  backupOrigins: [],
  hasHttps: true,
  readSeconds: 120,
  writeSeconds: 120,
  keepalive: true,
  keepaliveSeconds: 15,
  scheduler: 'roundrobin',
  certificateEndsAt: '2027-06-01T00:00:00.000Z',
  ...change,
});

export const aWafDomain = (change: Partial<WafDomain> = {}): WafDomain => ({
  id: 'shop.example.cn',
  centre: 'cn-hangzhou',
  cname: 'x1.aliyunwaf5.com',
  detail: known(aWafDetail()),
  ...change,
});

/** A region with a balancer in it, behind the WAF domains given. */
export const aRegionBehind = (domains: Known<readonly WafDomain[]>, change: Partial<AliRegion> = {}): AliRegion =>
  anEmptyAliRegion({
    loadBalancers: known([aLoadBalancer()]),
    central: anEmptyCentral({ wafDomains: domains }),
    ...change,
  });
