import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import type { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import { distinctReasons, incomplete, type Reason } from '../hop.ts';
import type { Openness } from '../openness.ts';
import { type Interval, PortSet } from '../port-set.ts';
import { TrafficSet } from '../traffic-set.ts';
import { type Closing, closingsOf } from './closed-by.ts';
import type { Hider } from './hidden-clients.ts';
import type { Passage } from './passage.ts';
import type { ClientPorts, ReplyPart } from './replies.ts';

/** Traffic that gets through: one line of an answer. */
export interface ClassEntry {
  readonly verdict: 'reachable' | 'unknown';
  /** IANA number; -1 where `name` is `all` or `other`. */
  readonly protocol: number;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, `other` for the protocols that nothing names, `all` for every one. */
  readonly name: string;
  /** Of `other`: numbers that something names and that stand for themselves, if at all. */
  readonly except?: readonly number[];
  readonly ports?: readonly Interval[];
  readonly types?: readonly Interval[];
  readonly codes?: readonly Interval[];
  readonly sources: AddressSet;
  readonly clientPorts: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  /** Why it is unknown. */
  readonly reasons?: readonly Reason[];
  /** What it comes from in the eyes of filters further on, where they do not see the client. */
  readonly hiddenBehind?: Hider;
}

/** Protocols that are always told apart, and -1, which stands for the rest. */
const COMMON: ReadonlySet<number> = new Set([TCP, UDP, ICMP, ICMPV6, ALL_PROTOCOLS]);

/** Traffic of one protocol with one say about client ports. */
interface Part extends ReplyPart {
  readonly protocol: number;
}

/** The answer for all interfaces that the same filters and routes decide over. Evaluated once, when first asked. */
export class TrafficClass {
  readonly #passage: Passage;
  readonly #groups: Openness;
  #protocols: readonly number[] | undefined;
  #closings: readonly Closing[] | undefined;
  #certainParts: readonly Part[] | undefined;
  #possibleParts: readonly Part[] | undefined;
  #entries: readonly ClassEntry[] | undefined;
  readonly #unsure = new Map<string, readonly ClassEntry[]>();

  constructor(passage: Passage, groups: Openness) {
    this.#passage = passage;
    this.#groups = groups;
  }

  /** Whether nothing gets through, whatever the unread parts say. */
  get isClosed(): boolean {
    return this.#possible().length === 0;
  }

  /** What gets through and what may, where every gate is certainly open. */
  entries(): readonly ClassEntry[] {
    if (!this.#entries) {
      const must = this.#certain();
      const doubtful = this.#possible() === must ? [] : this.#possible().flatMap((part) => withoutTraffic(part, must));
      this.#entries = [
        ...this.#lines(must, 'reachable'),
        ...this.#lines(doubtful, 'unknown', (part, traffic) => this.#doubtsAbout(part.protocol, traffic)),
      ];
    }
    return this.#entries;
  }

  /** What may get through where a gate is in doubt, for the reasons given. */
  entriesInDoubt(reasons: readonly Reason[]): readonly ClassEntry[] {
    const key = JSON.stringify(reasons);
    let entries = this.#unsure.get(key);
    if (!entries) {
      entries = this.#lines(this.#possible(), 'unknown', (part, traffic) =>
        distinctReasons([...reasons, ...this.#doubtsAbout(part.protocol, traffic)]),
      );
      this.#unsure.set(key, entries);
    }
    return entries;
  }

  #certain(): readonly Part[] {
    this.#certainParts ??= this.#parts('must');
    return this.#certainParts;
  }

  #possible(): readonly Part[] {
    this.#possibleParts ??= this.#isCertain ? this.#certain() : this.#parts('may');
    return this.#possibleParts;
  }

  get #isCertain(): boolean {
    return this.#passage.isCertain && this.#groups.missing.length === 0;
  }

  /** The protocols that are told apart: those that something names, and -1 for all others. */
  get protocols(): readonly number[] {
    this.#protocols ??= this.#toldApart();
    return this.#protocols;
  }

  /** The filters and routes that keep everything out, or that together do. */
  get closings(): readonly Closing[] {
    this.#closings ??= closingsOf(this.#groups, this.#passage.inputs, this.protocols);
    return this.#closings;
  }

  /** What `other` is not about, besides the protocols that always stand for themselves. */
  #named(): Pick<ClassEntry, 'except'> {
    const except = this.protocols.filter((protocol) => !COMMON.has(protocol));
    return except.length === 0 ? {} : { except };
  }

  #toldApart(): readonly number[] {
    const { family, protocols } = this.#passage;
    const foreign = family === 'ipv4' ? ICMPV6 : ICMP;
    const named = new Set(protocols);
    for (const protocol of this.#groups.protocols) if (protocol !== foreign) named.add(protocol);
    return [...[...named].sort((a, b) => a - b), ALL_PROTOCOLS];
  }

  #parts(side: keyof Certainty<unknown>): readonly Part[] {
    const parts: Part[] = [];
    for (const protocol of this.protocols) {
      const admitted = this.#groups.of(protocol)[side];
      if (admitted.isEmpty) continue;
      for (const part of this.#passage.parts(protocol, side)) {
        const traffic = admitted.intersect(part.traffic);
        if (!traffic.isEmpty) parts.push({ ...part, protocol, traffic });
      }
    }
    return parts;
  }

  /** Why traffic that may pass does not certainly pass. */
  #doubtsAbout(protocol: number, traffic: TrafficSet): readonly Reason[] {
    const own = this.#groups.of(protocol).must.covers(traffic) ? [] : this.#groups.missing.map(incomplete);
    return distinctReasons([...own, ...this.#passage.doubtsAbout(protocol, traffic)]);
  }

  #lines(
    parts: readonly Part[],
    verdict: ClassEntry['verdict'],
    reasonsFor?: (part: Part, traffic: TrafficSet) => readonly Reason[],
  ): readonly ClassEntry[] {
    if (parts.length === 0) return [];
    const everything = this.#asEverything(parts);
    if (everything) {
      const [part] = parts as [Part];
      return [
        {
          verdict,
          protocol: ALL_PROTOCOLS,
          name: 'all',
          sources: everything,
          clientPorts: 'full',
          ...(reasonsFor ? { reasons: reasonsFor(part, part.traffic) } : {}),
        },
      ];
    }
    return parts.flatMap((part) =>
      part.traffic.boxes().flatMap(({ ports, addresses }) => {
        const reasons = reasonsFor?.(part, TrafficSet.onEveryPort(addresses).withinPorts(ports));
        return shapesOf(part.protocol, ports).map(
          (shape): ClassEntry => ({
            verdict,
            protocol: part.protocol,
            ...shape,
            ...(shape.name === 'other' ? this.#named() : {}),
            sources: addresses,
            clientPorts: part.clientPorts,
            ...(part.clientPortRanges ? { clientPortRanges: part.clientPortRanges } : {}),
            ...(reasons ? { reasons } : {}),
          }),
        );
      }),
    );
  }

  /** The sources, where every port of every protocol is open to the same ones without a condition. */
  #asEverything(parts: readonly Part[]): AddressSet | undefined {
    const protocols = this.protocols;
    const sources = parts[0]?.traffic.addresses();
    if (!sources || parts.length !== protocols.length) return undefined;
    const isWhole = parts.every(({ protocol, clientPorts, traffic }) => {
      const [slice] = traffic.slices;
      const first = protocol === TCP || protocol === UDP ? 1 : 0;
      return (
        clientPorts === 'full' &&
        traffic.slices.length === 1 &&
        slice?.first === first &&
        slice.last === 65535 &&
        slice.addresses.equals(sources)
      );
    });
    const distinct = new Set(parts.map(({ protocol }) => protocol)).size;
    return isWhole && distinct === protocols.length ? sources : undefined;
  }
}

