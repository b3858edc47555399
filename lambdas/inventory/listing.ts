import { MALFORMED, type MissingCall, type RecordedCall, TRUNCATED } from '#snapshot/recorded-call.ts';
import { object, type Raw, text } from './fields.ts';
import { type Known, known, mapKnown, notRead, unknown } from './known.ts';

/** How the answers of one call become typed items. */
export interface ListingSpec<T> {
  readonly call: string;
  /** Where the list stands in the response: a key, or a path of keys. */
  readonly list: string | readonly string[];
  /** One item (a bare text comes as `{ value }`), or `undefined` when it cannot be understood; then the list is not known as a whole. */
  readonly read: (raw: Raw, request: Raw, response: Raw) => T | undefined;
  /** Items inside one element of the list, where the cloud groups them. */
  readonly unroll?: (raw: Raw) => readonly (Raw | undefined)[];
  /** What the answer is about, where one call is made for each of many subjects. */
  readonly subject?: (request: Raw, response: Raw) => string | undefined;
  /** Keys of the paging token in request and response, the latter a path where dots are in it. Default `NextToken` in both. */
  readonly token?: readonly [request: string, response: string];
  /** Whether an answer says that there is more which it does not give a token for. */
  readonly isCut?: (response: Raw) => boolean;
}

/** Answers about one subject as they come in. */
interface Gathered<T> {
  readonly items: T[];
  readonly missing: MissingCall[];
  readonly tokensAsked: Set<string>;
  readonly tokensGiven: Set<string>;
  lastPages: number;
  emptyAnswers: number;
}

/**
 * The pages of one call, turned into typed items as they are added; the raw answers are not kept.
 *
 * Nothing read is unknown, an error on any page is unknown, and so is a list whose last page still carries a token.
 */
export class Listing<T> {
  readonly spec: ListingSpec<T>;
  readonly #subjects = new Map<string, Gathered<T>>();

  constructor(spec: ListingSpec<T>) {
    this.spec = spec;
  }

  /** Takes in one recorded page of this listing's call. */
  add({ request, response, error }: RecordedCall): void {
    const asked = object(request);
    const answer = object(response);
    const gathered = this.#gathered(this.spec.subject?.(asked, answer) ?? '');
    const { call, token: [askKey, giveKey] = ['NextToken', 'NextToken'] } = this.spec;
    const askedToken = text(asked[askKey]);
    if (askedToken !== undefined) gathered.tokensAsked.add(askedToken);
    if (error) {
      gathered.missing.push({ call, code: error.code, message: error.message });
      return;
    }
    const list = this.#listIn(response);
    if (list === MALFORMED) {
      gathered.missing.push({
        call,
        code: MALFORMED,
        message: `the answer has no readable ${[this.spec.list].flat().join('.')}`,
      });
      return;
    }
    // The CLI itself says NextToken where it was told to stop early, whatever the service calls it.
    const givenToken = text(at(answer, giveKey.split('.'))) ?? text(answer['NextToken']);
    if (this.spec.isCut?.(answer) && givenToken === undefined) gathered.missing.push(truncated(call));
    if (givenToken === undefined) gathered.lastPages++;
    else gathered.tokensGiven.add(givenToken);
    if (list.length === 0) gathered.emptyAnswers++;
    for (const element of list) {
      const raw = typeof element === 'object' ? object(element) : { value: element };
      const parts = this.spec.unroll ? this.spec.unroll(raw) : [raw];
      for (const part of parts) {
        const item = part && this.spec.read(part, asked, answer);
        if (item === undefined)
          gathered.missing.push({
            call,
            code: MALFORMED,
            message: `an item of ${[this.spec.list].flat().join('.')} cannot be understood`,
          });
        else gathered.items.push(item);
      }
    }
  }

  /** True once any answer or error to the call was added. */
  get wasRead(): boolean {
    return this.#subjects.size > 0;
  }

