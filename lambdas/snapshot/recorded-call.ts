import { type Text, wordsOf } from '#platform/text.ts';
/** The cloud that answered. */
export type Provider = 'aws' | 'alicloud';

/** The region name of services that have no region. */
export const GLOBAL_REGION = 'global';

/** One account in one region of one cloud: the unit that is collected, judged and reported on. */
export interface Scope {
  readonly provider: Provider;
  readonly account: string;
  /** The cloud's region name, or {@link GLOBAL_REGION}. */
  readonly region: string;
}

/** What a cloud said instead of an answer. */
export interface CallError {
  /** The service's own error code, or the SDK's name for a failure on the way (`TimeoutError`, `ECONNRESET`). */
  readonly code: string;
  readonly message: string;
}

/**
 * One call to a cloud as it was made and answered, one page at a time: a line of a snapshot.
 *
 * Exactly one of `response` and `error` is there.
 */
export interface RecordedCall {
  /** `<service prefix>:<operation>`, as in `ec2:DescribeVpcs`. */
  readonly call: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** ISO 8601 UTC; absent where the answer came from a plain CLI dump that does not say. */
  readonly at?: string;
  readonly response?: unknown;
  readonly error?: CallError;
}

/** A call that a fact needs and that gave no usable answer. */
export interface MissingCall {
  readonly call: string;
  readonly code: string;
  readonly message: string;
  /** The message as it can be said in any language, where it is ours and not the cloud's. */
  readonly said?: Text;
}

/** A call that gave no usable answer for a reason of our own. */
export const unanswered = (call: string, code: string, said: Text): MissingCall => ({
  call,
  code,
  message: wordsOf(said),
  said,
});

/** Our own codes for answers that are no error of the cloud and yet no fact. */
export const NOT_READ = 'NotRead';
export const TRUNCATED = 'Truncated';
export const MALFORMED = 'Malformed';