/** A part less what other parts of its protocol hold. */
function withoutTraffic(part: Part, others: readonly Part[]): readonly Part[] {
  const traffic = others
    .filter(({ protocol }) => protocol === part.protocol)
    .reduce((rest, other) => rest.subtract(other.traffic), part.traffic);
  return traffic.isEmpty ? [] : [{ ...part, traffic }];
}

/** How ports, or ICMP types and codes, are written: messages whose types have the same codes stand together. */
function shapesOf(protocol: number, ports: PortSet): readonly Pick<ClassEntry, 'name' | 'ports' | 'types' | 'codes'>[] {
  if (protocol === TCP || protocol === UDP) return [{ name: protocolName(protocol), ports: ports.intervals() }];
  if (protocol !== ICMP && protocol !== ICMPV6)
    return [{ name: protocol === ALL_PROTOCOLS ? 'other' : String(protocol) }];
  const name = protocolName(protocol);
  const typesByCodes = new Map<string, { readonly codes: readonly Interval[]; readonly types: Interval[] }>();
  const add = (first: number, last: number, codes: readonly Interval[]): void => {
    const same = typesByCodes.get(String(codes)) ?? { codes, types: [] };
    same.types.push([first, last]);
    typesByCodes.set(String(codes), same);
  };
  for (let type = 0; type < 256; type++) {
    const codes = ports.intersect(PortSet.of([type * 256, type * 256 + 255])).intervals();
    if (codes.length === 0) continue;
    add(
      type,
      type,
      codes.map(([from, to]) => [from - type * 256, to - type * 256] as const),
    );
  }
  return [...typesByCodes.values()].map(({ codes, types }) => ({
    name,
    types: PortSet.of(...types).intervals(),
    codes,
  }));
}
