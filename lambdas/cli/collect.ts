import type { Command } from 'commander';
import type { Config } from '#platform/config.ts';
import { type CollectRequest, collectSnapshot } from '#scan/collect.ts';
import { folderStore, stageFolder } from '#stores/folder.ts';
import { accountsOf } from './accounts.ts';
import { EXIT, type Io } from './io.ts';
import { readConfig, type SharedOptions, shared } from './options.ts';
import { type ProgressDisplay, progressDisplay } from './progress.ts';

/** How long a collection from a terminal may take. */
const LIMIT_MS = 30 * 60_000;

/** `posture collect`: writes a snapshot and judges nothing. */
export const collectVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('collect')
    .description('read the clouds into a snapshot folder, and judge nothing')
    .addOption(shared.out('folder for the snapshot').makeOptionMandatory())
    .option('--gzip', 'pack the files')
    .addOption(shared.config())
    .addOption(shared.provider())
    .addOption(shared.regions())
    .addOption(shared.profile())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (options: SharedOptions & { readonly gzip?: boolean }) => {
      const display = progressDisplay(io, options);
      const config = await readConfig(options.config);
      const staged = await stageFolder(options.out, ['manifest.json', 'aws', 'alicloud']);
      const withdraw = io.onInterrupt(() => staged.discard());
      try {
        const manifest = await collectSnapshot({
          ...(await collectRequest(options, config, display, io)),
          store: staged.store,
          runId: io.newRunId(),
          startedAt: io.clock().toISOString(),
          gzip: options.gzip ?? false,
        });
        await staged.commit();
        const errors = manifest.scopes.reduce((sum, scope) => sum + scope.errors, 0);
        const calls = manifest.scopes.reduce((sum, scope) => sum + scope.calls, 0);
        display.message(
          `Snapshot: ${folderStore(options.out).locate('')} (${calls} calls, ${errors} without an answer)`,
        );
        finish(errors > 0 ? EXIT.incomplete : EXIT.clean);
      } finally {
        display.clear();
        staged.discard();
        withdraw();
      }
    });

/** What a collection from a terminal is made with, from the flags and the environment. */
export const collectRequest = async (
  options: Pick<SharedOptions, 'provider' | 'profile' | 'regions'>,
  config: Config,
  display: ProgressDisplay,
  io: Pick<Io, 'clock' | 'env'>,
): Promise<Pick<CollectRequest, 'clock' | 'onProgress' | 'limitMs' | 'accounts' | 'onlyRegions'>> => ({
  clock: io.clock,
  onProgress: display.onProgress,
  limitMs: LIMIT_MS,
  accounts: await accountsOf(options, config, io),
  ...(options.regions === undefined || options.regions === 'all' ? {} : { onlyRegions: options.regions }),
});
