import { type AliCallName, aliCall, aliSubject } from '#snapshot/alicloud-calls.ts';
import { MALFORMED, type MissingCall, type RecordedCall, TRUNCATED } from '#snapshot/recorded-call.ts';
import { number, object, type Raw, text } from '../fields.ts';
import { type Known, known, notRead, unknown } from '../known.ts';

/** Answers about one subject as they come in. */
interface Gathered<T> {
  readonly items: T[];
  readonly missing: MissingCall[];
  readonly tokensAsked: Set<string>;
  readonly tokensGiven: Set<string>;
  /** How many items each numbered page had. */
  readonly pages: Map<string, number>;
  total: number | undefined;
  /** Whether a page came that was not full, where no total tells the end. */
  ended: boolean;
}

/**
 * The pages of one call of Alibaba Cloud, turned into typed items as they are added; the raw answers are not kept.
 *
 * Not read, failed on any page, broken off before the last token or below the promised total: all of these are unknown.
 */
export class AliListing<T> {
  readonly call: AliCallName;
  readonly #read: (raw: Raw, request: Raw, response: Raw) => T | undefined;
  readonly #subjects = new Map<string, Gathered<T>>();

  constructor(call: AliCallName, read: (raw: Raw, request: Raw, response: Raw) => T | undefined) {
    this.call = call;
    this.#read = read;
  }

  /** Takes in one recorded page. */
  add({ call, request, response, error }: RecordedCall): void {
    const asked = object(request);
    const gathered = this.#gathered(aliSubject(this.call, asked, object(response)));
    const { paging, pageSize } = aliCall(this.call);
    if (error) {
      gathered.missing.push({ call, code: error.code, message: error.message });
      return;
    }
    const answer = object(response);
    const list = listIn(response, aliCall(this.call).list);
    if (list === MALFORMED) {
      gathered.missing.push(malformed(call, `the answer has no readable ${aliCall(this.call).list.join('.')}`));
      return;
    }
    if (paging?.by === 'token') {
      const askedToken = text(asked[paging.ask]);
      if (askedToken !== undefined) gathered.tokensAsked.add(askedToken);
      const givenToken = text(answer[paging.give]);
      if (givenToken !== undefined) gathered.tokensGiven.add(givenToken);
    } else if (!paging) {
      const token = text(answer['NextToken']);
      if (token !== undefined) gathered.tokensGiven.add(token);
    } else {
      gathered.pages.set(text(asked[paging.ask]) ?? '1', list.length);
      if (paging.total !== undefined) gathered.total = number(answer[paging.total]) ?? gathered.total;
      if (list.length < (number(asked[paging.size]) ?? number(answer[paging.size]) ?? pageSize ?? 0))
        gathered.ended = true;
    }
    for (const element of list) {
      const raw = typeof element === 'object' ? object(element) : { value: element };
      const item = this.#read(raw, asked, answer);
      if (item === undefined) {
        gathered.missing.push(malformed(call, `an item of ${aliCall(this.call).list.join('.')} cannot be understood`));
      } else gathered.items.push(item);
    }
  }

  get wasRead(): boolean {
    return this.#subjects.size > 0;
  }

  /** The subjects that answers or errors were added for. */
  get subjects(): readonly string[] {
    return [...this.#subjects.keys()];
  }

  /** What is known about one subject, or about the only one. Items keep the order of the answers. */
  result(subject = ''): Known<readonly T[]> {
    const gathered = this.#subjects.get(subject);
    if (!gathered) return notRead(this.call);
    const missing = [...gathered.missing];
    const open = missing.length === 0 ? this.#openEnd(gathered) : undefined;
    if (open !== undefined) missing.push({ call: this.call, code: TRUNCATED, message: open });
    return missing.length === 0 ? known(gathered.items) : unknown(distinct(missing), gathered.items);
  }

  /** What is known over all subjects together; nothing where the call was never made. */
  all(): Known<readonly T[]> {
    return this.wasRead ? together(this.subjects.map((subject) => this.result(subject))) : notRead(this.call);
  }

  #openEnd({ tokensAsked, tokensGiven, pages, total, ended }: Gathered<T>): string | undefined {
    const { paging } = aliCall(this.call);
    if (!paging) {
      // A list that cannot be asked for page by page, and says that it has more.
      const given = [...tokensGiven].length > 0;
      return given ? 'the answer carries a token: there is more that cannot be asked for' : undefined;
    }
    if (paging.by === 'token') {
      const isOpen = [...tokensGiven].some((token) => !tokensAsked.has(token));
      return isOpen ? 'the last page still carries a token: there is more that was not read' : undefined;
    }
    let count = 0;
    for (const items of pages.values()) count += items;
    if (total !== undefined) {
      return count < total ? `${count} of ${total} were read: there is more that was not` : undefined;
    }
    return ended ? undefined : 'the last page is full and no total was given: there may be more that was not read';
  }

