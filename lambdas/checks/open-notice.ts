import type { Provider } from '#snapshot/recorded-call.ts';

/** A matter that a cloud told us about and that is not over, as checks see it. Kept from events that no API gives back. */
export interface OpenNotice {
  /** The same for everything that is told about one matter. */
  readonly caseId: string;
  readonly provider: Provider;
  readonly account: string;
  /** `global` where the cloud named none. */
  readonly region: string;
  /** `abuse`, `service-issue`, `threat`, `blackhole` or `scrubbing`. */
  readonly kind: string;
  /** The cloud's own name for it: `AWS_ABUSE_DOS_REPORT`. */
  readonly code: string;
  /** ARN of the event. */
  readonly arn?: string;
  /** What it names: machines, interfaces, addresses. */
  readonly resourceIds: readonly string[];
  /** ISO 8601 UTC. */
  readonly startedAt?: string;
  /** ISO 8601 UTC: the announced release or end. */
  readonly endsAt?: string;
}
