import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import type { Tongue } from '#languages/tongue.ts';
import { say } from '#platform/text.ts';
import { bySeverity, countBySeverity } from './summary.ts';

/** A finding and the narrower ones that it brings with it. */
export interface Family {
  readonly head: Finding;
  /** In the order that they came; most findings bring none. */
  readonly narrower: readonly Finding[];
}

/** Findings of one check at one severity: told as one thing with many places. */
export interface FindingGroup {
  readonly checkId: string;
  readonly title: string;
  /** That of the worst finding of each family. */
  readonly severity: Severity;
  readonly why: string;
  /** In the order that their heads came. */
  readonly families: readonly Family[];
  /** All of them, each head before what it brings. */
  readonly findings: readonly Finding[];
}

/**
 * Findings by severity and check, worst first, else in the order of each group's first. Narrower findings stand with
 * their root cause, if that is among the findings too.
 */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, { readonly severity: Severity; readonly families: Family[] }>();
  for (const family of familiesOf(findings)) {
    const severity = worstOf(family);
    const key = `${severity}\n${family.head.checkId}`;
    const group = groups.get(key);
    if (group) group.families.push(family);
    else groups.set(key, { severity, families: [family] });
  }
  return [...groups.values()]
    .flatMap(({ severity, families }): readonly FindingGroup[] => {
      const [first] = families;
      if (!first) return [];
      const { checkId, title, why } = first.head;
      const all = families.flatMap(({ head, narrower }) => [head, ...narrower]);
      return [{ checkId, title, severity, why, families, findings: all }];
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function familiesOf(findings: readonly Finding[]): readonly Family[] {
  const here = new Set(findings.map(({ id }) => id));
  const isNarrower = ({ rootCause }: Finding): boolean => rootCause !== undefined && here.has(rootCause);
  const brought = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!isNarrower(finding)) continue;
    const siblings = brought.get(finding.rootCause ?? '');
    if (siblings) siblings.push(finding);
    else brought.set(finding.rootCause ?? '', [finding]);
  }
  return findings
    .filter((finding) => !isNarrower(finding))
    .map((head) => ({ head, narrower: brought.get(head.id) ?? [] }));
}

const worstOf = ({ head, narrower }: Family): Severity =>
  SEVERITIES.find((severity) => [head, ...narrower].some((finding) => finding.severity === severity)) ?? head.severity;

/** `Brings 4 narrower findings: 1 critical, 3 high.` */
export function broughtText({ narrower }: Pick<Family, 'narrower'>, t: Tongue): string | undefined {
  if (narrower.length === 0) return undefined;
  const counts = bySeverity(countBySeverity(narrower), t);
  const what = narrower.length === 1 ? say`a narrower finding` : say`${narrower.length} narrower findings`;
  return t`Brings ${what}: ${counts}.`;
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