  #gathered(subject: string): Gathered<T> {
    let gathered = this.#subjects.get(subject);
    if (!gathered) {
      gathered = {
        items: [],
        missing: [],
        tokensAsked: new Set(),
        tokensGiven: new Set(),
        pages: new Map(),
        total: undefined,
        ended: false,
      };
      this.#subjects.set(subject, gathered);
    }
    return gathered;
  }
}

/** The one answer that a call gives about each of its subjects. */
export class AliAnswers<T> {
  readonly call: AliCallName;
  readonly #read: (response: Raw, request: Raw) => T | undefined;
  readonly #facts = new Map<string, Known<T>>();

  constructor(call: AliCallName, read: (response: Raw, request: Raw) => T | undefined) {
    this.call = call;
    this.#read = read;
  }

  /** Takes in one answer. Where it was asked twice, a failure outweighs an answer. */
  add({ call, request, response, error }: RecordedCall): void {
    const asked = object(request);
    const subject = aliSubject(this.call, asked, object(response));
    if (this.#facts.get(subject)?.known === false) return;
    if (error) {
      this.#facts.set(subject, unknown({ call, code: error.code, message: error.message }));
      return;
    }
    const isObject = typeof response === 'object' && response !== null && !Array.isArray(response);
    const value = isObject ? this.#read(response as Raw, asked) : undefined;
    this.#facts.set(
      subject,
      value === undefined ? unknown(malformed(call, 'the answer cannot be understood')) : known(value),
    );
  }

  get wasRead(): boolean {
    return this.#facts.size > 0;
  }

  get subjects(): readonly string[] {
    return [...this.#facts.keys()];
  }

  result(subject = ''): Known<T> {
    return this.#facts.get(subject) ?? notRead(this.call);
  }

  /** Every answer there is; nothing where the call was never made. */
  all(): Known<readonly T[]> {
    if (!this.wasRead) return notRead(this.call);
    const facts = [...this.#facts.values()];
    const missing = facts.flatMap((fact) => (fact.known ? [] : fact.missing));
    const values = facts.flatMap((fact) => (fact.known ? [fact.value] : []));
    return missing.length === 0 ? known(values) : unknown(distinct(missing), values);
  }
}

/** Several lists as one: known where all are. */
export function together<T>(lists: readonly Known<readonly T[]>[]): Known<readonly T[]> {
  const missing = lists.flatMap((list) => (list.known ? [] : list.missing));
  const items = lists.flatMap((list) => (list.known ? list.value : (list.seen ?? [])));
  return missing.length === 0 ? known(items) : unknown(distinct(missing), items);
}

/**
 * The list at a path of keys. An empty list may be absent, null or an empty object; but an answer that lacks the list and
 * everything else that these APIs always give is none of theirs.
 */
function listIn(response: unknown, path: readonly string[]): readonly unknown[] | typeof MALFORMED {
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return MALFORMED;
  const answer = response as Raw;
  let at: unknown = answer;
  for (const key of path) {
    // Some answers leave the wrapping out.
    if (Array.isArray(at)) return at as readonly unknown[];
    if (typeof at !== 'object' || at === null) return MALFORMED;
    const next: unknown = (at as Raw)[key];
    if (next === undefined || next === null) return at !== answer || isEmptyAnswer(answer) ? [] : MALFORMED;
    at = next;
  }
  return Array.isArray(at) ? (at as readonly unknown[]) : MALFORMED;
}

/** Whether an answer without its list may be one about an empty list. */
const isEmptyAnswer = (answer: Raw): boolean =>
  text(answer['RequestId']) !== undefined ||
  ['TotalCount', 'Total', 'TotalAclEntry'].some((key) => number(answer[key]) === 0);

const malformed = (call: string, message: string): MissingCall => ({ call, code: MALFORMED, message });

const distinct = (missing: readonly MissingCall[]): readonly MissingCall[] => [
  ...new Map(missing.map((each) => [`${each.call}\n${each.code}\n${each.message}`, each])).values(),
];
