import type { Family } from '#inventory/addresses.ts';
import { protocolNumber } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import { INTERNET, isWorld } from '#network/internet.ts';
import type { Interval } from '#network/port-set.ts';
import { SERVICES, type ServiceFamily } from '#network/services.ts';

/** Ports of one protocol as people say them, and the family of services that makes them worth a look. */
export interface PortWord {
  /** `22`, `5900–5903`; `all ports`; empty where the protocol has none. */
  readonly range: string;
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
  if (first <= 1 && last === 65_535) return { range: 'all ports', family: 'admin' };
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

const typeText = (types: readonly Interval[]): string => {
  if (types.length === 1 && types[0]?.[0] === 0 && types[0][1] === 255) return '';
  return `type ${types.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ')}`;
};

/** A protocol as people say it: `tcp`, `protocol 47`, `everything`. */
export function protocolWord(protocol: string): string {
  if (protocol === 'all') return 'everything';
  if (protocol === 'other') return 'other protocols';
  return /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol;
}

/** `tcp 22 (SSH), 443 (HTTPS)`, with at most `most` ranges. */
export function portsText(way: Pick<ExposureRecord, 'protocol' | 'ports' | 'types'>, most = 6): string {
  const words = portWords(way);
  const shown = words.slice(0, most).map(({ range, service }) => (service ? `${range} (${service})` : range));
  const more = words.length > most ? ` and ${words.length - most} more` : '';
  return `${`${protocolWord(way.protocol)} ${shown.join(', ')}`.trimEnd()}${more}`;
}

/** Who gets in, as far as one line can say it. */
export interface Strangers {
  /** `everywhere`, `almost everywhere`, `203.0.113.0/24 and 2 more`. */
  readonly text: string;
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
  if (isWorld(set)) return { text: isAllBut(set, 1_000n) ? 'everywhere' : 'almost everywhere', isWorld: true };
  const more = sources.length > SOURCES_SHOWN ? ` and ${sources.length - SOURCES_SHOWN} more` : '';
  return { text: `${sources.slice(0, SOURCES_SHOWN).join(', ')}${more}`, isWorld: false };
}

/** Whether less than one in so many addresses is missing: a machine's own network does not come from the Internet. */
const isAllBut = (set: AddressSet, oneIn: bigint): boolean =>
  INTERNET[set.family].subtract(set).size() * oneIn < INTERNET[set.family].size();

/** The name in a balancer's ARN: `…:loadbalancer/app/shop-front/4de85c6a1efc9b35` is `shop-front`. Anything else as it is. */
export const shortId = (id: string): string => /^arn:[^:]*:[^/]*\/(?:app|net|gwy)\/([^/]+)\//.exec(id)?.[1] ?? id;
