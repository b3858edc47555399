import { type Family, familyOf } from '#inventory/addresses.ts';
import { cidrsOfInterval, intervalOfCidr, numberAt, placeOf, wholeLine } from './address-line.ts';
import { type Bounds, holds, intersect, intervalsOf, same, subtract, unite, uniteAll } from './bounds.ts';

/** An exact set of addresses of one family. Immutable; equal sets have one writing, so output never depends on input order. */
export class AddressSet {
  static readonly #none = { ipv4: new AddressSet('ipv4', []), ipv6: new AddressSet('ipv6', []) } as const;
  static readonly #all = {
    ipv4: new AddressSet('ipv4', wholeLine('ipv4')),
    ipv6: new AddressSet('ipv6', wholeLine('ipv6')),
  } as const;

  readonly family: Family;
  readonly #bounds: Bounds;
  #cidrs: readonly string[] | undefined;
  #key: string | undefined;

  private constructor(family: Family, bounds: Bounds) {
    this.family = family;
    this.#bounds = bounds;
  }

  static none(family: Family): AddressSet {
    return AddressSet.#none[family];
  }

  /** Every address of the family, public or not. */
  static all(family: Family): AddressSet {
    return AddressSet.#all[family];
  }

  /** The union of canonical CIDRs or addresses; those of the other family are passed over. */
  static of(family: Family, cidrs: Iterable<string>): AddressSet {
    const intervals = [];
    for (const cidr of cidrs) if (familyOf(cidr) === family) intervals.push(intervalOfCidr(cidr));
    return intervals.length === 0 ? AddressSet.#none[family] : new AddressSet(family, uniteAll(intervals));
  }

  static unionOf(family: Family, sets: readonly AddressSet[]): AddressSet {
    const filled = sets.filter((set) => set.family === family && !set.isEmpty);
    if (filled.length < 2) return filled[0] ?? AddressSet.#none[family];
    if (filled.length === 2) return (filled[0] as AddressSet).union(filled[1] as AddressSet);
    return new AddressSet(family, uniteAll(filled.flatMap((set) => [...intervalsOf(set.#bounds)])));
  }

  get isEmpty(): boolean {
    return this.#bounds.length === 0;
  }

  /** A short text that is the same for equal sets and for no others. */
  get key(): string {
    this.#key ??= this.#bounds.map((bound) => (typeof bound === 'number' ? bound.toString(36) : bound)).join(' ');
    return this.#key;
  }

  union(other: AddressSet): AddressSet {
    return this.#made(unite(this.#bounds, this.#boundsOf(other)), other);
  }

  intersect(other: AddressSet): AddressSet {
    // By far the most rules are about everybody.
    if (this.#isAll && other.family === this.family) return other;
    if (other.#isAll && other.family === this.family) return this;
    return this.#made(intersect(this.#bounds, this.#boundsOf(other)), other);
  }

  subtract(other: AddressSet): AddressSet {
    return this.#made(subtract(this.#bounds, this.#boundsOf(other)), other);
  }

  complement(): AddressSet {
    return AddressSet.#all[this.family].subtract(this);
  }

  equals(other: AddressSet): boolean {
    return this === other || (this.family === other.family && same(this.#bounds, other.#bounds));
  }

  /** Whether every address of `other` is in this set. */
  covers(other: AddressSet): boolean {
    return other.subtract(this).isEmpty;
  }

  overlaps(other: AddressSet): boolean {
    return !this.intersect(other).isEmpty;
  }

  /** Whether a canonical address is in the set. */
  contains(address: string): boolean {
    return familyOf(address) === this.family && holds(this.#bounds, placeOf(address));
  }

  /** The fewest CIDRs that are exactly this set, in rising order. */
  cidrs(): readonly string[] {
    this.#cidrs ??= [...intervalsOf(this.#bounds)].flatMap((interval) => [...cidrsOfInterval(this.family, interval)]);
    return this.#cidrs;
  }

  /** How many addresses the set has. */
  size(): bigint {
    let size = 0n;
    for (const [start, end] of intervalsOf(this.#bounds)) size += numberAt(end) - numberAt(start);
    return size;
  }

  /** The share of `universe` that is in this set, from 0 to 1. */
  shareOf(universe: AddressSet): number {
    return universe.isEmpty ? 0 : Number(this.intersect(universe).size()) / Number(universe.size());
  }

  get #isAll(): boolean {
    return this.#bounds.length === 2 && this.equals(AddressSet.#all[this.family]);
  }

  #boundsOf(other: AddressSet): Bounds {
    if (other.family !== this.family) throw new Error(`cannot put ${this.family} and ${other.family} together`);
    return other.#bounds;
  }

  /** Keeps the object where nothing changed, so that equal sets are often the same set. */
  #made(bounds: Bounds, other: AddressSet): AddressSet {
    if (same(bounds, this.#bounds)) return this;
    if (same(bounds, other.#bounds)) return other;
    return bounds.length === 0 ? AddressSet.#none[this.family] : new AddressSet(this.family, bounds);
  }
}
