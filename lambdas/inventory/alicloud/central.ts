import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { text } from '../fields.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '../known.ts';
import { AliAnswers, AliListing, together } from './ali-listing.ts';
import { whereAvailable } from './available.ts';
import {
  type AttackEvent,
  type ProtectedAddress,
  type ProxyDomain,
  type ProxyInstance,
  type ProxyKeepalive,
  type ProxyPolicy,
  type ProxyPort,
  readCidrValue,
  readNativeAddress,
  readNativeEvent,
  readProxyBlackhole,
  readProxyDomain,
  readProxyEvent,
  readProxyInstance,
  readProxyKeepalive,
  readProxyPolicy,
  readProxyPort,
} from './ddos.ts';
import {
  type CdnDomain,
  type CdnFunction,
  type DnsRecord,
  readCdnDetail,
  readCdnDomain,
  readCdnFunction,
  readDnsRecord,
  readSasAlert,
  readSasEdition,
  readTransitRoute,
  readVulnerability,
  readZoneName,
  readZoneState,
  type SasAlert,
  type SasEdition,
  type SasVulnerability,
  type TransitRoute,
  type ZoneState,
} from './edge.ts';
import {
  readWafAttack,
  readWafDetail,
  readWafDomain,
  readWafInstance,
  readWafResource,
  readWafResourcePort,
  readWafSources,
  type WafAttack,
  type WafDetail,
  type WafInstance,
  type WafResource,
  type WafResourcePort,
} from './waf.ts';

/** A website behind WAF. */
export interface WafDomain {
  readonly id: string;
  readonly centre: string;
  readonly cname?: string;
  readonly detail: Known<WafDetail>;
}

/** A website behind Anti-DDoS Proxy, with how it is passed on. */
export interface ProxiedDomain extends ProxyDomain {
  readonly policy: Known<ProxyPolicy>;
  readonly keepalive: Known<ProxyKeepalive>;
}

/** A CDN domain with its functions. */
export interface CdnDomainFull extends CdnDomain {
  readonly functions: Known<readonly CdnFunction[]>;
}

/** A DNS zone. */
export interface DnsZone {
  readonly id: string;
  readonly state: Known<ZoneState>;
  readonly records: Known<readonly DnsRecord[]>;
}

/** What an account has in products that have no region: one or two centres for the whole world. */
export interface AliCentral {
  readonly wafInstances: Known<readonly WafInstance[]>;
  readonly wafDomains: Known<readonly WafDomain[]>;
  readonly wafResources: Known<readonly WafResource[]>;
  readonly wafResourcePorts: Known<readonly WafResourcePort[]>;
  /** The ranges from which WAF asks origins. */
  readonly wafSources: Known<readonly string[]>;
  readonly wafAttacks: Known<readonly WafAttack[]>;
  readonly proxyInstances: Known<readonly ProxyInstance[]>;
  readonly proxyDomains: Known<readonly ProxiedDomain[]>;
  readonly proxyPorts: Known<readonly ProxyPort[]>;
  /** The ranges from which Anti-DDoS Proxy asks origins. */
  readonly proxySources: Known<readonly string[]>;
  /** Addresses of Anti-DDoS Native and Proxy. */
  readonly protectedAddresses: Known<readonly ProtectedAddress[]>;
  readonly attackEvents: Known<readonly AttackEvent[]>;
  readonly cdnDomains: Known<readonly CdnDomainFull[]>;
  readonly sasEditions: Known<readonly SasEdition[]>;
  readonly vulnerabilities: Known<readonly SasVulnerability[]>;
  readonly alerts: Known<readonly SasAlert[]>;
  readonly dnsZones: Known<readonly DnsZone[]>;
  readonly transitRoutes: Known<readonly TransitRoute[]>;
}

