import type { Command } from 'commander';
import type { AwsAccess } from '#collectors/aws/clients.ts';
import type { Store } from '#platform/store.ts';
import { TOOL } from '#platform/tool.ts';
import { collectAws } from '#scan/collect-aws.ts';
import { type Manifest, writeManifest } from '#snapshot/write.ts';
import { folderStore, stageFolder } from '#stores/folder.ts';
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
      const withdraw = io.onInterrupt(staged.discard);
      try {
        const manifest = await collectInto(staged.store, {
          runId: io.newRunId(),
          startedAt: io.clock().toISOString(),
          regions: options.regions ?? config.aws.regions,
          display,
          io,
          gzip: options.gzip ?? false,
          access: { profile: options.profile },
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

/** Reads the clouds into a store and closes the snapshot with its manifest. */
export async function collectInto(
  store: Store,
  run: {
    readonly runId: string;
    readonly startedAt: string;
    readonly regions: 'all' | readonly string[];
    readonly display: ProgressDisplay;
    readonly io: Pick<Io, 'clock' | 'env'>;
    readonly gzip: boolean;
    readonly access: AwsAccess;
  },
): Promise<Manifest> {
  const { env, clock } = run.io;
  const named = run.regions === 'all' ? undefined : run.regions[0];
  const scopes = await collectAws(run.regions, {
    store,
    clock,
    access: run.access,
    homeRegion: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? named ?? 'us-east-1',
    onProgress: run.display.onProgress,
    limitMs: LIMIT_MS,
    gzip: run.gzip,
  });
  const manifest: Manifest = {
    schemaVersion: 1,
    runId: run.runId,
    startedAt: run.startedAt,
    finishedAt: clock().toISOString(),
    tool: TOOL,
    scopes,
  };
  await writeManifest(store, manifest);
  return manifest;
}
