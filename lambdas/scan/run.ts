import type { AnyCheck } from '#checks/check.ts';
import { CHECKS } from '#checks/registry.ts';
import { withHistory } from '#findings/changes.ts';
import type { Finding } from '#findings/finding.ts';
import { withRootCauses } from '#findings/root-causes.ts';
import { applyWaivers } from '#findings/waivers.ts';
import { FRAMEWORKS } from '#frameworks/registry.ts';
import { frameworkStatus } from '#frameworks/status.ts';
import { type Tongue, tongueOf } from '#languages/tongue.ts';
import type { Clock } from '#platform/clock.ts';
import { matchesGlob } from '#platform/glob.ts';
import type { Policy } from '#platform/policy.ts';
import { readText, type Store } from '#platform/store.ts';
import type { Language } from '#platform/text.ts';
import { TOOL } from '#platform/tool.ts';
import { UsageError } from '#platform/usage-error.ts';
import type { Waiver } from '#platform/waiver.ts';
import { noticeEntries } from '#reports/notice-entries.ts';
import type { Report } from '#reports/report.ts';
import { resultLine } from '#reports/results.ts';
import { summarise } from '#reports/summary.ts';
import { type ReportFormat, reportFiles } from '#reports/write.ts';
import { readScopes, type SnapshotScope } from '#snapshot/read.ts';
import { GLOBAL_REGION, type Provider, type Scope } from '#snapshot/recorded-call.ts';
import { Assessment } from './assess.ts';
import type { StoredNotices } from './notice-store.ts';
import type { OnProgress } from './progress.ts';
import { RunNotices } from './run-notices.ts';

/** The places that somebody asks about. */
export interface PlaceFilter {
  readonly providers: readonly Provider[];
  readonly regions: 'all' | readonly string[];
}

/** What a run is about. Everything else stays as it was in the last report. */
export interface ScanFilter extends PlaceFilter {
  /** Globs over check ids; none means every check. */
  readonly checks: readonly string[];
}

/** What an earlier run left. */
export interface PreviousRun {
  readonly runId: string;
  readonly findings: readonly Finding[];
}

export interface JudgeDeps {
  /** Where the snapshot is read from. */
  readonly snapshot: Store;
  /** Where the report's files go. */
  readonly reports: Store;
  readonly formats: readonly ReportFormat[];
  readonly policy: Policy;
  readonly waivers: readonly Waiver[];
  /** The run to compare with. @default none: this is the first */
  readonly previous?: PreviousRun;
  /** What is kept of what the clouds told us. @default no store of notices is at hand */
  readonly notices?: StoredNotices;
  /** The language that people are told in. @default English */
  readonly language?: Language;
  readonly runId: string;
  readonly startedAt: string;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  /** Where people find the report, as the mail tells them. */
  readonly location?: string;
}

/**
 * Judges a snapshot and writes the report's files.
 *
 * @throws {UsageError} when the snapshot cannot be read or the filter selects nothing.
 */
