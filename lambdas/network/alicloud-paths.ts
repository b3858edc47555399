import type { AliListener } from '#inventory/alicloud/balancing.ts';
import type { CdnDomainFull } from '#inventory/alicloud/central.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text, wordsOf } from '#platform/text.ts';
import { MALFORMED, type MissingCall } from '#snapshot/recorded-call.ts';
import { frontsOfListener, frontsOfOrigin, hasFronts } from './alicloud-fronts.ts';
import { aliReach } from './alicloud-reach.ts';

/** One hop between a client and the servers. Seconds; absent where the hop has no such setting or it cannot be read. */
export interface AliHop {
  readonly label: Text;
  /** How long it waits for an answer of the next hop. */
  readonly readSeconds?: number;
  /** How long it keeps an idle connection that it accepted. */
  readonly idleSeconds?: number;
  /** How long it keeps an idle connection that it made. */
  readonly keepaliveSeconds?: number;
}

/** Two hops that follow one another, on the way in. */
export interface AliHopPair {
  /** For reports: `<outer>→<inner>`. */
  readonly id: string;
  readonly outer: AliHop;
  readonly inner: AliHop;
}

/** What a finding about a chain is about: a listener, or a website where the inner hop is no listener. */
export interface AliChain {
  readonly id: string;
  readonly name?: string;
  readonly pairs: Known<readonly AliHopPair[]>;
}

const pair = (outer: AliHop, inner: AliHop): AliHopPair => ({
  id: `${wordsOf(outer.label)} → ${wordsOf(inner.label)}`,
  outer,
  inner,
});

const LISTENER_KIND = { clb: 'CLB', alb: 'ALB', nlb: 'NLB' } as const;

/** A listener as a hop. Only HTTP listeners wait for answers; others only pass bytes on. */
export const hopOfListener = ({ kind, id, requestSeconds, idleSeconds }: AliListener): AliHop => ({
  label: say`${LISTENER_KIND[kind]} listener ${id}`,
  ...(requestSeconds === undefined ? {} : { readSeconds: requestSeconds }),
  ...(idleSeconds === undefined ? {} : { idleSeconds }),
});

/** The chains that end at HTTP listeners of a region: what stands before each of them. */
export function listenerChains(region: AliRegion): Known<readonly AliChain[]> {
  const { estate } = aliReach(region);
  const { listeners } = region;
  const chains = seenOf(listeners)
    .filter(
      ({ protocol, redirects }) => (protocol === 'http' || protocol === 'https' || protocol === 'quic') && !redirects,
    )
    .map((listener): AliChain => {
      const balancer = seenOf(region.loadBalancers).find(({ id }) => id === listener.balancerId);
      const addresses = balancer ? estate.addressesOf(balancer) : region.loadBalancers;
      const fronts = frontsOfListener(region, listener, balancer ? seenOf(estate.addressesOf(balancer)) : []);
      const pairs = seenOf(fronts).map(({ unread: _unread, ...front }) => pair(front, hopOfListener(listener)));
      // Where it is not known at which addresses it stands, it may be the origin of any of them.
      const unplaced = addresses.known || !hasFronts(region) ? [] : addresses.missing;
      const missing = [
        ...unplaced,
        ...(fronts.known ? [] : fronts.missing),
        ...seenOf(fronts).flatMap(({ unread = [] }) => unread),
      ];
      return {
        id: listener.id,
        ...(listener.name === undefined ? {} : { name: listener.name }),
        pairs: missing.length === 0 ? known(pairs) : unknown(missing, pairs),
      };
    });
  return listeners.known ? known(chains) : unknown(listeners.missing, chains);
}

/** Seconds that CDN waits for an origin: its documented default, unless a function says otherwise. */
const CDN_READ_SECONDS = 30;

