import { canonicalCidr } from '../addresses.ts';
import { boolean, number, object, objects, type Raw, text, texts } from '../fields.ts';
import { hostOf, momentOf } from './ddos.ts';

/** A WAF 3.0 instance in one of its two centres. */
export interface WafInstance {
  readonly id: string;
  readonly centre: string;
  /** 1 is in order. */
  readonly status?: number;
}

/** The instance, or `null` where the centre answers that none was bought. */
export function readWafInstance(response: Raw, request: Raw): { readonly instance: WafInstance | null } | undefined {
  const id = text(response['InstanceId']);
  const centre = text(request['RegionId']) ?? 'cn-hangzhou';
  if (id !== undefined) return { instance: { id, centre, status: number(response['Status']) } };
  return text(response['RequestId']) === undefined ? undefined : { instance: null };
}

/** A website behind WAF, as the list has it. */
export interface WafDomainHead {
  readonly id: string;
  readonly centre: string;
  readonly cname?: string;
}

export function readWafDomain(raw: Raw, request: Raw): WafDomainHead | undefined {
  const id = text(raw['Domain'])?.toLowerCase();
  if (id === undefined) return undefined;
  return { id, centre: text(request['RegionId']) ?? 'cn-hangzhou', cname: text(raw['Cname'])?.toLowerCase() };
}

/** How WAF passes a website's requests on. Seconds. */
export interface WafDetail {
  readonly id: string;
  readonly cname?: string;
  readonly origins: readonly string[];
  readonly backupOrigins: readonly string[];
  readonly hasHttps: boolean;
  readonly connectSeconds?: number;
  readonly readSeconds?: number;
  readonly writeSeconds?: number;
  readonly keepalive?: boolean;
  readonly keepaliveSeconds?: number;
  /** `iphash`, `roundrobin` or `leasttime`. */
  readonly scheduler?: string;
  readonly certificateEndsAt?: string;
}

/** @see https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail */
export function readWafDetail(response: Raw, request: Raw): WafDetail | undefined {
  const id = (text(response['Domain']) ?? text(request['Domain']))?.toLowerCase();
  const redirect = object(response['Redirect']);
  if (id === undefined || response['Redirect'] === undefined) return undefined;
  const hosts = (list: string, objectsKey: string): readonly string[] => {
    const named = texts(redirect[list]);
    const all = named.length > 0 ? named : objects(redirect[objectsKey]).flatMap((each) => text(each['Backend']) ?? []);
    return [...new Set(all.map(hostOf))].sort();
  };
  return {
    id,
    cname: text(response['Cname'])?.toLowerCase(),
    origins: hosts('BackendList', 'Backends'),
    backupOrigins: hosts('BackUpBackendList', 'BackupBackends'),
    hasHttps: Array.isArray(object(response['Listen'])['HttpsPorts'])
      ? (object(response['Listen'])['HttpsPorts'] as unknown[]).length > 0
      : false,
    connectSeconds: number(redirect['ConnectTimeout']),
    readSeconds: number(redirect['ReadTimeout']),
    writeSeconds: number(redirect['WriteTimeout']),
    keepalive: boolean(redirect['Keepalive']),
    keepaliveSeconds: number(redirect['KeepaliveTimeout']),
    scheduler: text(redirect['Loadbalance'])?.toLowerCase(),
    certificateEndsAt: momentOf(object(response['CertDetail'])['EndTime']),
  };
}

/** A balancer or machine that WAF stands in front of without a change of DNS. */
export interface WafResource {
  /** `alb`, `clb4`, `clb7`, `nlb`, `ecs`, … */
  readonly product: string;
  readonly id: string;
  readonly ip?: string;
  readonly centre: string;
}

export function readWafResource(raw: Raw, request: Raw): WafResource | undefined {
  const id = text(raw['ResourceInstanceId']);
  if (id === undefined) return undefined;
  return {
    id,
    product: text(raw['ResourceProduct'])?.toLowerCase() ?? 'unknown',
    ip: text(raw['ResourceInstanceIp']),
    centre: text(request['RegionId']) ?? 'cn-hangzhou',
  };
}

/** The settings of one port of such a resource. */
export interface WafResourcePort {
  readonly resourceId: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly readSeconds?: number;
  readonly keepalive?: boolean;
  readonly keepaliveSeconds?: number;
}

export function readWafResourcePort(raw: Raw, request: Raw): WafResourcePort | undefined {
  const resourceId = text(request['ResourceInstanceId']);
  if (resourceId === undefined) return undefined;
  return {
    resourceId,
    port: number(raw['Port']),
    protocol: text(raw['Protocol'])?.toLowerCase(),
    readSeconds: number(raw['ReadTimeout']),
    keepalive: boolean(raw['Keepalive']),
    keepaliveSeconds: number(raw['KeepaliveTimeout']),
  };
}

/** The ranges from which WAF asks the origins. */
export function readWafSources(response: Raw): readonly string[] | undefined {
  const segment = object(response['WafSourceIp']);
  const written = [...texts(segment['IPv4']), ...texts(segment['IPv6'])].flatMap((each) => each.split(','));
  const cidrs = written.map((each) => canonicalCidr(each));
  if (response['WafSourceIp'] === undefined || cidrs.includes(undefined)) return undefined;
  return [...new Set(cidrs as string[])].sort();
}

/** An attack on WAF's own addresses in a centre. */
export interface WafAttack {
  readonly centre: string;
  readonly kind: 'scrubbed' | 'blackholed';
}

export function readWafAttack(raw: Raw, request: Raw): WafAttack | undefined {
  const type = text(raw['EventType'])?.toLowerCase();
  if (type !== 'defense' && type !== 'blackhole') return undefined;
  return { centre: text(request['RegionId']) ?? 'cn-hangzhou', kind: type === 'blackhole' ? 'blackholed' : 'scrubbed' };
}
