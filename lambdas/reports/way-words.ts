import type { Family } from '#inventory/addresses.ts';
import { protocolNumber } from '#inventory/protocols.ts';
import type { Tongue } from '#languages/tongue.ts';
import { AddressSet } from '#network/address-set.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import { INTERNET, isWorld } from '#network/internet.ts';
import type { Interval } from '#network/port-set.ts';
import { SERVICES, type ServiceFamily } from '#network/services.ts';
import { say, sayAll, type Text } from '#platform/text.ts';

/** Ports of one protocol as people say them, and the family of services that makes them worth a look. */
export interface PortWord {
  /** `22`, `5900–5903`; `all ports`; empty where the protocol has none. */
  readonly range: Text;
  /** The service that listens there, where the ports are those of one. */
  readonly service?: string;
  /** The gravest family that has a service on any of the ports. */
  readonly family?: ServiceFamily;
}

/** Gravest first: a port of several families is told as the first of them. */
const FAMILIES: readonly ServiceFamily[] = ['admin', 'data', 'file', 'amplifiers', 'public'];

/** What is open, range by range: `22` SSH, `443` HTTPS, `8000–9000`. ICMP has types instead; other protocols have neither. */
export function portWords({
  protocol,
  ports,
  types,
}: Pick<ExposureRecord, 'protocol' | 'ports' | 'types'>): readonly PortWord[] {
  if (protocol === 'all') return [{ range: '', family: 'admin' }];
  if (!ports) return [{ range: types ? typeText(types) : '' }];
  return ports.map((interval) => portWord(protocolNumber(protocol) ?? -1, interval));
}

function portWord(protocol: number, interval: Interval): PortWord {
  const [first, last] = interval;
  if (first <= 1 && last === 65_535) return { range: say`all ports`, family: 'admin' };
  const range = first === last ? `${first}` : `${first}–${last}`;
  for (const family of FAMILIES) {
    for (const { name, protocols, ports } of SERVICES[family]) {
      if (!protocols.includes(protocol) || !ports.some(([from, to]) => from <= last && first <= to)) continue;
      const isAll = ports.some(([from, to]) => from <= first && last <= to);
      return { range, family, ...(isAll ? { service: name } : {}) };
    }
  }
  return { range };
}

const typeText = (types: readonly Interval[]): Text => {
  if (types.length === 1 && types[0]?.[0] === 0 && types[0][1] === 255) return '';
  return say`type ${types.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ')}`;
};

/** A protocol as people say it: `tcp`, `protocol 47`, `everything`. */
export function protocolWord(protocol: string): Text {
  if (protocol === 'all') return say`everything`;
  if (protocol === 'other') return say`other protocols`;
  return /^\d+$/.test(protocol) ? say`protocol ${protocol}` : protocol;
}

/** `tcp 22 (SSH), 443 (HTTPS)`, with at most `most` ranges. */
export function portsText(way: Pick<ExposureRecord, 'protocol' | 'ports' | 'types'>, t: Tongue, most = 6): string {
  const words = portWords(way);
  const shown = words
    .slice(0, most)
    .map(({ range, service }) => (service ? `${t.words(range)} (${service})` : t.words(range)));
  const ports = t.words(sayAll(shown));
  const all = words.length > most ? t`${ports} and ${words.length - most} more` : ports;
  return `${t.words(protocolWord(way.protocol))} ${all}`.trimEnd();
}

/** Who gets in, as far as one line can say it. */
export interface Strangers {
  /** `everywhere`, `almost everywhere`, `203.0.113.0/24 and 2 more`. */
  readonly text: Text;
  /** Whether that is the world, as checks understand it. */
  readonly isWorld: boolean;
}

/** Says a source set in words. Many ways in share one set, so what was said once is kept. */
export class SourceWords {
  readonly #said = new Map<string, Strangers>();

  of(family: Family, sources: readonly string[]): Strangers {
    const key = `${family} ${sources.join(' ')}`;
    const said = this.#said.get(key) ?? strangers(family, sources);
    this.#said.set(key, said);
    return said;
  }
}

const SOURCES_SHOWN = 3;

function strangers(family: Family, sources: readonly string[]): Strangers {
  const set = AddressSet.of(family, sources);
  if (isWorld(set)) return { text: isAllBut(set, 1_000n) ? say`everywhere` : say`almost everywhere`, isWorld: true };
  const shown = sayAll(sources.slice(0, SOURCES_SHOWN));
  const text = sources.length > SOURCES_SHOWN ? say`${shown} and ${sources.length - SOURCES_SHOWN} more` : shown;
  return { text, isWorld: false };
}

/** Whether less than one in so many addresses is missing: a machine's own network does not come from the Internet. */
const isAllBut = (set: AddressSet, oneIn: bigint): boolean =>
  INTERNET[set.family].subtract(set).size() * oneIn < INTERNET[set.family].size();

/** The name in a balancer's ARN: `…:loadbalancer/app/shop-front/4de85c6a1efc9b35` is `shop-front`. Anything else as it is. */
export const shortId = (id: string): string => /^arn:[^:]*:[^/]*\/(?:app|net|gwy)\/([^/]+)\//.exec(id)?.[1] ?? id;

/** How one gets in, as {@link whence} needs it. */
export interface Way {
  readonly strangers: Strangers;
  readonly addresses: readonly string[];
  readonly via: { readonly id: string; readonly listenerPort: number } | null;
  readonly clients: Text;
  readonly reasons: readonly string[];
}

const REASONS_SHOWN = 3;

/** `from everywhere at 52.0.0.10`, `from everywhere through shop-front port 443`. */
export function whence({ strangers, addresses, via, clients, reasons }: Way, t: Tongue, addressesShown = 3): string {
  const from = strangers.text;
  const shown = sayAll(addresses.slice(0, addressesShown));
  const more = addresses.length - addressesShown;
  const at = more > 0 ? say`${shown} and ${more} more` : shown;
  const way = via
    ? t`from ${from} through ${shortId(via.id)} port ${via.listenerPort}`
    : addresses.length > 0
      ? t`from ${from} at ${at}`
      : t`from ${from}`;
  const doubt = reasons.length > 0 ? t`(not known without ${sayAll(reasons.slice(0, REASONS_SHOWN))})` : '';
  return [way, t.words(clients), doubt].filter((part) => part !== '').join(' ');
}
