import type { AliListener } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text, wordsOf } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';

/** A proxy of the cloud that stands between clients and an origin; they come to the origin from its few addresses. */
export interface AliFront {
  readonly service: 'waf' | 'proxy';
  /** The domain, or the instance, for people: `www.example.com`. */
  readonly name: string;
  /** In words: `WAF (www.example.com)`. */
  readonly label: Text;
  /** `iphash`, `ip_hash`, … where it hashes the client's address itself. */
  readonly hashesClients: boolean;
  /** How long it waits for an answer of the origin. */
  readonly readSeconds?: number;
  /** How long it keeps an idle connection to the origin. */
  readonly keepaliveSeconds?: number;
  /** Calls without which its timeouts are not known. */
  readonly unread?: readonly MissingCall[];
}

/** What stands in front: certain, and whether everything that could tell of more was read. */
export type AliFronts = Known<readonly AliFront[]>;

const WAF = (name: string): string => `WAF (${name})`;
const PROXY = (name: Text): Text => say`Anti-DDoS Proxy (${name})`;

/** The proxies whose origin is one of these addresses or names. */
export function frontsOfOrigin(region: Pick<AliRegion, 'central'>, origins: readonly string[]): AliFronts {
  const { wafDomains, proxyDomains, proxyPorts } = region.central;
  const wanted = new Set(origins);
  const missing: MissingCall[] = [wafDomains, proxyDomains, proxyPorts].flatMap((list) =>
    list.known ? [] : list.missing,
  );
  const fronts: AliFront[] = [];
  for (const { id, detail } of seenOf(wafDomains)) {
    if (!detail.known) {
      missing.push(...detail.missing);
      continue;
    }
    const { origins: main, backupOrigins, scheduler, readSeconds, keepalive, keepaliveSeconds } = detail.value;
    if (![...main, ...backupOrigins].some((each) => wanted.has(each))) continue;
    fronts.push({
      service: 'waf',
      name: id,
      label: WAF(id),
      hashesClients: scheduler === 'iphash',
      ...(readSeconds === undefined ? {} : { readSeconds }),
      ...(keepalive === false || keepaliveSeconds === undefined ? {} : { keepaliveSeconds }),
    });
  }
  for (const { id, origins: own, policy, keepalive } of seenOf(proxyDomains)) {
    if (!own.some((each) => wanted.has(each))) continue;
    const readSeconds = policy.known ? policy.value.readSeconds : undefined;
    const idle = keepalive.known && keepalive.value.enabled ? keepalive.value.seconds : undefined;
    const unread = [policy, keepalive].flatMap((fact) => (fact.known ? [] : fact.missing));
    fronts.push({
      service: 'proxy',
      name: id,
      label: PROXY(id),
      hashesClients: policy.known && policy.value.scheduler === 'ip_hash',
      ...(unread.length === 0 ? {} : { unread }),
      ...(readSeconds === undefined ? {} : { readSeconds }),
      ...(idle === undefined ? {} : { keepaliveSeconds: idle }),
    });
  }
  for (const { instanceId, frontendPort, origins: own } of seenOf(proxyPorts)) {
    if (!own.some((each) => wanted.has(each))) continue;
    const name = say`${instanceId ?? say`instance`} port ${frontendPort ?? '?'}`;
    fronts.push({ service: 'proxy', name: wordsOf(name), label: PROXY(name), hashesClients: false });
  }
  return missing.length === 0 ? known(fronts) : unknown(missing, fronts);
}

/** Whether there may be a proxy of the cloud that has an origin anywhere. */
export const hasFronts = ({ central }: Pick<AliRegion, 'central'>): boolean =>
  [central.wafDomains, central.proxyDomains, central.proxyPorts].some((list) => !list.known || list.value.length > 0);

/** The proxies that a listener's clients come through: its addresses are their origin, WAF was put in front of it, or it admits only them. */
export function frontsOfListener(region: AliRegion, listener: AliListener, addresses: readonly string[]): AliFronts {
  const balancer = seenOf(region.loadBalancers).find(({ id }) => id === listener.balancerId);
  const names = balancer?.dnsName === undefined ? addresses : [...addresses, balancer.dnsName];
  const origin = frontsOfOrigin(region, names);
  const { wafResources, wafResourcePorts } = region.central;
  const unreadPorts: MissingCall[] = [];
  const attached = seenOf(wafResources)
    .filter(({ id }) => id === listener.balancerId)
    .flatMap((resource): readonly AliFront[] => {
      const ports = seenOf(wafResourcePorts).filter(({ resourceId }) => resourceId === resource.id);
      const own = ports.find(({ port }) => port === listener.ports[0]);
      if (!own && !wafResourcePorts.known) {
        unreadPorts.push(...wafResourcePorts.missing);
        return [];
      }
      if (ports.length > 0 && !own) return [];
      return [
        {
          service: 'waf',
          name: resource.id,
          label: WAF(resource.id),
          hashesClients: false,
          ...(own?.readSeconds === undefined ? {} : { readSeconds: own.readSeconds }),
          ...(own?.keepalive === false || own?.keepaliveSeconds === undefined
            ? {}
            : { keepaliveSeconds: own.keepaliveSeconds }),
        },
      ];
    });
  const admitted = frontsOfAccess(region, listener);
  const fronts = [...seenOf(origin), ...attached, ...admitted];
  const distinct = [...new Map(fronts.map((front) => [wordsOf(front.label), front])).values()];
  const missing = [
    ...(origin.known ? [] : origin.missing),
    ...(wafResources.known ? [] : wafResources.missing),
    ...unreadPorts,
  ];
  return missing.length === 0 ? known(distinct) : unknown(missing, distinct);
}

/** A white list that holds nothing but a proxy's own ranges says who the clients are. */
function frontsOfAccess(region: AliRegion, { access }: AliListener): readonly AliFront[] {
  if (!access.known || !access.value.isOn || access.value.type !== 'white') return [];
  const lists = access.value.aclIds.map((id) => seenOf(region.accessLists).find((list) => list.id === id)?.entries);
  if (!lists.every((list) => list?.known)) return [];
  const admitted = AddressSet.of(
    'ipv4',
    lists.flatMap((list) => (list?.known ? list.value : [])),
  );
  if (admitted.isEmpty) return [];
  const within = (sources: Known<readonly string[]>): boolean =>
    sources.known && AddressSet.of('ipv4', sources.value).covers(admitted);
  return [
    ...(within(region.central.wafSources)
      ? [
          {
            service: 'waf' as const,
            name: 'back-to-source ranges',
            label: say`WAF (its access list admits only WAF)`,
            hashesClients: false,
          },
        ]
      : []),
    ...(within(region.central.proxySources)
      ? [
          {
            service: 'proxy' as const,
            name: 'back-to-source ranges',
            label: say`Anti-DDoS Proxy (its access list admits only that)`,
            hashesClients: false,
          },
        ]
      : []),
  ];
}
