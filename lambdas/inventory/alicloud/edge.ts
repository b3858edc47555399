import { canonicalCidr } from '../addresses.ts';
import { boolean, number, object, objects, type Raw, text, texts } from '../fields.ts';
import { hostOf, momentOf } from './ddos.ts';

/** One origin of a CDN domain. A lower priority number comes first. */
export interface CdnSource {
  readonly content: string;
  readonly type: string;
  readonly port?: number;
  readonly priority?: number;
  readonly weight?: number;
}

const readSource = (raw: Raw): CdnSource | undefined => {
  const content = text(raw['Content']);
  if (content === undefined) return undefined;
  return {
    content: hostOf(content),
    type: text(raw['Type'])?.toLowerCase() ?? 'unknown',
    port: number(raw['Port']),
    priority: number(raw['Priority']),
    weight: number(raw['Weight']),
  };
};

/** A CDN domain as the list has it. */
export interface CdnDomain {
  readonly id: string;
  /** `online`, `offline`, … */
  readonly status: string;
  readonly cname?: string;
  readonly https?: boolean;
  readonly sources: readonly CdnSource[];
}

export function readCdnDomain(raw: Raw): CdnDomain | undefined {
  const id = text(raw['DomainName'])?.toLowerCase();
  if (id === undefined) return undefined;
  const ssl = text(raw['SslProtocol'])?.toLowerCase();
  return {
    id,
    status: text(raw['DomainStatus'])?.toLowerCase() ?? 'unknown',
    cname: text(raw['Cname'])?.toLowerCase(),
    ...(ssl === undefined ? {} : { https: ssl === 'on' }),
    sources: objects(object(raw['Sources'])['Source']).flatMap((each) => readSource(each) ?? []),
  };
}

/** What only the answer about a single CDN domain says. */
export interface CdnDetail {
  readonly id: string;
  readonly https?: boolean;
  readonly sources: readonly CdnSource[];
}

export function readCdnDetail(response: Raw, request: Raw): CdnDetail | undefined {
  const model = object(response['GetDomainDetailModel']);
  const id = (text(model['DomainName']) ?? text(request['DomainName']))?.toLowerCase();
  if (id === undefined || response['GetDomainDetailModel'] === undefined) return undefined;
  const status = text(model['ServerCertificateStatus'])?.toLowerCase();
  return {
    id,
    ...(status === undefined ? {} : { https: status === 'on' }),
    sources: objects(object(model['SourceModels'])['SourceModel']).flatMap((each) => readSource(each) ?? []),
  };
}

