import type { MissingCall } from '#snapshot/recorded-call.ts';

/**
 * An answer when not everything could be read: what holds whatever the unread part says, and what may hold if it says so.
 * `must` is always within `may`; where everything was read they are the same.
 */
export interface Certainty<T> {
  readonly must: T;
  readonly may: T;
}

/** An answer that nothing unread can change. */
export const certain = <T>(value: T): Certainty<T> => ({ must: value, may: value });

/** Both sides changed by one function; what was the same stays the same object. */
export const mapCertainty = <T, R>({ must, may }: Certainty<T>, change: (value: T) => R): Certainty<R> => {
  const changed = change(must);
  return { must: changed, may: must === may ? changed : change(may) };
};

/** Two answers put together by a function that grows with both of them. */
export const joinCertainty = <T, U, R>(a: Certainty<T>, b: Certainty<U>, join: (a: T, b: U) => R): Certainty<R> => {
  const must = join(a.must, b.must);
  return { must, may: a.must === a.may && b.must === b.may ? must : join(a.may, b.may) };
};

/** Each missing call once, in a fixed order. */
export const distinctCalls = (missing: Iterable<MissingCall>): readonly MissingCall[] =>
  [...new Map([...missing].map((each) => [`${each.call}\n${each.code}\n${each.message}`, each])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each);
