import type { Verdict } from '#checks/outcome.ts';
import type { Control, Framework } from './framework.ts';

/** What a run has to say about a control. */
export type ControlStatus =
  /** Every check that applied passes. */
  | 'passes'
  /** Some check fails on something. */
  | 'fails'
  /** Nothing fails as far as it could be looked at, and that was not everywhere. */
  | 'unknown'
  /** There is nothing that it could apply to. */
  | 'not-applicable'
  /** Its checks were not part of the run. */
  | 'not-run'
  /** Nothing here evaluates it. */
  | 'not-covered';

/** A framework as a run found it. */
export interface FrameworkStatus extends Omit<Framework, 'controls'> {
  readonly controls: readonly (Control & { readonly status: ControlStatus })[];
  /** How many controls have each status. */
  readonly counts: Readonly<Record<ControlStatus, number>>;
}

/** How many verdicts of each kind a check gave over the whole run; checks that did not run are not in it. */
export type VerdictsByCheck = ReadonlyMap<string, Readonly<Partial<Record<Verdict, number>>>>;

/** What a run says about a framework, control by control. A control passes only if each of its checks was looked at. */
export function frameworkStatus(framework: Framework, verdicts: VerdictsByCheck): FrameworkStatus {
  const { id, name, part, source } = framework;
  const controls = framework.controls.map((control) => ({ ...control, status: statusOf(control, verdicts) }));
  const counts = { passes: 0, fails: 0, unknown: 0, 'not-applicable': 0, 'not-run': 0, 'not-covered': 0 };
  for (const { status } of controls) counts[status]++;
  return { id, name, part, source, controls, counts };
}

function statusOf({ checks }: Control, verdicts: VerdictsByCheck): ControlStatus {
  if (checks.length === 0) return 'not-covered';
  const given = checks.map((check) => verdicts.get(check));
  const has = (verdict: Verdict): boolean => given.some((each) => (each?.[verdict] ?? 0) > 0);
  if (has('fail')) return 'fails';
  if (given.some((each) => each === undefined)) return 'not-run';
  if (has('unknown')) return 'unknown';
  return has('pass') ? 'passes' : 'not-applicable';
}
