import type { Family } from '#inventory/addresses.ts';
import { AddressSet } from './address-set.ts';
import { type Interval, PortSet } from './port-set.ts';

/** Addresses that have the same say over an interval of ports. */
export interface Slice {
  readonly first: number;
  readonly last: number;
  readonly addresses: AddressSet;
}

/** What one entry of a filter says: about which ports, about which addresses, and yes or no. */
export interface Layer extends Slice {
  readonly allow: boolean;
}

/** A rectangle of a traffic set: every one of `ports` from every one of `addresses`. */
export interface Box {
  readonly ports: PortSet;
  readonly addresses: AddressSet;
}

/**
 * An exact set of (port × address) pairs of one protocol, kept as slices of ports with the addresses of each:
 *
 *     addresses ▲       ┌────┐
 *               │  ┌────┤    ├──────────┐
 *               │  │    │    │          │
 *               └──┴────┴────┴──────────┴──▶ ports
 *
 * ICMP has `type × 256 + code` in place of the port, other protocols one and the same answer for every number.
 * Immutable; slices rise, touch only where they differ and are never empty, so equal sets have one writing.
 */
export class TrafficSet {
  readonly family: Family;
  readonly slices: readonly Slice[];

  private constructor(family: Family, slices: readonly Slice[]) {
    this.family = family;
    this.slices = slices;
  }

  static none(family: Family): TrafficSet {
    return new TrafficSet(family, []);
  }

  /** Every port (or ICMP type and code) of `addresses`. */
  static onEveryPort(addresses: AddressSet): TrafficSet {
    return TrafficSet.#made(addresses.family, [{ first: 0, last: 65535, addresses }]);
  }

  static everything(family: Family): TrafficSet {
    return TrafficSet.onEveryPort(AddressSet.all(family));
  }

  /** What the layers allow in the end, where for each pair the first layer that covers it decides. */
  static painted(family: Family, layers: readonly Layer[]): TrafficSet {
    const relevant = layers.filter((layer) => layer.first <= layer.last && !layer.addresses.isEmpty);
    const cuts = [...new Set(relevant.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
    const onlyAllows = relevant.every((layer) => layer.allow);
    const slices = cuts.slice(0, -1).map((first, index) => {
      const active = relevant.filter((layer) => layer.first <= first && first <= layer.last);
      const addresses = onlyAllows
        ? AddressSet.unionOf(
            family,
            active.map((layer) => layer.addresses),
          )
        : decideInOrder(family, active);
      return { first, last: (cuts[index + 1] as number) - 1, addresses };
    });
    return TrafficSet.#made(family, slices);
  }

  static #made(family: Family, slices: readonly Slice[]): TrafficSet {
    const kept: Slice[] = [];
    for (const slice of slices) {
      if (slice.addresses.isEmpty) continue;
      const before = kept.at(-1);
      if (before && before.last + 1 === slice.first && before.addresses.equals(slice.addresses))
        kept[kept.length - 1] = { ...before, last: slice.last };
      else kept.push(slice);
    }
    return new TrafficSet(family, kept);
  }

  get isEmpty(): boolean {
    return this.slices.length === 0;
  }

  /** A text that is the same for equal sets and for no others. */
  get key(): string {
    return this.slices.map(({ first, last, addresses }) => `${first}-${last}:${addresses.key}`).join(';');
  }

  union(other: TrafficSet): TrafficSet {
    if (this.isEmpty) return other;
    return other.isEmpty ? this : this.#merge(other, (mine, theirs) => mine.union(theirs));
  }

  intersect(other: TrafficSet): TrafficSet {
    if (this.isEmpty) return this;
    if (other.isEmpty) return other;
    const slices: Slice[] = [];
    let [i, j] = [0, 0];
    while (i < this.slices.length && j < other.slices.length) {
      const [mine, theirs] = [this.slices[i] as Slice, other.slices[j] as Slice];
      const [first, last] = [Math.max(mine.first, theirs.first), Math.min(mine.last, theirs.last)];
      if (first <= last) slices.push({ first, last, addresses: mine.addresses.intersect(theirs.addresses) });
      if (mine.last === last) i++;
      if (theirs.last === last) j++;
    }
    return TrafficSet.#made(this.family, slices);
  }

  subtract(other: TrafficSet): TrafficSet {
    return this.isEmpty || other.isEmpty ? this : this.#merge(other, (mine, theirs) => mine.subtract(theirs));
  }

  /** The part of the set whose addresses are among `addresses`. */
  within(addresses: AddressSet): TrafficSet {
    return TrafficSet.#made(
      this.family,
      this.slices.map((slice) => ({ ...slice, addresses: slice.addresses.intersect(addresses) })),
    );
  }

