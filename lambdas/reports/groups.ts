import type { Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';

/** Findings of one check at one severity: told as one thing with many places. */
export interface FindingGroup {
  readonly checkId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  /** In the order that they came. */
  readonly findings: readonly Finding[];
}

/** Findings by severity and check, in the order of each group's first; sorted findings give sorted groups. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity}\n${finding.checkId}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { checkId, title, severity, why } = first;
    return [{ checkId, title, severity, why, findings: members }];
  });
}

/** Whether somebody still has to do something about it. */
export const isStanding = ({ status }: Finding): boolean => status === 'new' || status === 'open';

/** What all of several findings say, where it is the same for all. */
export function sharedMessage(findings: readonly Finding[]): string | undefined {
  const [first, ...others] = findings;
  return first && others.length > 0 && others.every(({ message }) => message === first.message)
    ? first.message
    : undefined;
}
