import { type Command, Option } from 'commander';
import { tongueOf } from '#languages/tongue.ts';
import { exposureText } from '#reports/exposure-text.ts';
import { exposureOf } from '#scan/exposure.ts';
import { folderStore } from '#stores/folder.ts';
import { EXIT, type Io, wantsColor } from './io.ts';
import { ALL_PROVIDERS, parseName, type SharedOptions, shared } from './options.ts';
import { progressDisplay } from './progress.ts';

/** The snapshot that a question is asked about. */
export const snapshotOption = (): Option =>
  new Option('--snapshot <dir>', 'a snapshot, or AWS CLI answers')
    .argParser(parseName('--snapshot'))
    .makeOptionMandatory();

/** `posture exposure`: the exact set of what the Internet reaches. */
export const exposureVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('exposure')
    .description('the exact set of what the Internet reaches, with the path')
    .addOption(snapshotOption())
    .addOption(shared.provider())
    .addOption(shared.regions())
    .addOption(shared.format(['text', 'json'], ['text']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (options: SharedOptions & { readonly snapshot: string }) => {
      const tongue = tongueOf(options.language ?? 'en');
      const places = { providers: options.provider ?? ALL_PROVIDERS, regions: options.regions ?? 'all' } as const;
      const { document, missing } = await exposureOf(folderStore(options.snapshot), places, tongue.words);
      if (options.format.includes('json')) io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      else io.stdout.write(exposureText(document, { colors: wantsColor(io), tongue }));
      const display = progressDisplay(io, options);
      for (const { call, code, account, region } of missing) {
        display.message(`posture: ${account} ${region} may hold more than this shows: ${call}: ${code}`);
      }
      const isSure = missing.length === 0 && document.exposures.every(({ verdict }) => verdict === 'reachable');
      finish(isSure ? EXIT.clean : EXIT.incomplete);
    });
