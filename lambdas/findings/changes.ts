import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding } from './finding.ts';

/** What this run looked at, to tell "gone" from "not looked at". */
export interface Looked {
  /** Whether this run was to judge the finding's check in the finding's account and region at all. */
  readonly covers: (finding: Finding) => boolean;
  /** Whether the finding's check could not tell this time. */
  readonly isUndecided: (finding: Finding) => boolean;
}

/**
 * This run's findings with their history: `new` or `open`, and what the last run had and this one has not as `resolved`.
 *
 * What could not be looked at this time stays open as it was: a denied call mends nothing.
 * Sorted by severity, check and resource.
 */
export function withHistory(
  current: readonly Finding[],
  previous: readonly Finding[],
  at: string,
  looked: Looked,
): readonly Finding[] {
  const before = new Map(
    previous.filter(({ status }) => status !== 'resolved').map((finding) => [finding.id, finding]),
  );
  const now = new Set(current.map(({ id }) => id));
  const still = current.map((finding): Finding => {
    const known = before.get(finding.id);
    return known ? { ...finding, status: 'open', firstSeenAt: known.firstSeenAt } : finding;
  });
  const gone = [...before.values()].flatMap((finding): readonly Finding[] => {
    if (now.has(finding.id) || !looked.covers(finding)) return [];
    return [
      looked.isUndecided(finding) ? { ...finding, status: 'open' } : { ...finding, status: 'resolved', lastSeenAt: at },
    ];
  });
  return [...still, ...gone].sort(byImportance);
}

/** Severity first, then check, place and resource: the order of every list of findings. */
export function byImportance(a: Finding, b: Finding): number {
  const rank = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return rank !== 0 ? rank : compareText(sortKey(a), sortKey(b));
}

const sortKey = ({ checkId, resource, id }: Finding): string =>
  [checkId, resource.provider, resource.account, resource.region, resource.id, id].join('\n');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What lies between two reports. */
export interface Changes {
  readonly new: readonly Finding[];
  readonly resolved: readonly Finding[];
  readonly open: readonly Finding[];
}

/** Compares two reports by the findings that each has as new or open; each list sorted by importance. */
export function compareFindings(before: readonly Finding[], after: readonly Finding[]): Changes {
  const standing = (findings: readonly Finding[]): Map<string, Finding> =>
    new Map(
      findings.filter(({ status }) => status === 'new' || status === 'open').map((finding) => [finding.id, finding]),
    );
  const [was, is] = [standing(before), standing(after)];
  return {
    new: [...is.values()].filter(({ id }) => !was.has(id)).sort(byImportance),
    resolved: [...was.values()].filter(({ id }) => !is.has(id)).sort(byImportance),
    open: [...is.values()].filter(({ id }) => was.has(id)).sort(byImportance),
  };
}
