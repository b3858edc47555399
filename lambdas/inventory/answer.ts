import { type CallError, MALFORMED, type MissingCall, type RecordedCall } from '#snapshot/recorded-call.ts';
import { object, type Raw } from './fields.ts';
import { type Known, known, notRead, unknown } from './known.ts';

/** How the one answer of a call becomes a fact. */
export interface AnswerSpec<T> {
  readonly call: string;
  /** The fact, or `undefined` when the answer cannot be understood. */
  readonly read: (response: Raw, request: Raw) => T | undefined;
  /** What an error says, where it is an answer too ("there is none") and no failure. */
  readonly readError?: (error: CallError, request: Raw) => T | undefined;
  /** What the answer is about, where one call is made for each of many subjects. */
  readonly subject?: (request: Raw, response: Raw) => string | undefined;
}

/** A call that has one answer instead of a list, made once or for each of many subjects. */
export class Answer<T> {
  readonly spec: AnswerSpec<T>;
  readonly #facts = new Map<string, Known<T>>();

  constructor(spec: AnswerSpec<T>) {
    this.spec = spec;
  }

  /** Takes in one recorded answer. Where it was asked twice, a failure or a contradiction leaves nothing to go by. */
  add({ request, response, error }: RecordedCall): void {
    const asked = object(request);
    const answer = object(response);
    const subject = this.spec.subject?.(asked, answer) ?? '';
    const before = this.#facts.get(subject);
    if (before && !before.known) return;
    const value = error ? this.spec.readError?.(error, asked) : this.#read(response, asked);
    const agrees = !before || JSON.stringify(before.value) === JSON.stringify(value);
    this.#facts.set(subject, value === undefined || !agrees ? unknown(this.#missing(error)) : known(value));
  }

  /** True once any answer or error to the call was added. */
  get wasRead(): boolean {
    return this.#facts.size > 0;
  }

  /** The subjects that answers or errors were added for. */
  get subjects(): readonly string[] {
    return [...this.#facts.keys()];
  }

  /** The fact, of one subject where the call is made for many. */
  result(subject = ''): Known<T> {
    const fact = this.#facts.get(subject);
    if (fact) return fact;
    const general = this.#facts.get('');
    return general && !general.known ? general : notRead(this.spec.call);
  }

  #read(response: unknown, asked: Raw): T | undefined {
    const isObject = typeof response === 'object' && response !== null && !Array.isArray(response);
    return isObject ? this.spec.read(response as Raw, asked) : undefined;
  }

  #missing(error: CallError | undefined): MissingCall {
    const { call } = this.spec;
    return error
      ? { call, code: error.code, message: error.message }
      : { call, code: MALFORMED, message: 'the answer cannot be understood' };
  }
}