  /** The subjects that answers or errors were added for. */
  get subjects(): readonly string[] {
    return [...this.#subjects.keys()];
  }

  /** What is known of the list, of one subject where the call is made for many. Items keep the order of the answers. */
  result(subject = ''): Known<readonly T[]> {
    const gathered = this.#subjects.get(subject) ?? this.#subjects.get('');
    const { call } = this.spec;
    if (!gathered || (subject !== '' && !this.#subjects.has(subject) && gathered.missing.length === 0))
      return notRead(call);
    const missing = [...gathered.missing];
    if (missing.length === 0 && isOpen(gathered)) {
      missing.push(truncated(call));
    }
    if (missing.length === 0) return known(gathered.items);
    return unknown(dedupe(missing), this.#subjects.has(subject) ? gathered.items : undefined);
  }

  /**
   * What is known of each subject's list, also where the items name their subject and the answer does not, as in plain
   * dumps. An answer without items names nobody: there must be one for each subject that no item names.
   */
  resultsFor(subjects: readonly string[], nameOf: (item: T) => string): ReadonlyMap<string, Known<readonly T[]>> {
    const unnamed = this.#subjects.get('');
    const named = new Map<string, T[]>();
    for (const item of unnamed?.items ?? []) {
      const items = named.get(nameOf(item));
      if (items) items.push(item);
      else named.set(nameOf(item), [item]);
    }
    const isBare = (subject: string): boolean => !this.#subjects.has(subject) && !named.has(subject);
    const empty = subjects.filter(isBare).length <= (unnamed?.emptyAnswers ?? 0);
    const whole = this.result();
    return new Map(
      subjects.map((subject) => {
        if (this.#subjects.has(subject) || !unnamed) return [subject, this.result(subject)];
        const items = named.get(subject);
        if (!whole.known) return [subject, unknown(whole.missing, items)];
        return [subject, items || empty ? known(items ?? []) : notRead(this.spec.call)];
      }),
    );
  }

  #gathered(subject: string): Gathered<T> {
    let gathered = this.#subjects.get(subject);
    if (!gathered) {
      gathered = {
        items: [],
        missing: [],
        tokensAsked: new Set(),
        tokensGiven: new Set(),
        lastPages: 0,
        emptyAnswers: 0,
      };
      this.#subjects.set(subject, gathered);
    }
    return gathered;
  }

  /** An absent or null list is empty; anything else that is no list is an answer nobody can judge by. */
  #listIn(response: unknown): readonly unknown[] | typeof MALFORMED {
    if (typeof response !== 'object' || response === null || Array.isArray(response)) return MALFORMED;
    let inside: unknown = response;
    for (const key of [this.spec.list].flat()) {
      if (inside === undefined || inside === null) return [];
      if (typeof inside !== 'object' || Array.isArray(inside)) return MALFORMED;
      inside = (inside as Raw)[key];
    }
    if (inside === undefined || inside === null) return [];
    return Array.isArray(inside) ? inside : MALFORMED;
  }
}

/**
 * Whether a page is still missing. Recorded calls say which token they asked with; plain dumps do not,
 * so there a list is whole when one of its answers ended without a token.
 */
function isOpen(gathered: Gathered<unknown>): boolean {
  if (gathered.tokensAsked.size === 0) return gathered.tokensGiven.size > 0 && gathered.lastPages === 0;
  for (const token of gathered.tokensGiven) if (!gathered.tokensAsked.has(token)) return true;
  return false;
}

const truncated = (call: string): MissingCall => ({
  call,
  code: TRUNCATED,
  message: 'the last page still carries a token: there is more that was not read',
});

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inside, key) => object(inside)[key], value);

const dedupe = (missing: readonly MissingCall[]): readonly MissingCall[] => [
  ...new Map(missing.map((each) => [`${each.call}\n${each.code}\n${each.message}`, each])).values(),
];

/** A list as a set of resources: each id once, sorted, so that the order of the answers changes nothing. */
export function byId<T extends { readonly id: string }>(list: Known<readonly T[]>): Known<readonly T[]> {
  return mapKnown(list, (items) => {
    const once = new Map<string, T>();
    for (const item of items) {
      const before = once.get(item.id);
      // Pages that were read while things changed may show one thing twice: which is kept must not hang on their order.
      if (!before || JSON.stringify(before) < JSON.stringify(item)) once.set(item.id, item);
    }
    return [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  });
}
