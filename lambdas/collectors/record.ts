import { setTimeout as sleep } from 'node:timers/promises';
import { text } from '#inventory/fields.ts';
import type { Clock } from '#platform/clock.ts';
import type { Deadline } from '#platform/deadline.ts';
import type { Gate } from '#platform/pool.ts';
import { classifyError } from '#snapshot/call-error.ts';
import { type CallError, MALFORMED, type RecordedCall, TRUNCATED } from '#snapshot/recorded-call.ts';

/** A request or an answer as the SDK takes and gives it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Sends one request; the signal aborts it when the scope's time is up. */
export type Send = (request: Fields, options: { abortSignal: AbortSignal }) => Promise<object>;

/** How a list is paged. */
export interface Paging {
  /** Keys of the token in request and response, the latter a path where dots are in it. Default `NextToken` in both. */
  readonly token?: readonly [request: string, response: string];
  /** Called with each page as it came, for calls that depend on it. */
  readonly onPage?: (response: Fields) => Promise<void>;
}

/** More pages than any list of a cloud has: the walk is broken off there, and the list is not known. */
const PAGE_CEILING = 10_000;

/**
 * Pauses before a call is made anew that the SDK gave up as throttled, all its attempts used: somebody else in the
 * account is using up the API's budget, and a scan has time.
 */
const THROTTLED_PAUSES_MS: readonly number[] = [1_000, 4_000, 10_000];

/** The longest error message that is kept: they repeat policies and encoded blobs. */
const MESSAGE_LIMIT = 600;

/**
 * Makes the calls of one scope and writes down what came back, page by page.
 *
 * The only place that catches: a service's own answer becomes an error line of the snapshot; our own bugs are thrown.
 */
export class Recorder {
  readonly #write: (call: RecordedCall) => Promise<void>;
  readonly #gate: Gate;
  readonly #clock: Clock;
  readonly #deadline: Deadline;
  readonly #throttledPausesMs: readonly number[];

  constructor(deps: {
    readonly write: (call: RecordedCall) => Promise<void>;
    /** How many calls of the scope run at once. */
    readonly gate: Gate;
    readonly clock: Clock;
    readonly deadline: Deadline;
    /** Default {@link THROTTLED_PAUSES_MS}. */
    readonly throttledPausesMs?: readonly number[];
  }) {
    this.#write = deps.write;
    this.#gate = deps.gate;
    this.#clock = deps.clock;
    this.#deadline = deps.deadline;
    this.#throttledPausesMs = deps.throttledPausesMs ?? THROTTLED_PAUSES_MS;
  }

  /** The time, for calls that ask about a span of it. */
  get now(): Date {
    return this.#clock();
  }

  /** One call with one answer; `undefined` when the service gave none, which then stands in the snapshot. */
  async once(call: string, request: Fields, send: Send): Promise<Fields | undefined> {
    const { response, error } = await this.#gate.run(() => this.#patiently(request, send));
    await this.#write({ call, request, at: this.#clock().toISOString(), ...(error ? { error } : { response }) });
    return response;
  }

  /** Every page of a list. Returns whether the whole list was read. */
  async pages(call: string, request: Fields, send: Send, paging: Paging = {}): Promise<boolean> {
    const [askKey, giveKey] = paging.token ?? ['NextToken', 'NextToken'];
    const used = new Set<unknown>();
    let asked = request;
    for (;;) {
      const response = await this.once(call, asked, send);
      if (!response) return false;
      await paging.onPage?.(response);
      const token = tokenAt(response, giveKey);
      if (token === undefined || token === null || token === '') return true;
      if (used.has(token) || used.size >= PAGE_CEILING) {
        const message = used.has(token)
          ? 'the service gave the same page token twice'
          : `more than ${PAGE_CEILING} pages`;
        await this.#write({
          call,
          request: asked,
          at: this.#clock().toISOString(),
          error: { code: TRUNCATED, message },
        });
        return false;
      }
      used.add(token);
      asked = { ...request, [askKey]: token };
    }
  }

  /** Tries anew after a pause while the service says that it is asked too often. */
  async #patiently(request: Fields, send: Send): Promise<{ response?: Fields; error?: CallError }> {
    for (const pauseMs of this.#throttledPausesMs) {
      const answer = await this.#try(request, send);
      if (!answer.error || classifyError(answer.error) !== 'throttled' || this.#deadline.remainingMs() <= pauseMs)
        return answer;
      await sleep(pauseMs);
    }
    return this.#try(request, send);
  }

  async #try(request: Fields, send: Send): Promise<{ response?: Fields; error?: CallError }> {
    if (this.#deadline.remainingMs() <= 0) {
      return { error: { code: 'DeadlineExceeded', message: 'the time for this region was up before the call' } };
    }
    try {
      const { $metadata: _metadata, ...response } = (await send(request, {
        abortSignal: this.#deadline.signal,
      })) as Record<string, unknown>;
      return { response };
    } catch (failure) {
      const error = serviceError(failure, this.#deadline);
      if (!error) throw failure;
      return { error };
    }
  }
}

const tokenAt = (response: Fields, path: string): unknown =>
  path.split('.').reduce<unknown>((inside, key) => (inside as Fields | null | undefined)?.[key], response);

/**
 * What a cloud, or the way to it, said; `undefined` for anything that only our own code can have thrown.
 *
 * Only what a service said itself carries `$fault`. A connection that broke in the middle of an answer, and an answer
 * that cannot be parsed, come as errors of Node or of the SDK's parser with the metadata of an answer around them.
 */
function serviceError(failure: unknown, deadline: Deadline): CallError | undefined {
  if (typeof failure !== 'object' || failure === null) return undefined;
  const { name, code, message, $fault, $metadata, $response } = failure as Record<string, unknown>;
  const said = (text(message) ?? '').replace(SDK_HINT, '').replace(/\s+/g, ' ').slice(0, MESSAGE_LIMIT);
  if (name === 'AbortError' && deadline.remainingMs() <= 0) {
    return { code: 'DeadlineExceeded', message: 'the time for this region was up during the call' };
  }
  if ($fault !== undefined || name === 'TimeoutError' || name === 'AbortError') {
    return { code: text(name) ?? 'Unknown', message: said };
  }
  if ($response === undefined && (name === 'TypeError' || name === 'RangeError')) return undefined;
  if (typeof code === 'string') return { code, message: said };
  if ($response !== undefined) return { code: MALFORMED, message: 'the answer cannot be parsed' };
  return $metadata === undefined ? undefined : { code: text(name) ?? 'Unknown', message: said };
}

/** What the SDK appends to the message of an answer that it cannot read. */
const SDK_HINT = /\s*Deserialization error: to see the raw response[\s\S]*$/;
