import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { SEVERITIES } from '#checks/outcome.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { METRICS, type Measure } from '#platform/metrics.ts';
import { type Store, storeUnder } from '#platform/store.ts';
import type { Topic } from '#platform/topic.ts';
import { digest, digestSubject } from '#reports/digest.ts';
import type { Report, Summary } from '#reports/report.ts';
import { total } from '#reports/summary.ts';
import { REPORT_FORMATS } from '#reports/write.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import { historyKey, LATEST, type LatestPointer, readLatest, snapshotOf } from './latest.ts';
import { readNotices, yearBefore } from './notice-store.ts';
import type { OnProgress } from './progress.ts';
import type { ScanRequest } from './request.ts';
import { judge, type PreviousRun, readPrevious } from './run.ts';

/** A run of the deployed scanner: running twice under one id writes the same keys again. */
export interface DeployedRun {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly request: ScanRequest;
}

export interface FinishDeps {
  /** The bucket of reports, snapshots and findings. */
  readonly store: Store;
  readonly digestTopic: Topic;
  readonly config: Config;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  readonly measure: Measure;
}

/** What a run answers whoever started it. */
export interface ScanAnswer {
  readonly runId: string;
  readonly subject: string;
  readonly summary: Summary;
  /** Places that could not be read completely. */
  readonly incomplete: readonly { readonly account: string; readonly region: string; readonly status: string }[];
  /** Links to the S3 console. */
  readonly report: { readonly html: string; readonly json: string; readonly folder: string };
}

/** The clouds that a run is about when nobody says. */
export const ALL_PROVIDERS: readonly Provider[] = ['aws', 'alicloud'];

/**
 * Judges what a run has collected, writes the report and the history, and mails the digest.
 *
 * The mail goes out before the pointer moves: when either fails, the next attempt still knows what is new.
 *
 * @throws {UsageError} when the request selects nothing.
 */
export async function finishRun({ runId, startedAt, request }: DeployedRun, deps: FinishDeps): Promise<ScanAnswer> {
  const { store, clock, config, onProgress } = deps;
  const date = startedAt.slice(0, 10);
  const folder = `reports/${date}/${runId}`;
  const previous = await previousRun(store);
  const report = await judge(
    { providers: request.provider ?? ALL_PROVIDERS, regions: request.regions ?? 'all', checks: request.checks ?? [] },
    {
      snapshot: snapshotOf(store, runId),
      reports: storeUnder(store, folder),
      formats: REPORT_FORMATS,
      policy: config.policy,
      language: config.notify.language,
      waivers: config.waivers,
      ...(previous ? { previous } : {}),
      notices: await readNotices(store, yearBefore(startedAt)),
      runId,
      startedAt,
      clock,
      onProgress,
      location: store.locate(`${folder}/report.html`),
    },
  );
  await writeHistory(report, store, date);
  const answer = answerOf(report, store, folder);
  await deps.digestTopic.publish(messageOf(report, store, folder));
  if (isWhole(request)) {
    const pointer: LatestPointer = { schemaVersion: 1, runId, folder, finishedAt: report.run.finishedAt };
    await store.write(LATEST, [`${JSON.stringify(pointer)}\n`]);
  }
  measureRun(report, isWhole(request), deps);
  return answer;
}

/** Whether a run is about everything that is configured: only such a run can say what is gone. */
const isWhole = ({ provider, regions, checks }: ScanRequest): boolean =>
  provider === undefined && regions === undefined && checks === undefined;

/** The last whole run; none before the first. */
async function previousRun(store: Store): Promise<PreviousRun | undefined> {
  const latest = await readLatest(store);
  return latest && readPrevious(storeUnder(store, latest.folder));
}

/** One gzipped line a finding, in the partitions that Athena projects. */
async function writeHistory({ run, coverage, findings }: Report, store: Store, date: string): Promise<void> {
  for (const provider of new Set(coverage.scopes.map((scope) => scope.provider))) {
    const lines = findings
      .filter(({ resource }) => resource.provider === provider)
      .map((finding) => `${JSON.stringify(finding)}\n`);
    await store.write(historyKey(provider, date, run.id), Readable.from(lines).pipe(createGzip()));
  }
}

function messageOf(report: Report, store: Store, folder: string): Parameters<Topic['publish']>[0] {
  const worst = SEVERITIES.find((severity) => report.summary.open[severity] > 0);
  return {
    ...digest(report, store.locate(`${folder}/report.html`)),
    attributes: {
      kind: 'digest',
      severity: worst ?? 'info',
      account: report.coverage.scopes[0]?.account ?? 'unknown',
    },
  };
}

const answerOf = (report: Report, store: Store, folder: string): ScanAnswer => ({
  runId: report.run.id,
  subject: digestSubject(report),
  summary: report.summary,
  incomplete: report.coverage.scopes
    .filter(({ status }) => status !== 'ok')
    .map(({ account, region, status }) => ({ account, region, status })),
  report: {
    html: store.locate(`${folder}/report.html`),
    json: store.locate(`${folder}/report.json`),
    folder: store.locate(`${folder}/`),
  },
});

function measureRun({ run, coverage, summary }: Report, whole: boolean, { measure }: FinishDeps): void {
  measure(METRICS.scopesScanned, coverage.scopes.length);
  measure(METRICS.scopesDenied, coverage.scopes.filter(({ status }) => status === 'denied').length);
  measure(METRICS.findingsNew, total(summary.new));
  measure(METRICS.findingsOpen, total(summary.open));
  measure(
    METRICS.apiCalls,
    coverage.scopes.reduce((sum, { calls }) => sum + calls, 0),
  );
  measure(METRICS.durationMs, Date.parse(run.finishedAt) - Date.parse(run.startedAt));
  if (whole) measure(METRICS.scansCompleted, 1);
}
