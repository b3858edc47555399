import { createHash } from 'node:crypto';
import type { Concern } from '#checks/check.ts';
import type { ResourceRef, Result } from '#checks/examine.ts';
import type { Evidence, Severity } from '#checks/outcome.ts';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import { tell } from '#platform/told.ts';
import { consoleUrl } from './console-url.ts';

/** `new` since the last run, `open` as it was then, accepted with a waiver, or gone. */
export type FindingStatus = 'new' | 'open' | 'waived' | 'resolved';

/** Why a finding is accepted, or was until the waiver ran out. */
export interface FindingWaiver {
  readonly reason: string;
  readonly owner: string;
  /** The last day, as `2027-03-31`. */
  readonly expires: string;
  readonly expired: boolean;
}

/** Something that a person should mend: a failed check on one resource, with its history. */
export interface Finding {
  /** Stable over runs: a hash of check, place, resource and discriminator. */
  readonly id: string;
  readonly checkId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly concern: Concern;
  readonly status: FindingStatus;
  readonly resource: ResourceRef;
  readonly message: string;
  readonly evidence: Evidence;
  readonly path?: readonly object[];
  readonly why: string;
  readonly fix: { readonly text: string; readonly commands?: readonly string[]; readonly consoleUrl?: string };
  readonly frameworks: readonly string[];
  /** ISO 8601 UTC. */
  readonly firstSeenAt: string;
  /** ISO 8601 UTC; older than the run where this time it could not be looked at. */
  readonly lastSeenAt: string;
  /** The waiver that it stands under, or that ran out. */
  readonly waiver?: FindingWaiver;
  /** Id of the finding that brings this one with it: what mends that mends this. */
  readonly rootCause?: string;
}

/** The identity of a finding: never a name or a time, which change while the fault stays. */
export const findingId = (
  checkId: string,
  { provider, account, region, id }: Omit<ResourceRef, 'type'>,
  discriminator = '',
): string =>
  createHash('sha256')
    .update(JSON.stringify([checkId, provider, account, region, id, discriminator]))
    .digest('hex')
    .slice(0, 24);

/** A failed result as a finding seen at `at`, told in the language of `tongue`; `undefined` for any other verdict. */
export function findingOf(
  { check, resource, outcome }: Result,
  at: string,
  { words }: Tongue = ENGLISH,
): Finding | undefined {
  if (outcome.verdict !== 'fail') return undefined;
  const url = consoleUrl(resource);
  return {
    id: findingId(check.id, resource, outcome.discriminator),
    checkId: check.id,
    title: words(check.title),
    severity: outcome.severity ?? check.severity,
    concern: check.concern,
    status: 'new',
    resource,
    message: words(outcome.message),
    evidence: outcome.evidence,
    ...(outcome.path ? { path: tell(outcome.path, words) } : {}),
    why: words(check.why),
    fix: {
      text: words(check.fix),
      ...(outcome.commands?.length ? { commands: outcome.commands } : {}),
      ...(url === undefined ? {} : { consoleUrl: url }),
    },
    frameworks: check.frameworks ?? [],
    firstSeenAt: at,
    lastSeenAt: at,
  };
}