/** One function that is configured for a CDN domain, with its arguments. */
export interface CdnFunction {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

export const readCdnFunction = (raw: Raw): CdnFunction | undefined => {
  const name = text(raw['FunctionName'])?.toLowerCase();
  if (name === undefined) return undefined;
  const args = objects(object(raw['FunctionArgs'])['FunctionArg']).map(
    (each) => [text(each['ArgName']) ?? '', text(each['ArgValue']) ?? ''] as const,
  );
  return { name, args: Object.fromEntries(args) };
};

/** The edition of Security Center. */
export interface SasEdition {
  readonly centre: string;
  /** 1 is the free one. */
  readonly version: number;
  readonly isTrial: boolean;
  readonly isPostpaid: boolean;
  readonly endsAt?: string;
}

export function readSasEdition(response: Raw, request: Raw): SasEdition | undefined {
  const version = number(response['Version']);
  if (version === undefined) return undefined;
  return {
    centre: text(request['RegionId']) ?? 'cn-hangzhou',
    version,
    isTrial: number(response['IsTrialVersion']) === 1,
    isPostpaid: boolean(response['IsPostpay']) ?? false,
    endsAt: momentOf(response['ReleaseTime']),
  };
}

/** A weakness that Security Center found on a machine and nobody dealt with. */
export interface SasVulnerability {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** `asap`, `later` or `nntf`. */
  readonly necessity: string;
  /** 1 is not fixed; 2 and 4 stand for a repair or its undoing that failed. */
  readonly status?: number;
  readonly cves: readonly string[];
  readonly instanceId?: string;
  readonly instanceName?: string;
  readonly publicIp?: string;
  readonly firstSeenAt?: string;
  readonly resultMessage?: string;
}

export function readVulnerability(raw: Raw, request: Raw): SasVulnerability | undefined {
  const name = text(raw['Name']);
  if (name === undefined) return undefined;
  const type = text(raw['Type']) ?? text(request['Type']) ?? 'unknown';
  const machine = text(raw['InstanceId']) ?? text(raw['Uuid']) ?? 'unknown';
  const extended = object(raw['ExtendContentJson']);
  const related = (text(raw['Related']) ?? '').split(',').filter((each) => each !== '');
  return {
    id: `${machine}/${name}`,
    name: text(raw['AliasName']) ?? name,
    type,
    necessity: text(raw['Necessity'])?.toLowerCase() ?? text(request['Necessity'])?.toLowerCase() ?? 'unknown',
    status: number(raw['Status']),
    cves: [...new Set([...related, ...texts(extended['cveList'])])].sort(),
    instanceId: text(raw['InstanceId']),
    instanceName: text(raw['InstanceName']),
    publicIp: text(raw['InternetIp']),
    firstSeenAt: momentOf(raw['FirstTs']),
    resultMessage: text(raw['ResultMessage']),
  };
}

/** An alert of Security Center that nobody has dealt with. */
export interface SasAlert {
  readonly id: string;
  readonly name: string;
  /** `serious`, `suspicious` or `remind`. */
  readonly level: string;
  readonly kind?: string;
  /** 1 is pending. */
  readonly status?: number;
  readonly instanceId?: string;
  readonly instanceName?: string;
  readonly lastSeenAt?: string;
  readonly description?: string;
}

export function readSasAlert(raw: Raw): SasAlert | undefined {
  const id = text(raw['Id']) ?? text(raw['UniqueInfo']);
  if (id === undefined) return undefined;
  return {
    id,
    name: text(raw['AlarmEventNameDisplay']) ?? text(raw['Name']) ?? 'an alert',
    level: text(raw['Level'])?.toLowerCase() ?? 'unknown',
    kind: text(raw['AlarmEventType']),
    status: number(raw['EventStatus']),
    instanceId: text(raw['InstanceId']),
    instanceName: text(raw['InstanceName']),
    lastSeenAt: momentOf(raw['LastTimeStamp']),
    description: text(raw['Desc']),
  };
}

/** A DNS zone as the list has it. */
export const readZoneName = (raw: Raw): string | undefined => text(raw['DomainName'])?.toLowerCase();

/** Whether a zone's own servers are under attack. */
export interface ZoneState {
  readonly inBlackhole: boolean;
  readonly inClean: boolean;
}

export function readZoneState(response: Raw): ZoneState | undefined {
  const inBlackhole = boolean(response['InBlackHole']);
  if (inBlackhole === undefined) return undefined;
  return { inBlackhole, inClean: boolean(response['InClean']) ?? false };
}

/** A DNS record that answers. */
export interface DnsRecord {
  readonly id: string;
  /** The whole name, lower case: `www.example.com`, or the zone itself. */
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly isOn: boolean;
}

export function readDnsRecord(raw: Raw, request: Raw): DnsRecord | undefined {
  const host = text(raw['RR']);
  const zone = (text(raw['DomainName']) ?? text(request['DomainName']))?.toLowerCase();
  const type = text(raw['Type'])?.toUpperCase();
  const value = text(raw['Value']);
  if (host === undefined || zone === undefined || type === undefined || value === undefined) return undefined;
  return {
    id: text(raw['RecordId']) ?? `${host}.${zone}/${type}`,
    name: host === '@' ? zone : `${host.toLowerCase()}.${zone}`,
    type,
    value: hostOf(value.replace(/\.$/, '')),
    isOn: text(raw['Status'])?.toLowerCase() !== 'disable',
  };
}

/** A route on a transit router. */
export interface TransitRoute {
  /** `<route table>/<destination>`. */
  readonly id: string;
  readonly tableId: string;
  readonly destination: string;
  readonly isBlackhole: boolean;
  readonly type?: string;
  /** `active`, `rejected`, `prohibited`, `standby` or `candidate`. */
  readonly status: string;
  readonly name?: string;
}

export function readTransitRoute(raw: Raw, request: Raw): TransitRoute | undefined {
  const destination = canonicalCidr(raw['TransitRouterRouteEntryDestinationCidrBlock']);
  const tableId = text(request['TransitRouterRouteTableId']);
  if (destination === undefined || tableId === undefined) return undefined;
  return {
    id: `${tableId}/${destination}`,
    tableId,
    destination,
    isBlackhole: text(raw['TransitRouterRouteEntryNextHopType'])?.toLowerCase() === 'blackhole',
    type: text(raw['TransitRouterRouteEntryType'])?.toLowerCase(),
    status: text(raw['TransitRouterRouteEntryStatus'])?.toLowerCase() ?? 'unknown',
    name: text(raw['TransitRouterRouteEntryName']),
  };
}
