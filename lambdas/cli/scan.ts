import { realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import { type Store, storeUnder } from '#platform/store.ts';
import { hasAwsAccount } from '#reports/asff.ts';
import { reportJson } from '#reports/json.ts';
import { isIncomplete, type Report } from '#reports/report.ts';
import { terminalSummary } from '#reports/terminal.ts';
import { REPORT_FILES, REPORT_FORMATS, type ReportFormat } from '#reports/write.ts';
import { collectSnapshot } from '#scan/collect.ts';
import { readNotices, yearBefore } from '#scan/notice-store.ts';
import { judge, readPrevious, selectChecks } from '#scan/run.ts';
import { folderStore, stageFolder } from '#stores/folder.ts';
import { collectRequest } from './collect.ts';
import { EXIT, type Io, wantsColor } from './io.ts';
import { ALL_PROVIDERS, parseName, readConfig, type SharedOptions, shared } from './options.ts';
import { type ProgressDisplay, progressDisplay } from './progress.ts';

/** Where a live scan keeps what it read, so that it can be judged again. */
export const SNAPSHOT_FOLDER = 'snapshot';

/** What a scan can write: to stdout, and as further files of the report. */
export const SCAN_FORMATS = ['text', 'json', ...REPORT_FORMATS] as const;

export interface ScanOptions extends SharedOptions {
  readonly snapshot?: string;
  readonly notices?: string;
}

/** `posture scan`: collect, assess, report. */
export const scanVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('scan')
    .description('collect, assess and report; with --snapshot, assess what a folder holds')
    .addOption(
      new Option(
        '--snapshot <dir>',
        'assess this snapshot (or these AWS CLI answers) instead of reading the clouds',
      ).argParser(parseName('--snapshot')),
    )
    .addOption(
      new Option(
        '--notices <dir>',
        'what the clouds told: a folder that holds notices/ as the report bucket does',
      ).argParser(parseName('--notices')),
    )
    .addOption(shared.config())
    .addOption(shared.provider())
    .addOption(shared.regions())
    .addOption(shared.profile())
    .addOption(shared.checks())
    .addOption(shared.severity())
    .addOption(shared.failOn())
    .addOption(shared.out('folder for the report', 'posture-report'))
    .addOption(shared.format(SCAN_FORMATS, ['text', 'csv']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (options: ScanOptions) => {
      const display = progressDisplay(io, options);
      const report = await scan(options, display, io);
      finish(exitCodeOf(report, options.failOn));
    });

/** Reads the clouds or a snapshot, judges, writes the report folder and shows the summary. */
async function scan(options: ScanOptions, display: ProgressDisplay, io: Io): Promise<Report> {
  const config = await readConfig(options.config);
  selectChecks(options.checks ?? []);
  const report = await writeReport(options, display, io, async (reports, runId, startedAt) => {
    const live = options.snapshot === undefined;
    const snapshot = live ? storeUnder(reports, SNAPSHOT_FOLDER) : folderStore(options.snapshot ?? '');
    if (live) {
      await collectSnapshot({
        ...(await collectRequest(options, config, display, io)),
        store: snapshot,
        runId,
        startedAt,
        gzip: true,
      });
    }
    const previous = await readPrevious(folderStore(options.out));
    return judge(
      {
        providers: options.provider ?? ALL_PROVIDERS,
        regions: options.regions ?? 'all',
        checks: options.checks ?? [],
      },
      {
        snapshot,
        reports,
        formats: fileFormats(options.format),
        policy: config.policy,
        language: options.language ?? config.notify.language,
        waivers: config.waivers,
        ...(previous ? { previous } : {}),
        ...(options.notices === undefined
          ? {}
          : { notices: await readNotices(folderStore(options.notices), yearBefore(startedAt)) }),
        runId,
        startedAt,
        clock: io.clock,
        onProgress: display.onProgress,
      },
    );
  });
  return report;
}

/** What a run takes away where an earlier one left it. */
const REPLACED = [...REPORT_FILES, SNAPSHOT_FOLDER];

/** Whether the snapshot that is judged is the one that the report folder keeps: it must outlive the run. */
async function isReadFrom({ snapshot, out }: Pick<ScanOptions, 'snapshot' | 'out'>): Promise<boolean> {
  if (snapshot === undefined) return false;
  const [read = '', kept = '', folder = ''] = await Promise.all(
    [snapshot, join(out, SNAPSHOT_FOLDER), out].map((path) => realpath(path).catch(() => resolve(path))),
  );
  return read === folder || read === kept || read.startsWith(kept + sep);
}

/** Makes a run's report in secret, shows it at once in the folder, and prints the summary. */
export async function writeReport(
  options: Pick<ScanOptions, 'snapshot' | 'out' | 'format' | 'quiet' | 'severity'>,
  display: ProgressDisplay,
  io: Io,
  make: (reports: Store, runId: string, startedAt: string) => Promise<Report>,
): Promise<Report> {
  const staged = await stageFolder(options.out, (await isReadFrom(options)) ? REPORT_FILES : REPLACED);
  const withdraw = io.onInterrupt(() => staged.discard());
  try {
    const report = await make(staged.store, io.newRunId(), io.clock().toISOString());
    await staged.commit();
    display.clear();
    const reports = folderStore(options.out);
    if (options.format.includes('json')) for (const chunk of reportJson(report)) io.stdout.write(chunk);
    else if (!options.quiet) {
      const colors = wantsColor(io);
      io.stdout.write(terminalSummary(report, { colors, width: io.stdout.columns ?? 100, from: options.severity }));
      display.message(`Report: ${reports.locate('report.html')}`);
    }
    if (options.format.includes('asff')) tellLeftOut(report, display);
    return report;
  } finally {
    display.clear();
    staged.discard();
    withdraw();
  }
}

/** Security Hub has no place for what is no finding about an AWS account: whoever imports the file should know. */
function tellLeftOut({ findings }: Report, display: ProgressDisplay): void {
  const leftOut = findings.filter((finding) => !hasAwsAccount(finding)).length;
  if (leftOut === 0) return;
  const some = leftOut === 1 ? '1 finding that is' : `${leftOut} findings that are`;
  display.message(`findings.asff.json leaves out ${some} not about a numbered AWS account in a known region`);
}

/** Those of the formats that are files of the report. */
export const fileFormats = (formats: readonly string[]): readonly ReportFormat[] =>
  REPORT_FORMATS.filter((format) => formats.includes(format));

/** Findings at or above the level win over an incomplete look. */
export function exitCodeOf(report: Report, failOn: Severity): number {
  const limit = SEVERITIES.indexOf(failOn);
  const counts = report.findings.some(
    ({ status, severity }) => (status === 'new' || status === 'open') && SEVERITIES.indexOf(severity) <= limit,
  );
  if (counts) return EXIT.findings;
  return isIncomplete(report) ? EXIT.incomplete : EXIT.clean;
}