/** The name of the function is not verified: another one about timeouts makes it unknown, and not the default. */
function cdnReadSeconds(id: string, functions: CdnDomainFull['functions']): Known<number> {
  if (!functions.known) return unknown(functions.missing);
  const about = functions.value.filter(({ name }) => /timeout/i.test(name));
  if (about.length === 0) return known(CDN_READ_SECONDS);
  const set = about.find(({ name }) => name === 'forward_timeout');
  const told = Number(set?.args['forward_timeout'] ?? set?.args['timeout']);
  if (Number.isFinite(told) && told > 0) return known(told);
  const names = about.map(({ name }) => name).join(', ');
  const message = `what ${names} of ${id} sets cannot be told`;
  return unknown({ call: 'cdn:DescribeCdnDomainConfigs', code: MALFORMED, message });
}

/** The chains before any balancer: CDN → WAF, CDN → Anti-DDoS Proxy, Anti-DDoS Proxy → WAF. */
export function websiteChains(region: AliRegion): Known<readonly AliChain[]> {
  const { proxyDomains, wafDomains, cdnDomains } = region.central;
  const byName = new Map<string, AliHopPair[]>();
  const unread = new Map<string, readonly MissingCall[]>();
  const lacks = (name: string, ...facts: readonly (Known<unknown> | undefined)[]): void => {
    const calls = facts.flatMap((fact) => (fact === undefined || fact.known ? [] : fact.missing));
    if (calls.length > 0) unread.set(name, [...(unread.get(name) ?? []), ...calls]);
  };
  const missing: MissingCall[] = [proxyDomains, wafDomains, cdnDomains].flatMap((list) =>
    list.known ? [] : list.missing,
  );
  const add = (name: string, made: AliHopPair): void => {
    byName.set(name, [...(byName.get(name) ?? []), made]);
  };
  const waf = seenOf(wafDomains);
  const detailOf = (id: string) => waf.find((each) => each.id === id)?.detail;
  const policyOf = (id: string) => seenOf(proxyDomains).find((each) => each.id === id)?.policy;
  const wafHop = (id: string): AliHop => {
    const detail = detailOf(id);
    const read = detail?.known ? detail.value.readSeconds : undefined;
    return { label: `WAF (${id})`, ...(read === undefined ? {} : { readSeconds: read }) };
  };
  const proxyHop = (id: string): AliHop => {
    const policy = policyOf(id);
    const read = policy?.known ? policy.value.readSeconds : undefined;
    return { label: say`Anti-DDoS Proxy (${id})`, ...(read === undefined ? {} : { readSeconds: read }) };
  };
  const cnames = new Map(waf.flatMap(({ id, cname }) => (cname === undefined ? [] : [[cname, id] as const])));
  const proxyCnames = new Map(
    seenOf(proxyDomains).flatMap(({ id, cname }) => (cname === undefined ? [] : [[cname, id] as const])),
  );
  for (const { id, origins } of seenOf(proxyDomains)) {
    for (const origin of origins) {
      const behind =
        cnames.get(origin) ?? (waf.some((each) => each.id === id && /wafcname|waf/.test(origin)) ? id : undefined);
      if (behind === undefined) {
        lacks(id, wafDomains);
        continue;
      }
      add(id, pair(proxyHop(id), wafHop(behind)));
      lacks(id, policyOf(id), detailOf(behind));
    }
  }
  for (const { id, sources, functions } of seenOf(cdnDomains)) {
    const read = cdnReadSeconds(id, functions);
    const cdn: AliHop = { label: `CDN (${id})`, ...(read.known ? { readSeconds: read.value } : {}) };
    for (const { content } of sources) {
      const wafId = cnames.get(content);
      const proxyId = proxyCnames.get(content);
      if (wafId !== undefined) add(id, pair(cdn, wafHop(wafId)));
      if (proxyId !== undefined) add(id, pair(cdn, proxyHop(proxyId)));
      if (wafId === undefined && proxyId === undefined) lacks(id, wafDomains, proxyDomains);
      if (wafId !== undefined || proxyId !== undefined) lacks(id, read, detailOf(wafId ?? ''), policyOf(proxyId ?? ''));
    }
  }
  const ids = [
    ...new Set([
      ...waf.map(({ id }) => id),
      ...seenOf(proxyDomains).map(({ id }) => id),
      ...seenOf(cdnDomains).map(({ id }) => id),
    ]),
  ].sort();
  const chains = ids.map((id): AliChain => {
    const pairs = byName.get(id) ?? [];
    const told = unread.get(id);
    return { id, pairs: told ? unknown(told, pairs) : known(pairs) };
  });
  return missing.length === 0 ? known(chains) : unknown(missing, chains);
}