  /** The part of the set whose ports are among `ports`. */
  withinPorts(ports: PortSet): TrafficSet {
    const slices: Slice[] = [];
    for (const [from, to] of ports.intervals()) {
      for (const { first, last, addresses } of this.slices)
        if (first <= to && from <= last)
          slices.push({ first: Math.max(first, from), last: Math.min(last, to), addresses });
    }
    return TrafficSet.#made(this.family, slices);
  }

  /** The addresses that one port (or ICMP type and code) is open to. */
  at(port: number): AddressSet {
    return (
      this.slices.find(({ first, last }) => first <= port && port <= last)?.addresses ?? AddressSet.none(this.family)
    );
  }

  /** The addresses that any port is open to. */
  addresses(): AddressSet {
    return AddressSet.unionOf(
      this.family,
      this.slices.map((slice) => slice.addresses),
    );
  }

  /** The addresses that every one of the ports is open to. */
  addressesOnAll(first: number, last: number): AddressSet {
    let next = first;
    let addresses = AddressSet.all(this.family);
    for (const slice of this.slices) {
      if (slice.last < next || slice.first > last) continue;
      if (slice.first > next) break;
      addresses = addresses.intersect(slice.addresses);
      next = slice.last + 1;
    }
    return next > last ? addresses : AddressSet.none(this.family);
  }

  /** The ports whose addresses are as `is` asks. Ports that are open to nobody are not asked about. */
  portsWhere(is: (addresses: AddressSet) => boolean): PortSet {
    return PortSet.of(
      ...this.slices.filter(({ addresses }) => is(addresses)).map(({ first, last }): Interval => [first, last]),
    );
  }

  /** One box for each different set of addresses, in the order of their first port. */
  boxes(): readonly Box[] {
    const ports = new Map<string, { addresses: AddressSet; intervals: Interval[] }>();
    for (const { first, last, addresses } of this.slices) {
      const box = ports.get(addresses.key) ?? { addresses, intervals: [] };
      box.intervals.push([first, last]);
      ports.set(addresses.key, box);
    }
    return [...ports.values()].map(({ addresses, intervals }) => ({ addresses, ports: PortSet.of(...intervals) }));
  }

  equals(other: TrafficSet): boolean {
    return (
      this === other ||
      (this.family === other.family &&
        this.slices.length === other.slices.length &&
        this.slices.every((slice, index) => {
          const theirs = other.slices[index] as Slice;
          return slice.first === theirs.first && slice.last === theirs.last && slice.addresses.equals(theirs.addresses);
        }))
    );
  }

  covers(other: TrafficSet): boolean {
    return other.subtract(this).isEmpty;
  }

  #merge(other: TrafficSet, join: (mine: AddressSet, theirs: AddressSet) => AddressSet): TrafficSet {
    const none = AddressSet.none(this.family);
    const cuts = [...new Set([...this.slices, ...other.slices].flatMap(({ first, last }) => [first, last + 1]))].sort(
      (a, b) => a - b,
    );
    let [i, j] = [0, 0];
    const slices: Slice[] = [];
    for (let at = 0; at + 1 < cuts.length; at++) {
      const first = cuts[at] as number;
      while ((this.slices[i]?.last ?? Number.POSITIVE_INFINITY) < first) i++;
      while ((other.slices[j]?.last ?? Number.POSITIVE_INFINITY) < first) j++;
      const [mine, theirs] = [this.slices[i], other.slices[j]];
      const addresses = join(
        mine && mine.first <= first ? mine.addresses : none,
        theirs && theirs.first <= first ? theirs.addresses : none,
      );
      slices.push({ first, last: (cuts[at + 1] as number) - 1, addresses });
    }
    return TrafficSet.#made(this.family, slices);
  }
}

/** First match wins: each layer decides what no layer before it has decided. */
function decideInOrder(family: Family, layers: readonly Layer[]): AddressSet {
  let allowed = AddressSet.none(family);
  let undecided = AddressSet.all(family);
  for (const { addresses, allow } of layers) {
    if (allow) allowed = allowed.union(undecided.intersect(addresses));
    undecided = undecided.subtract(addresses);
    if (undecided.isEmpty) break;
  }
  return allowed;
}
