import { SEVERITIES, type Severity, type Verdict } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import { type Said, say, sayAll } from '#platform/text.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { Coverage, Summary } from './report.ts';

/** The counts that people read first. */
export function summarise(
  findings: readonly Finding[],
  verdicts: Readonly<Record<Verdict, number>>,
  { scopes }: Pick<Coverage, 'scopes'>,
): Summary {
  const open = noneOfEach();
  const fresh = noneOfEach();
  let resolved = 0;
  let waived = 0;
  for (const { severity, status } of findings) {
    if (status === 'resolved') resolved++;
    else if (status === 'waived') waived++;
    else {
      open[severity]++;
      if (status === 'new') fresh[severity]++;
    }
  }
  return {
    open,
    new: fresh,
    resolved,
    waived,
    verdicts: {
      pass: verdicts.pass,
      fail: verdicts.fail,
      unknown: verdicts.unknown,
      'not-applicable': verdicts['not-applicable'],
    },
    scopes: { total: scopes.length, complete: scopes.filter(({ status }) => status === 'ok').length },
  };
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = noneOfEach();
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

const noneOfEach = (): Record<Severity, number> => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });

/** How many there are over all severities. */
export const total = (counts: Readonly<Record<Severity, number>>): number =>
  SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);

/** The severities that occur, worst first, as in `3 critical, 5 high`; empty when there are none. */
export const bySeverity = (counts: Readonly<Record<Severity, number>>, t: Tongue = ENGLISH): string =>
  t.words(
    sayAll(
      SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
        severityCount(counts[severity], severity),
      ),
    ),
  );

/** `3 critical`. */
export const severityCount = (count: number, severity: Severity): Said => SEVERITY_COUNTS[severity](count);

const SEVERITY_COUNTS: Readonly<Record<Severity, (count: number) => Said>> = {
  critical: (count) => say`${count} critical`,
  high: (count) => say`${count} high`,
  medium: (count) => say`${count} medium`,
  low: (count) => say`${count} low`,
  info: (count) => say`${count} info`,
};

/** `16/17 regions`, or accounts where there are several: how many of them were read completely. */
export function placesRead({ scopes }: Pick<Coverage, 'scopes'>, t: Tongue = ENGLISH): string {
  const accounts = new Map<string, boolean>();
  for (const { provider, account, status } of scopes) {
    const key = `${provider}/${account}`;
    accounts.set(key, (accounts.get(key) ?? true) && status === 'ok');
  }
  if (accounts.size > 1) return t`${[...accounts.values()].filter(Boolean).length}/${accounts.size} accounts`;
  // What has no region counts only when it went wrong: it must not hide, and is no region to boast of.
  const regions = scopes.filter(({ region, status }) => region !== GLOBAL_REGION || status !== 'ok');
  return t`${regions.filter(({ status }) => status === 'ok').length}/${regions.length} regions`;
}
