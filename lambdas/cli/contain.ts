import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Notice } from '#notices/notice.ts';
import { UsageError } from '#platform/usage-error.ts';
import { containmentText } from '#reports/containment.ts';
import { planContainment } from '#scan/contain.ts';
import { readNotice } from '#scan/notice-store.ts';
import { readScopes } from '#snapshot/read.ts';
import { folderStore } from '#stores/folder.ts';
import { EXIT, type Io } from './io.ts';
import { parseName, readConfig, type SharedOptions, shared } from './options.ts';

interface ContainOptions extends Pick<SharedOptions, 'config' | 'format' | 'language' | 'provider' | 'regions'> {
  readonly snapshot: string;
  readonly notice?: string;
}

/** `posture contain`: the plan for cutting a resource off without losing the evidence. It is written and never run. */
export const containVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('contain')
    .description(
      'write the plan for cutting a resource off: commands with real ids, their undo, and what must not be done',
    )
    .argument('<resource>', 'a machine, an interface or an address')
    .addOption(
      new Option('--snapshot <dir>', 'the snapshot that knows the resource')
        .argParser(parseName('--snapshot'))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--notice <file>', 'the notice that it is about, as it stands in the report bucket under notices/'),
    )
    .addOption(shared.config())
    .addOption(shared.provider())
    .addOption(shared.regions())
    .addOption(shared.language())
    .addOption(shared.format(['text', 'json'], ['text']))
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (resource: string, options: ContainOptions) => {
      const { policy, notify } = await readConfig(options.config);
      const { provider, regions = 'all' } = options;
      const scopes = (await readScopes(folderStore(options.snapshot))).filter(
        (scope) =>
          (provider?.includes(scope.provider) ?? true) && (regions === 'all' || regions.includes(scope.region)),
      );
      const plan = await planContainment(resource, scopes, {
        operators: policy.operators,
        at: io.clock().toISOString(),
        language: options.language ?? notify.language,
        ...(options.notice === undefined ? {} : { notice: await noticeIn(options.notice) }),
      });
      if (!plan) {
        const places = scopes.map(({ account, region }) => `${account} ${region}`).join(', ');
        throw new UsageError(
          `${resource} is no machine, interface or address of the snapshot ${options.snapshot}; looked in ${places || 'no region at all'}`,
        );
      }
      io.stdout.write(options.format.includes('json') ? `${JSON.stringify(plan, null, 2)}\n` : containmentText(plan));
      finish(plan.missing.length > 0 ? EXIT.incomplete : EXIT.clean);
    });

async function noticeIn(file: string): Promise<Notice> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--notice ${file} cannot be read: ${error.code === 'ENOENT' ? 'no such file' : error.message}`,
    );
  });
  const read = readNotice(file, content);
  if ('missing' in read) throw new UsageError(`--notice ${file}: ${read.missing.message}`);
  return read.notice;
}
