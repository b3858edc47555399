import Table from 'cli-table3';
import type { Command } from 'commander';
import { SEVERITIES } from '#checks/outcome.ts';
import { tongueOf } from '#languages/tongue.ts';
import { selectChecks } from '#scan/run.ts';
import { EXIT, type Io } from './io.ts';
import { ALL_PROVIDERS, type SharedOptions, shared } from './options.ts';

/** `posture checks`: the catalogue. */
export const checksVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('checks')
    .description('list every check: id, title, severity, concern, frameworks')
    .addOption(shared.provider())
    .addOption(shared.checks())
    .addOption(shared.severity())
    .addOption(shared.format(['text', 'json'], ['text']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action((options: SharedOptions) => {
      const t = tongueOf(options.language ?? 'en');
      const providers = options.provider ?? ALL_PROVIDERS;
      const rows = selectChecks(options.checks ?? [])
        .filter(({ examines }) => providers.some((provider) => examines.startsWith(`${provider}.`)))
        .filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(options.severity))
        .map(({ id, title, severity, concern, frameworks }) => ({
          id,
          title: t.words(title),
          severity,
          concern,
          frameworks: frameworks ?? [],
        }));
      if (options.format.includes('json')) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      else {
        const table = new Table({
          head: [t`Check`, t`Holds when it passes`, t`Severity`, t`Concern`, t`Frameworks`],
          style: { head: [], border: [] },
        });
        for (const row of rows) table.push([row.id, row.title, row.severity, row.concern, row.frameworks.join('\n')]);
        io.stdout.write(`${table.toString()}\n`);
      }
      finish(EXIT.clean);
    });
