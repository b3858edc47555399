import type { Command } from 'commander';
import { SEVERITIES } from '#checks/outcome.ts';
import { compareFindings } from '#findings/changes.ts';
import type { Finding } from '#findings/finding.ts';
import { tongueOf } from '#languages/tongue.ts';
import { UsageError } from '#platform/usage-error.ts';
import { findingLine } from '#reports/terminal.ts';
import { readPrevious } from '#scan/run.ts';
import { folderStore } from '#stores/folder.ts';
import { EXIT, type Io, wantsColor } from './io.ts';
import { type SharedOptions, shared } from './options.ts';

/** `posture diff`: what changed between two report folders. */
export const diffVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('diff')
    .description('new, resolved and still-open findings between two report folders')
    .argument('<before>', 'the earlier report folder')
    .argument('<after>', 'the later report folder')
    .addOption(shared.severity())
    .addOption(shared.failOn())
    .addOption(shared.format(['text', 'json'], ['text']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (before: string, after: string, options: SharedOptions) => {
      const shown = ({ severity }: Finding): boolean =>
        SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(options.severity);
      const changes = compareFindings(
        (await findingsIn(before)).filter(shown),
        (await findingsIn(after)).filter(shown),
      );
      if (options.format.includes('json'))
        io.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...changes }, null, 2)}\n`);
      else {
        const colors = wantsColor(io);
        const tongue = tongueOf(options.language ?? 'en');
        for (const [title, findings] of [
          [tongue.words('New'), changes.new],
          [tongue.words('Resolved'), changes.resolved],
          [tongue.words('Still open'), changes.open],
        ] as const) {
          io.stdout.write(`${title}: ${findings.length}\n`);
          const isGone = findings === changes.resolved;
          for (const finding of findings) io.stdout.write(`  ${findingLine(finding, { colors, tongue, isGone })}\n`);
        }
      }
      const limit = SEVERITIES.indexOf(options.failOn);
      finish(changes.new.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? EXIT.findings : EXIT.clean);
    });

async function findingsIn(folder: string): Promise<readonly Finding[]> {
  const report = await readPrevious(folderStore(folder));
  if (!report) throw new UsageError(`${folder} holds no report: expected a report.json in it`);
  return report.findings;
}