export async function judge(filter: ScanFilter, deps: JudgeDeps): Promise<Report> {
  const checks = selectChecks(filter.checks);
  const onPassedOver = (file: string, why: string): void => deps.onProgress({ event: 'file-passed-over', file, why });
  const scopes = selectScopes(await readScopes(deps.snapshot, onPassedOver), filter, deps.snapshot);
  const at = deps.startedAt;
  const tongue = tongueOf(deps.language ?? 'en');
  const previous = deps.previous ?? { findings: [] };
  const notices = new RunNotices(deps.notices, filter.providers, deps.waivers, at);
  const assessment = new Assessment({
    checks,
    policy: deps.policy,
    notices: notices.open,
    previous: previous.findings,
    at,
    tongue,
    onProgress: deps.onProgress,
  });
  await deps.reports.write('results.jsonl', resultLines(assessment, scopes, tongue));
  const standing = withHistory(assessment.findings, previous.findings, at, assessment.looked(wants(filter)));
  const { coverage, verdicts } = assessment;
  const { findings: judged, waivers } = applyWaivers(standing, deps.waivers, at, {
    scopes: coverage.scopes,
    everyCheck: filter.checks.length === 0,
  });
  const findings = withRootCauses(judged);
  const report: Report = {
    schemaVersion: 1,
    run: {
      id: deps.runId,
      startedAt: deps.startedAt,
      finishedAt: deps.clock().toISOString(),
      tool: TOOL,
      language: tongue.language,
      ...(deps.previous ? { previousRunId: deps.previous.runId } : {}),
    },
    coverage,
    summary: summarise(findings, verdicts, coverage),
    findings,
    exposures: assessment.exposures,
    notices: noticeEntries(
      notices.cases((threat) => assessment.isThreatGone(threat)),
      findings,
      assessment.exposures,
      tongue,
    ),
    waivers,
    frameworks: FRAMEWORKS.map((framework) => frameworkStatus(framework, assessment.verdictsByCheck)).filter(
      ({ controls }) => controls.some(({ status }) => status !== 'not-covered' && status !== 'not-run'),
    ),
  };
  for (const file of reportFiles(report, deps.formats, deps.location)) await deps.reports.write(file.name, file.chunks);
  return report;
}

async function* resultLines(
  assessment: Assessment,
  scopes: readonly SnapshotScope[],
  tongue: Tongue,
): AsyncIterable<string> {
  for await (const result of assessment.results(scopes)) yield resultLine(result, tongue);
}

/** The checks that a run's globs name. @throws {UsageError} for a glob that names none. */
export function selectChecks(globs: readonly string[]): readonly AnyCheck[] {
  if (globs.length === 0) return CHECKS;
  for (const glob of globs) {
    if (!CHECKS.some(({ id }) => matchesGlob(glob, id))) {
      throw new UsageError(`no check matches ${JSON.stringify(glob)}; "posture checks" lists all ${CHECKS.length}`);
    }
  }
  return CHECKS.filter(({ id }) => globs.some((glob) => matchesGlob(glob, id)));
}

/** Whether a run is about a place. What is global belongs to every choice of regions. */
const wants =
  ({ providers, regions }: PlaceFilter) =>
  ({ provider, region }: Scope): boolean =>
    providers.includes(provider) && (regions === 'all' || region === GLOBAL_REGION || regions.includes(region));

/** The scopes that a filter names. @throws {UsageError} when it names none. */
export function selectScopes(
  scopes: readonly SnapshotScope[],
  filter: PlaceFilter,
  snapshot: Store,
): readonly SnapshotScope[] {
  const there = [...new Set(scopes.map(({ region }) => region))].sort();
  const missing = filter.regions === 'all' ? [] : filter.regions.filter((region) => !there.includes(region));
  if (missing.length > 0) {
    throw new UsageError(`${snapshot.locate('')} holds nothing of ${missing.join(', ')}; it holds ${there.join(', ')}`);
  }
  const selected = scopes.filter(wants(filter));
  if (selected.length === 0) {
    const providers = [...new Set(scopes.map(({ provider }) => provider))].join(', ');
    throw new UsageError(
      `${snapshot.locate('')} holds nothing of ${filter.providers.join(', ')}; it holds ${providers}`,
    );
  }
  return selected;
}

/**
 * What a run left that wrote its report earlier; `undefined` where there is no report.
 *
 * @throws {UsageError} when `report.json` is there but is no report of ours.
 */
export async function readPrevious(reports: Store): Promise<PreviousRun | undefined> {
  const content = await readText(reports, 'report.json');
  if (content === undefined) return undefined;
  const where = reports.locate('report.json');
  let report: Partial<Report>;
  try {
    report = JSON.parse(content) as Partial<Report>;
  } catch (error) {
    throw new UsageError(`${where} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (report?.schemaVersion !== 1 || !Array.isArray(report.findings)) {
    throw new UsageError(`${where} is no report: expected schemaVersion 1 and a list of findings`);
  }
  return { runId: String(report.run?.id ?? ''), findings: report.findings as readonly Finding[] };
}
