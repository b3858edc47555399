import { MALFORMED, type MissingCall } from '#snapshot/recorded-call.ts';
import { type Raw, tags } from '../fields.ts';
import { type Known, known, unknown } from '../known.ts';

/** What every resource has: the cloud's id, and what its owner wrote on it. */
export interface Tagged {
  readonly id: string;
  /** For people; anybody's to choose, so never part of an identity. */
  readonly name?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The tags of an answer, and the name among them. */
export function nameOf(raw: Raw): Pick<Tagged, 'name' | 'tags'> {
  const read = tags(raw['Tags']);
  return { tags: read, ...(read['Name'] ? { name: read['Name'] } : {}) };
}

/** The answer of `call` came, but `what` in it cannot be understood. */
export const malformed = (call: string, what: string): MissingCall => ({
  call,
  code: MALFORMED,
  message: `${what} cannot be understood`,
});

/** The whole list, or unknown where one part could not be understood: a rule we cannot read might open anything. */
export function allRead<T>(parts: readonly (T | undefined)[], call: string, what: string): Known<readonly T[]> {
  const read = parts.filter((part): part is T & {} => part !== undefined);
  return read.length === parts.length ? known(read) : unknown(malformed(call, what), read);
}
