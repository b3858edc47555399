import { canonicalAddress, canonicalCidr } from '../addresses.ts';
import { number, object, objects, type Raw, text, texts } from '../fields.ts';

/** What is known of an attack on an address. */
export type AttackState = 'normal' | 'scrubbed' | 'blackholed';

/** An address under Anti-DDoS Basic, as the list of those in trouble has it. */
export interface BasicAddress {
  readonly ip: string;
  readonly state: AttackState;
  readonly assetId?: string;
  readonly assetName?: string;
  /** `ecs`, `slb`, `eip`, … */
  readonly assetType?: string;
  /** Traffic at which the address goes into a blackhole. */
  readonly blackholeMbps?: number;
}

const BASIC_STATES: Readonly<Record<string, AttackState>> = {
  normal: 'normal',
  mitigating: 'scrubbed',
  defense: 'scrubbed',
  blackholed: 'blackholed',
  blackhole: 'blackholed',
};

export function readBasicAsset(raw: Raw, request: Raw): readonly BasicAddress[] | undefined {
  const rows = objects(raw['IpAddressConfig']);
  const read = rows.map((row): BasicAddress | undefined => {
    const ip = canonicalAddress(row['InstanceIp']);
    const state = BASIC_STATES[text(row['IpStatus'])?.toLowerCase() ?? ''];
    if (ip === undefined || state === undefined) return undefined;
    return {
      ip,
      state,
      assetId: text(raw['InstanceId']),
      assetName: text(raw['InstanceName']),
      assetType: text(raw['InstanceType']) ?? text(request['InstanceType']),
      blackholeMbps: number(row['BlackholeThreshold']),
    };
  });
  const all = read.filter((each) => each !== undefined);
  return all.length === read.length ? all : undefined;
}

/** One attack, with its times. */
export interface AttackEvent {
  readonly ip: string;
  readonly kind: 'scrubbed' | 'blackholed';
  readonly isOver: boolean;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** When the platform expects to let the address out of the blackhole. */
  readonly releaseAt?: string;
}