/** Builds {@link AliCentral} call by call. */
export class CentralPart {
  readonly #wafInstances = new AliAnswers('yundun-waf:DescribeInstance', readWafInstance);
  readonly #wafDomains = new AliListing('yundun-waf:DescribeDomains', readWafDomain);
  readonly #wafDetails = new AliAnswers('yundun-waf:DescribeDomainDetail', readWafDetail);
  readonly #wafResources = new AliListing('yundun-waf:DescribeCloudResources', readWafResource);
  readonly #wafPorts = new AliListing('yundun-waf:DescribeCloudResourceAccessPortDetails', readWafResourcePort);
  readonly #wafSources = new AliAnswers('yundun-waf:DescribeWafSourceIpSegment', readWafSources);
  readonly #wafAttacks = new AliListing('yundun-waf:DescribeDDoSStatus', readWafAttack);
  readonly #proxyInstances = new AliListing('yundun-ddoscoo:DescribeInstances', readProxyInstance);
  readonly #proxyDomains = new AliListing('yundun-ddoscoo:DescribeDomainResource', readProxyDomain);
  readonly #proxyPolicies = new AliAnswers('yundun-ddoscoo:DescribeL7RsPolicy', readProxyPolicy);
  readonly #proxyKeepalives = new AliAnswers('yundun-ddoscoo:DescribeL7UsKeepalive', readProxyKeepalive);
  readonly #proxyPorts = new AliListing('yundun-ddoscoo:DescribeNetworkRules', readProxyPort);
  readonly #proxySources = new AliListing('yundun-ddoscoo:DescribeBackSourceCidr', readCidrValue);
  readonly #proxyBlackholes = new AliListing('yundun-ddoscoo:DescribeBlackholeStatus', readProxyBlackhole);
  readonly #proxyEvents = new AliListing('yundun-ddoscoo:DescribeDDoSEvents', readProxyEvent);
  readonly #nativeInstances = new AliListing('yundun-antiddosbag:DescribeInstanceList', (raw) =>
    text(raw['InstanceId']),
  );
  readonly #nativeAddresses = new AliListing('yundun-antiddosbag:DescribePackIpList', readNativeAddress);
  readonly #nativeEvents = new AliListing('yundun-antiddosbag:DescribeDdosEvent', readNativeEvent);
  readonly #cdnDomains = new AliListing('cdn:DescribeUserDomains', readCdnDomain);
  readonly #cdnDetails = new AliAnswers('cdn:DescribeCdnDomainDetail', readCdnDetail);
  readonly #cdnFunctions = new AliListing('cdn:DescribeCdnDomainConfigs', readCdnFunction);
  readonly #sasEditions = new AliAnswers('yundun-sas:DescribeVersionConfig', readSasEdition);
  readonly #vulnerabilities = new AliListing('yundun-sas:DescribeVulList', readVulnerability);
  readonly #alerts = new AliListing('yundun-sas:DescribeSuspEvents', readSasAlert);
  readonly #zones = new AliListing('alidns:DescribeDomains', readZoneName);
  readonly #zoneStates = new AliAnswers('alidns:DescribeDomainInfo', readZoneState);
  readonly #records = new AliListing('alidns:DescribeDomainRecords', readDnsRecord);
  readonly #cens = new AliListing('cen:DescribeCens', (raw) => text(raw['CenId']));
  readonly #routers = new AliListing('cen:ListTransitRouters', (raw) => text(raw['TransitRouterId']));
  readonly #transitTables = new AliListing('cen:ListTransitRouterRouteTables', (raw) =>
    text(raw['TransitRouterRouteTableId']),
  );
  readonly #transitRoutes = new AliListing('cen:ListTransitRouterRouteEntries', readTransitRoute);

  readonly readers: readonly { readonly call: string; readonly wasRead: boolean; add(call: RecordedCall): void }[] = [
    this.#wafInstances,
    this.#wafDomains,
    this.#wafDetails,
    this.#wafResources,
    this.#wafPorts,
    this.#wafSources,
    this.#wafAttacks,
    this.#proxyInstances,
    this.#proxyDomains,
    this.#proxyPolicies,
    this.#proxyKeepalives,
    this.#proxyPorts,
    this.#proxySources,
    this.#proxyBlackholes,
    this.#proxyEvents,
    this.#nativeInstances,
    this.#nativeAddresses,
    this.#nativeEvents,
    this.#cdnDomains,
    this.#cdnDetails,
    this.#cdnFunctions,
    this.#sasEditions,
    this.#vulnerabilities,
    this.#alerts,
    this.#zones,
    this.#zoneStates,
    this.#records,
    this.#cens,
    this.#routers,
    this.#transitTables,
    this.#transitRoutes,
  ];

  build(): AliCentral {
    const wafInstances = mapKnown(bought(this.#wafInstances.all()), (all) =>
      all.flatMap(({ instance }) => (instance === null ? [] : [instance])),
    );
    const ofWaf = <T>(list: AliListing<T>) => inEach(wafInstances, list, ({ centre }) => centre);
    const wafResources = ofWaf(this.#wafResources);
    const proxyInstances = byText(bought(this.#proxyInstances.all()));
    const ofProxy = <T>(list: AliListing<T>, subject?: (instance: ProxyInstance) => string) =>
      inEach(proxyInstances, list, subject);
    const nativeInstances = bought(this.#nativeInstances.all());
    return {
      wafInstances: byText(wafInstances),
      wafDomains: byText(
        mapKnown(ofWaf(this.#wafDomains), (all) =>
          all.map((domain) => ({ ...domain, detail: this.#wafDetail(domain) })),
        ),
      ),
      wafResources: byText(wafResources),
      wafResourcePorts: inEach(wafResources, this.#wafPorts, ({ centre, id }) => `${centre}/${id}`),
      wafSources: mapKnown(
        this.#wafSources.wasRead
          ? this.#wafSources.all()
          : noneOf<readonly string[]>(wafInstances, this.#wafSources.call),
        (all) => [...new Set(all.flat())].sort(),
      ),
      wafAttacks: ofWaf(this.#wafAttacks),
      proxyInstances,
      proxyDomains: byText(
        mapKnown(ofProxy(this.#proxyDomains), (all) =>
          all.map((domain) => ({
            ...domain,
            policy: ofDomain(this.#proxyPolicies, domain.id),
            keepalive: ofDomain(this.#proxyKeepalives, domain.id),
          })),
        ),
      ),
      proxyPorts: ofProxy(this.#proxyPorts, ({ id }) => id),
      proxySources: mapKnown(ofProxy(this.#proxySources), (all) => [...new Set(all)].sort()),
      protectedAddresses: together([
        inEach(nativeInstances, this.#nativeAddresses, (id) => id),
        ofProxy(this.#proxyBlackholes, ({ id }) => id),
      ]),
      attackEvents: together([
        inEach(nativeInstances, this.#nativeEvents, (id) => id),
        ofProxy(this.#proxyEvents, ({ id }) => id),
      ]),
      cdnDomains: byText(
        mapKnown(bought(this.#cdnDomains.all()), (all) => all.map((domain) => this.#cdnDomain(domain))),
      ),
      sasEditions: bought(this.#sasEditions.all()),
      vulnerabilities: byText(bought(this.#vulnerabilities.all())),
      alerts: byText(bought(this.#alerts.all())),
      dnsZones: byText(
        mapKnown(bought(this.#zones.all()), (all) =>
          [...new Set(all)].map((id) => ({
            id,
            state: ofDomain(this.#zoneStates, id),
            records: this.#records.result(id),
          })),
        ),
      ),
      transitRoutes: byText(this.#allTransitRoutes()),
    };
  }

  /** A domain's details, whichever way the request named it. */
  #wafDetail({ id, centre }: { readonly id: string; readonly centre: string }): Known<WafDetail> {
    const subject = this.#wafDetails.subjects.find((each) => {
      const [where, domain] = each.split('/');
      return domain?.toLowerCase() === id && (where === centre || where === '');
    });
    return subject === undefined ? notRead(this.#wafDetails.call) : this.#wafDetails.result(subject);
  }

  #cdnDomain(domain: CdnDomain): CdnDomainFull {
    const detail = ofDomain(this.#cdnDetails, domain.id);
    const told = detail.known ? detail.value : undefined;
    return {
      ...domain,
      https: domain.https ?? told?.https,
      sources: told && told.sources.length > 0 ? told.sources : domain.sources,
      functions: this.#cdnFunctions.result(domain.id),
    };
  }

  #allTransitRoutes(): Known<readonly TransitRoute[]> {
    const cens = bought(this.#cens.all());
    const routers = inEach(cens, this.#routers, (id) => id);
    const tables = inEach(routers, this.#transitTables, (id) => id);
    return inEach(tables, this.#transitRoutes, (id) => id);
  }
}

/** These addresses always resolve: a name that does not is no sign of a product that was not bought. */
const bought = <T>(list: Known<readonly T[]>): Known<readonly T[]> => whereAvailable(list, false);

/** Nothing where there is nothing that it could belong to; else not read. */
const noneOf = <T>(owners: Known<readonly unknown[]>, call: string): Known<readonly T[]> => {
  if (!owners.known) return unknown(owners.missing);
  return owners.value.length === 0 ? known([]) : notRead(call);
};

/** What every owner has, where the list is asked for owner by owner: nothing without owners, unknown where one was left out. */
function inEach<O, T>(
  owners: Known<readonly O[]>,
  list: AliListing<T>,
  subject?: (owner: O) => string,
): Known<readonly T[]> {
  // Snapshots of others may hold the list and not the owners.
  if (!owners.known && list.wasRead && owners.missing.every(({ code }) => code === 'NotRead')) return list.all();
  if (!list.wasRead) return noneOf(owners, list.call);
  const all = list.all();
  const left = subject
    ? seenOf(owners).filter((owner) => !list.subjects.includes(subject(owner)) && !list.subjects.includes(''))
    : [];
  return together([
    owners.known ? known([]) : unknown<readonly T[]>(owners.missing),
    all,
    left.length === 0 ? known([]) : notRead(list.call),
  ]);
}

/** The answer about a domain, whatever the case in which the request had it. */
function ofDomain<T>(answers: AliAnswers<T>, id: string): Known<T> {
  const subject = answers.subjects.find((each) => each.toLowerCase() === id);
  return subject === undefined ? notRead(answers.call) : answers.result(subject);
}

/** Each id once, sorted. */
function byText<T extends { readonly id: string }>(list: Known<readonly T[]>): Known<readonly T[]> {
  return mapKnown(list, (items) =>
    [...new Map(items.map((item) => [item.id, item])).values()].sort((a, b) =>
      a.id < b.id ? -1 : a.id > b.id ? 1 : 0,
    ),
  );
}
