import { SEVERITIES, type Severity, type Verdict } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
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

const noneOfEach = (): Record<Severity, number> => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });

/** How many there are over all severities. */
export const total = (counts: Readonly<Record<Severity, number>>): number =>
  SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);

/** The severities that occur, worst first, as in `3 critical, 5 high`; empty when there are none. */
export const bySeverity = (counts: Readonly<Record<Severity, number>>): string =>
  SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ');
