import type { Family } from '#inventory/addresses.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import type { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import { distinctReasons, incomplete, type Reason } from '../hop.ts';
import type { Openness } from '../openness.ts';
import { ALL_PORTS, type Interval, PortSet } from '../port-set.ts';
import { TrafficSet } from '../traffic-set.ts';
import { type ClientPorts, type ReplyPart, replyParts } from './replies.ts';

/** Everything that decides which packets of strangers arrive and are answered, apart from yes-or-no gates. */
export interface ClassInputs {
  readonly family: Family;
  /** What strangers there are. */
  readonly sources: AddressSet;
  /** What the packet passes on the way in; all must let it through. */
  readonly inbound: readonly Openness[];
  /** What the reply passes. */
  readonly outbound: Openness;
  /** Clients that the routes lead replies to, and why that is not sure. */
  readonly routes: { readonly passes: Certainty<AddressSet>; readonly reasons: readonly Reason[] };
}

/** Traffic that gets through: one line of an answer. */
export interface ClassEntry {
  readonly verdict: 'reachable' | 'unknown';
  /** IANA number; -1 where `name` is `all` or `other`. */
  readonly protocol: number;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, `other` for the protocols that nothing names, `all` for every one. */
  readonly name: string;
  readonly ports?: readonly Interval[];
  readonly types?: readonly Interval[];
  readonly codes?: readonly Interval[];
  readonly sources: AddressSet;
  readonly clientPorts: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  /** Why it is unknown. */
  readonly reasons?: readonly Reason[];
}

/** Traffic of one protocol with one say about client ports. */
interface Part extends ReplyPart {
  readonly protocol: number;
}

/** The answer for all interfaces that the same filters and routes decide over. Evaluated once, when first asked. */
export class TrafficClass {
  readonly inputs: ClassInputs;
  #certainParts: readonly Part[] | undefined;
  #possibleParts: readonly Part[] | undefined;
  #entries: readonly ClassEntry[] | undefined;
  readonly #unsure = new Map<string, readonly ClassEntry[]>();

  constructor(inputs: ClassInputs) {
    this.inputs = inputs;
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
    const { inbound, outbound, routes } = this.inputs;
    return (
      routes.passes.must === routes.passes.may &&
      outbound.missing.length === 0 &&
      inbound.every(({ missing }) => missing.length === 0)
    );
  }

  /** The protocols that are told apart: those that something names, and -1 for all others. */
  get protocols(): readonly number[] {
    const { family, inbound, outbound } = this.inputs;
    const icmp = family === 'ipv4' ? ICMP : ICMPV6;
    const foreign = family === 'ipv4' ? ICMPV6 : ICMP;
    const named = [...inbound, outbound].flatMap(({ protocols }) => protocols);
    const numbers = [...new Set([TCP, UDP, icmp, ...named])].filter((protocol) => protocol !== foreign);
    return [...numbers.sort((a, b) => a - b), ALL_PROTOCOLS];
  }

  #parts(side: keyof Certainty<unknown>): readonly Part[] {
    const { sources, inbound, outbound, routes } = this.inputs;
    const clients = sources.intersect(routes.passes[side]);
    if (clients.isEmpty) return [];
    return this.protocols.flatMap((protocol) => {
      let forward = TrafficSet.onEveryPort(clients);
      for (const filter of inbound) forward = forward.intersect(filter.of(protocol)[side]);
      if (protocol === TCP || protocol === UDP) forward = forward.withinPorts(ALL_PORTS);
      if (forward.isEmpty) return [];
      return replyParts(outbound, protocol)[side].flatMap((part): readonly Part[] => {
        const traffic = forward.intersect(part.traffic);
        return traffic.isEmpty ? [] : [{ ...part, protocol, traffic }];
      });
    });
  }

  /** Why traffic that may pass does not certainly pass. */
  #doubtsAbout(protocol: number, traffic: TrafficSet): readonly Reason[] {
    const { inbound, outbound, routes } = this.inputs;
    const reasons: Reason[] = [];
    for (const filter of inbound)
      if (!filter.of(protocol).must.covers(traffic)) reasons.push(...filter.missing.map(incomplete));
    reasons.push(...outbound.missing.map(incomplete));
    if (!routes.passes.must.covers(traffic.addresses())) reasons.push(...routes.reasons);
    return distinctReasons(reasons);
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
