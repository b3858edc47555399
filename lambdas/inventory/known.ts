import { say } from '#platform/text.ts';
import { type MissingCall, NOT_READ, unanswered } from '#snapshot/recorded-call.ts';

/**
 * A fact about the cloud, or the reason we do not have it.
 *
 * "The group has no rules" and "we may not read the group's rules" are different facts,
 * and this type is what keeps a check from mixing them up.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | {
      readonly known: false;
      readonly missing: readonly MissingCall[];
      /** The part that was read, where a list broke off: true of what it names, silent about the rest. */
      readonly seen?: T;
    };

/** A fact that was read. */
export const known = <T>(value: T): Known<T> => ({ known: true, value });

/** A fact that could not be read, and the calls that would have told it. */
export const unknown = <T>(missing: MissingCall | readonly MissingCall[], seen?: T): Known<T> => ({
  known: false,
  missing: Array.isArray(missing) ? missing : [missing as MissingCall],
  ...(seen === undefined ? {} : { seen }),
});

/** A fact whose call was never made. */
export const notRead = <T>(call: string): Known<T> => unknown<T>(unanswered(call, NOT_READ, say`${call} was not read`));

/** The fact with `change` applied where it is known; `seen` is changed alike. */
export function mapKnown<T, R>(fact: Known<T>, change: (value: T) => R): Known<R> {
  if (fact.known) return known(change(fact.value));
  return unknown(fact.missing, fact.seen === undefined ? undefined : change(fact.seen));
}

/** What is known of a list: the whole, or the part that was read. Only for facts about the items themselves. */
export const seenOf = <T>(fact: Known<readonly T[]>): readonly T[] => (fact.known ? fact.value : (fact.seen ?? []));

type Values<F extends Record<string, Known<unknown>>> = { [K in keyof F]: F[K] extends Known<infer T> ? T : never };

/** All of the facts, or everything that is missing for them. */
export function allKnown<F extends Record<string, Known<unknown>>>(facts: F): Known<Values<F>> {
  const missing = Object.values(facts).flatMap((fact) => (fact.known ? [] : fact.missing));
  if (missing.length > 0) return unknown(missing);
  return known(
    Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, fact.known ? fact.value : undefined]),
    ) as Values<F>,
  );
}
