import { type Bounds, holds, intersect, intervalsOf, same, subtract, unite, uniteAll } from './bounds.ts';

/** First and last number of a closed interval. */
export type Interval = readonly [first: number, last: number];

/** An exact set of numbers from 0 to 65535: ports, or ICMP types and codes as `type × 256 + code`. Immutable. */
export class PortSet {
  readonly #bounds: Bounds<number>;

  private constructor(bounds: Bounds<number>) {
    this.#bounds = bounds;
  }

  /** The union of closed intervals. */
  static of(...intervals: readonly Interval[]): PortSet {
    return new PortSet(uniteAll(intervals.map(([first, last]) => [first, last + 1] as const)));
  }

  get isEmpty(): boolean {
    return this.#bounds.length === 0;
  }

  /** The closed intervals, in rising order, none touching another. */
  intervals(): readonly Interval[] {
    return [...intervalsOf(this.#bounds)].map(([start, end]) => [start, end - 1] as const);
  }

  union(other: PortSet): PortSet {
    return new PortSet(unite(this.#bounds, other.#bounds));
  }

  intersect(other: PortSet): PortSet {
    return new PortSet(intersect(this.#bounds, other.#bounds));
  }

  subtract(other: PortSet): PortSet {
    return new PortSet(subtract(this.#bounds, other.#bounds));
  }

  equals(other: PortSet): boolean {
    return same(this.#bounds, other.#bounds);
  }

  covers(other: PortSet): boolean {
    return other.subtract(this).isEmpty;
  }

  overlaps(other: PortSet): boolean {
    return !this.intersect(other).isEmpty;
  }

  contains(port: number): boolean {
    return holds(this.#bounds, port);
  }

  /** `22, 80–443`, for people. */
  toString(): string {
    return this.intervals()
      .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
      .join(', ');
  }
}

export const NO_PORTS = PortSet.of();
/** Every port that a connection can have. Port 0 is reserved. */
export const ALL_PORTS = PortSet.of([1, 65535]);
