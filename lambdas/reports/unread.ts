import { say, type Text } from '#platform/text.ts';
import { classifyError, type ErrorKind } from '#snapshot/call-error.ts';
import { MALFORMED, type MissingCall, type Scope, TRUNCATED } from '#snapshot/recorded-call.ts';
import type { Coverage, ScopeCoverage } from './report.ts';

/** One call that gave no usable answer, for the same reason in one or more places. */
export interface UnreadCall {
  readonly call: string;
  /** The cloud's own error code. */
  readonly code: string;
  /** What the cloud said first, or we did; it can differ by place. */
  readonly message: Text;
  readonly kind: ErrorKind;
  readonly places: readonly Scope[];
}

/** What could not be read, each call and code once with all its places: what one person can mend in one go. Sorted by call. */
export function unreadCalls({ scopes }: Pick<Coverage, 'scopes'>): readonly UnreadCall[] {
  const found = new Map<string, { readonly first: MissingCall; readonly places: Scope[] }>();
  for (const { provider, account, region, missing } of scopes) {
    for (const first of missing) {
      // Two denials of the same call can have different owners: the kind is part of the reason.
      const key = [first.call, first.code, classifyError(first)].join('\n');
      const entry = found.get(key) ?? { first, places: [] };
      found.set(key, entry);
      const last = entry.places.at(-1);
      if (last?.provider !== provider || last.account !== account || last.region !== region) {
        entry.places.push({ provider, account, region });
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { first, places }]) => ({
      call: first.call,
      code: first.code,
      message: first.said ?? first.message,
      kind: classifyError(first),
      places,
    }));
}

/** What a person does about a call that could not be read, as one sentence. */
export function adviceFor({ call, code, kind }: Pick<UnreadCall, 'call' | 'code' | 'kind'>): Text {
  if (code === 'CheckFailed') return say`This is a fault of the scanner: please report it with the log of this run.`;
  if (call.startsWith('policy.'))
    return say`Correct the name in the configuration, or read the region where it stands.`;
  if (code === TRUNCATED) return say`The list breaks off: read every page of it and scan again.`;
  if (code === MALFORMED)
    return say`The answer could not be understood: please report it with the answer, secrets removed.`;
  switch (kind) {
    case 'denied-by-iam':
      return say`Grant the action ${actionOf(call)} to the scanner's role or user.`;
    case 'denied-by-organization':
      return say`An organization policy forbids ${actionOf(call)}: ask its owner to let the scanner's role through.`;
    case 'region-disabled':
      return say`The region is not enabled for the account: enable it, or leave it out of the regions to scan.`;
    case 'throttled':
      return say`The cloud turned the calls away as too many, also after retries: run again at a quieter hour.`;
    case 'timed-out':
      return say`The cloud did not answer in time: check the way to its endpoint and run again.`;
    case 'not-available':
      return say`The service is not offered in this place, or not part of the account's plan.`;
    case 'not-read':
      return say`The snapshot holds no answer of ${call}: add one, an empty list if there is nothing.`;
    case 'unusable':
    case 'failed':
      return say`Run again; if it stays, look the code up at the cloud.`;
  }
}

/** The IAM action that allows a call: both generations of load balancers share one prefix, which no call is recorded under. */
const actionOf = (call: string): string => call.replace(/^elb(v2)?:/, 'elasticloadbalancing:');

/** A kind of failure in a few words, to stand beside the call. */
export const KIND_WORDS: Readonly<Record<ErrorKind, Text>> = {
  'denied-by-iam': say`denied`,
  'denied-by-organization': say`denied by an organization policy`,
  'region-disabled': say`region not enabled`,
  throttled: say`throttled`,
  'timed-out': say`timed out`,
  'not-available': say`not available`,
  'not-read': say`not read`,
  unusable: say`answer not usable`,
  failed: say`failed`,
};

/** How well a place could be looked at, in words. */
export const COVERAGE_WORDS: Readonly<Record<ScopeCoverage['status'], Text>> = {
  ok: say`ok`,
  partial: say`partial`,
  denied: say`denied`,
  disabled: say`region not enabled`,
  throttled: say`throttled`,
  failed: say`failed`,
};
