/**
 * A set of points on a line as the sorted places where it begins and ends:
 *
 *     [1, 4, 9, 12]   =   ┣━━━━━┫       ┣━━━━━┫        1–3 and 9–11
 *                         1     4       9     12
 *
 * Bounds are half-open, so putting sets together needs comparing and never counting. Points may be numbers or texts of
 * one length, whatever `<` puts in the right order. Always of even length, strictly rising: one writing for each set.
 */
export type Bounds<B extends Bound = Bound> = readonly B[];

/** A place on the line. */
export type Bound = number | string;

/** The points that `keep` chooses by which of the two sets they are in. */
export function combine<B extends Bound>(
  a: Bounds<B>,
  b: Bounds<B>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Bounds<B> {
  const kept: B[] = [];
  let [i, j, inside] = [0, 0, false];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    const at = (y === undefined || (x !== undefined && x < y) ? x : y) as B;
    if (x === at) i++;
    if (y === at) j++;
    // An odd number of bounds passed means that we stand inside.
    const now = keep(i % 2 === 1, j % 2 === 1);
    if (now !== inside) kept.push(at);
    inside = now;
  }
  return kept;
}

export const unite = <B extends Bound>(a: Bounds<B>, b: Bounds<B>): Bounds<B> => {
  if (a.length === 0 || a === b) return b;
  return b.length === 0 ? a : combine(a, b, (inA, inB) => inA || inB);
};

export const intersect = <B extends Bound>(a: Bounds<B>, b: Bounds<B>): Bounds<B> => {
  if (a === b || a.length === 0) return a;
  return b.length === 0 ? b : combine(a, b, (inA, inB) => inA && inB);
};

export const subtract = <B extends Bound>(a: Bounds<B>, b: Bounds<B>): Bounds<B> =>
  a.length === 0 || b.length === 0 ? a : combine(a, b, (inA, inB) => inA && !inB);

export const same = <B extends Bound>(a: Bounds<B>, b: Bounds<B>): boolean =>
  a === b || (a.length === b.length && a.every((bound, index) => bound === b[index]));

/** Whether `point` is in the set, by bisection. */
export function holds<B extends Bound>(bounds: Bounds<B>, point: B): boolean {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as B) <= point) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** Union of any number of half-open intervals, in any order, overlapping or not. */
export function uniteAll<B extends Bound>(intervals: readonly (readonly [start: B, end: B])[]): Bounds<B> {
  const sorted = intervals.filter(([start, end]) => start < end).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const united: B[] = [];
  for (const [start, end] of sorted) {
    const last = united.at(-1);
    if (last === undefined || start > last) united.push(start, end);
    else if (end > last) united[united.length - 1] = end;
  }
  return united;
}

/** The intervals of a set, in order. */
export function* intervalsOf<B extends Bound>(bounds: Bounds<B>): Iterable<readonly [start: B, end: B]> {
  for (let i = 0; i < bounds.length; i += 2) yield [bounds[i] as B, bounds[i + 1] as B];
}