/** What breaks one of the two ordering rules between neighbours. */
export interface AliDisorder {
  readonly rule: 'read' | 'idle';
  readonly pair: AliHopPair;
  readonly outerSeconds: number;
  readonly innerSeconds: number;
}

/**
 * Where neighbours do not fit: an outer hop that gives up before the inner one, and an inner one that closes idle
 * connections before the outer one stops using them.
 *
 * Both rules follow from how proxies behave; the vendor states neither with numbers for these products.
 */
export function disordersOf(pairs: readonly AliHopPair[]): readonly AliDisorder[] {
  return pairs.flatMap((each): readonly AliDisorder[] => {
    const { outer, inner } = each;
    const found: AliDisorder[] = [];
    if (outer.readSeconds !== undefined && inner.readSeconds !== undefined && outer.readSeconds < inner.readSeconds) {
      found.push({ rule: 'read', pair: each, outerSeconds: outer.readSeconds, innerSeconds: inner.readSeconds });
    }
    if (
      outer.keepaliveSeconds !== undefined &&
      inner.idleSeconds !== undefined &&
      inner.idleSeconds <= outer.keepaliveSeconds
    ) {
      found.push({ rule: 'idle', pair: each, outerSeconds: outer.keepaliveSeconds, innerSeconds: inner.idleSeconds });
    }
    return found;
  });
}

/** The public addresses of a region that some proxy of the cloud has for its origin. */
export interface AliOrigin {
  /** The address, or a balancer's id. */
  readonly id: string;
  readonly balancerId?: string;
  readonly interfaceId?: string;
  readonly fronts: readonly Text[];
}

/** Every origin in a region: listeners' balancers and machines that WAF or Anti-DDoS Proxy names by address. */
export function originsOf(region: AliRegion): Known<readonly AliOrigin[]> {
  const { estate } = aliReach(region);
  const missing: MissingCall[] = [];
  const origins: AliOrigin[] = [];
  const take = (addresses: readonly string[], place: Omit<AliOrigin, 'fronts'>): void => {
    const fronts = frontsOfOrigin(region, addresses);
    if (!fronts.known) missing.push(...fronts.missing);
    const labels = new Map(seenOf(fronts).map(({ label }) => [wordsOf(label), label]));
    if (labels.size > 0)
      origins.push({ ...place, fronts: [...labels.keys()].sort().map((each) => labels.get(each) ?? each) });
  };
  // Addresses that were not read may be the ones that a proxy names, where there is any.
  const maybeNamed = (addresses: Known<unknown>): void => {
    if (!addresses.known && hasFronts(region)) missing.push(...addresses.missing);
  };
  for (const balancer of seenOf(region.loadBalancers)) {
    maybeNamed(estate.addressesOf(balancer));
    const addresses = seenOf(estate.addressesOf(balancer));
    const names = balancer.dnsName === undefined ? addresses : [...addresses, balancer.dnsName];
    if (names.length > 0) take(names, { id: balancer.id, balancerId: balancer.id });
  }
  for (const nic of seenOf(region.interfaces)) {
    maybeNamed(estate.targetsOf(nic));
    const addresses = seenOf(estate.targetsOf(nic)).map(({ publicAddress }) => publicAddress);
    for (const address of new Set(addresses)) take([address], { id: address, interfaceId: nic.id });
  }
  const lists = [region.loadBalancers, region.interfaces].flatMap((list) => (list.known ? [] : list.missing));
  const all = [...missing, ...lists];
  return all.length === 0 ? known(origins) : unknown(all, origins);
}