/** ISO 8601 of a moment in milliseconds, or in seconds where it is too small to be one. */
export function momentOf(value: unknown): string | undefined {
  const read = number(value);
  if (read === undefined || read <= 0) return undefined;
  const date = new Date(read < 100_000_000_000 ? read * 1000 : read);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** An entry of antiddos-public's event list, which is about the address that was asked for. */
export function readBasicEvent(raw: Raw, request: Raw): AttackEvent | undefined {
  const ip =
    canonicalAddress(request['InternetIp']) ?? canonicalAddress(raw['InternetIp']) ?? canonicalAddress(raw['Ip']);
  const type = text(raw['DdosType'])?.toLowerCase();
  if (ip === undefined || (type !== 'defense' && type !== 'blackhole')) return undefined;
  return {
    ip,
    kind: type === 'blackhole' ? 'blackholed' : 'scrubbed',
    isOver: text(raw['DdosStatus'])?.toLowerCase() === 'normal',
    startedAt: momentOf(raw['StartTime']),
    endedAt: momentOf(raw['EndTime']),
    releaseAt: momentOf(raw['UnBlackholeTime']),
  };
}

/** An address of a paid protection: Anti-DDoS Native or Proxy. */
export interface ProtectedAddress {
  readonly ip: string;
  readonly service: 'native' | 'proxy';
  readonly state: AttackState;
  readonly instanceId?: string;
  readonly startedAt?: string;
  readonly releaseAt?: string;
}

/** One address of an Anti-DDoS Native instance. `NsmStatus` 1 is being scrubbed. */
export function readNativeAddress(raw: Raw, request: Raw): ProtectedAddress | undefined {
  const ip = canonicalAddress(raw['Ip']);
  const status = text(raw['Status'])?.toLowerCase();
  if (ip === undefined || status === undefined) return undefined;
  const scrubbed = number(raw['NsmStatus']) === 1;
  if (status !== 'normal' && status !== 'hole_begin' && status !== 'hole_end') return undefined;
  return {
    ip,
    service: 'native',
    state: status === 'hole_begin' ? 'blackholed' : scrubbed ? 'scrubbed' : 'normal',
    instanceId: text(request['InstanceId']),
  };
}

/** One event of an Anti-DDoS Native instance. */
export function readNativeEvent(raw: Raw): AttackEvent | undefined {
  const ip = canonicalAddress(raw['Ip']);
  const status = text(raw['Status'])?.toLowerCase() ?? '';
  if (ip === undefined || !/^(hole|defense)_(begin|end)$/.test(status)) return undefined;
  return {
    ip,
    kind: status.startsWith('hole') ? 'blackholed' : 'scrubbed',
    isOver: status.endsWith('_end'),
    startedAt: momentOf(raw['StartTime']),
    endedAt: status.endsWith('_end') ? momentOf(raw['EndTime']) : undefined,
    ...(status === 'hole_begin' ? { releaseAt: momentOf(raw['EndTime']) } : {}),
  };
}

/** The state of an Anti-DDoS Proxy address. */
export function readProxyBlackhole(raw: Raw, request: Raw): ProtectedAddress | undefined {
  const ip = canonicalAddress(raw['Ip']);
  const status = text(raw['BlackStatus'])?.toLowerCase();
  if (ip === undefined || (status !== 'blackhole' && status !== 'normal')) return undefined;
  return {
    ip,
    service: 'proxy',
    state: status === 'blackhole' ? 'blackholed' : 'normal',
    instanceId: texts(request['InstanceIds'])[0] ?? text(request['InstanceIds.1']),
    ...(status === 'blackhole' ? { startedAt: momentOf(raw['StartTime']), releaseAt: momentOf(raw['EndTime']) } : {}),
  };
}

/** One event of Anti-DDoS Proxy. One that has no end goes on. */
export function readProxyEvent(raw: Raw): AttackEvent | undefined {
  const ip = canonicalAddress(raw['Ip']);
  const type = text(raw['EventType'])?.toLowerCase();
  if (ip === undefined || (type !== 'defense' && type !== 'blackhole')) return undefined;
  const endedAt = momentOf(raw['EndTime']);
  return {
    ip,
    kind: type === 'blackhole' ? 'blackholed' : 'scrubbed',
    isOver: endedAt !== undefined,
    startedAt: momentOf(raw['StartTime']),
    endedAt,
  };
}

/** An instance of Anti-DDoS Proxy. */
export interface ProxyInstance {
  readonly id: string;
  readonly ip?: string;
}

export const readProxyInstance = (raw: Raw): ProxyInstance | undefined => {
  const id = text(raw['InstanceId']);
  return id === undefined ? undefined : { id, ip: canonicalAddress(raw['Ip']) };
};

/** A website behind Anti-DDoS Proxy. */
export interface ProxyDomain {
  readonly id: string;
  readonly cname?: string;
  /** Addresses or names of the origins, lower case. */
  readonly origins: readonly string[];
}

export function readProxyDomain(raw: Raw): ProxyDomain | undefined {
  const id = text(raw['Domain'])?.toLowerCase();
  if (id === undefined) return undefined;
  const origins = (Array.isArray(raw['RealServers']) ? raw['RealServers'] : []).flatMap(
    (each: unknown) => text(each) ?? text(object(each)['RealServer']) ?? [],
  );
  return { id, cname: text(raw['Cname'])?.toLowerCase(), origins: origins.map(hostOf) };
}

/** How Anti-DDoS Proxy passes a website's requests on. Seconds. */
export interface ProxyPolicy {
  readonly domain: string;
  /** `ip_hash`, `rr` or `least_time`. */
  readonly scheduler?: string;
  readonly readSeconds?: number;
  readonly sendSeconds?: number;
}

export function readProxyPolicy(response: Raw, request: Raw): ProxyPolicy | undefined {
  const domain = text(request['Domain'])?.toLowerCase();
  const origins = objects(response['Attributes']).map((each) => object(each['Attribute']));
  if (domain === undefined || (response['ProxyMode'] === undefined && origins.length === 0)) return undefined;
  const least = (key: string): number | undefined => {
    const all = origins.flatMap((each) => number(each[key]) ?? []);
    return all.length === 0 ? undefined : Math.min(...all);
  };
  return {
    domain,
    scheduler: text(response['ProxyMode'])?.toLowerCase(),
    readSeconds: least('ReadTimeout'),
    sendSeconds: least('SendTimeout'),
  };
}

/** How long Anti-DDoS Proxy keeps idle connections to the origin. */
export interface ProxyKeepalive {
  readonly domain: string;
  readonly enabled: boolean;
  readonly seconds?: number;
}

export function readProxyKeepalive(response: Raw, request: Raw): ProxyKeepalive | undefined {
  const domain = text(request['Domain'])?.toLowerCase();
  const keepalive = object(response['RsKeepalive']);
  if (domain === undefined || typeof keepalive['Enabled'] !== 'boolean') return undefined;
  return { domain, enabled: keepalive['Enabled'], seconds: number(keepalive['KeepaliveTimeout']) };
}

/** A forwarded port of Anti-DDoS Proxy. */
export interface ProxyPort {
  readonly instanceId?: string;
  readonly protocol?: string;
  readonly frontendPort?: number;
  readonly backendPort?: number;
  readonly origins: readonly string[];
}

export const readProxyPort = (raw: Raw): ProxyPort => ({
  instanceId: text(raw['InstanceId']),
  protocol: text(raw['Protocol'])?.toLowerCase(),
  frontendPort: number(raw['FrontendPort']),
  backendPort: number(raw['BackendPort']),
  origins: texts(raw['RealServers']).map(hostOf),
});

/** A range in a list of bare texts. */
export const readCidrValue = (raw: Raw): string | undefined => canonicalCidr(raw['value']);

/** An origin without its port, lower case, addresses in their one writing. */
export function hostOf(origin: string): string {
  const bare = origin
    .trim()
    .toLowerCase()
    .replace(/^\[(.+)\](:\d+)?$/, '$1');
  const host = /^[^:]+:\d+$/.test(bare) ? bare.slice(0, bare.indexOf(':')) : bare;
  return canonicalAddress(host) ?? host;
}

/** An event that CloudMonitor has of an attack. */
export interface SystemEvent {
  readonly name: string;
  readonly status?: string;
  readonly at?: string;
  readonly resourceId?: string;
  readonly ip?: string;
}

export function readSystemEvent(raw: Raw): SystemEvent | undefined {
  const name = text(raw['Name']);
  if (name === undefined) return undefined;
  const content = contentOf(raw['Content']);
  return {
    name,
    status: text(raw['Status'])?.toLowerCase(),
    at: momentOf(raw['Time']),
    resourceId: text(raw['ResourceId']),
    ip: canonicalAddress(content['ip']) ?? canonicalAddress(content['Ip']) ?? canonicalAddress(raw['InstanceName']),
  };
}

/** The content is JSON inside a text. */
function contentOf(value: unknown): Raw {
  try {
    return object(typeof value === 'string' ? JSON.parse(value) : value);
  } catch {
    return {};
  }
}
