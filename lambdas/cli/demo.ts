import type { Command } from 'commander';
import { fixedKeys } from '#collectors/alicloud/credentials.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { storeUnder } from '#platform/store.ts';
import { type AccountRequest, collectSnapshot } from '#scan/collect.ts';
import { judge } from '#scan/run.ts';
import { ALI_DEMO_ACCOUNT, aliDemoEstate } from '../../sandbox/alicloud/estate.ts';
import { sandboxKey } from '../../sandbox/alicloud/keys.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import { HOLDING_ACCOUNT } from '../../sandbox/estate/holding.ts';
import { OWN_ACCOUNT } from '../../sandbox/estate/rules.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { EXIT, type Io } from './io.ts';
import { ALL_PROVIDERS, type SharedOptions, shared } from './options.ts';
import { progressDisplay } from './progress.ts';
import { fileFormats, SCAN_FORMATS, SNAPSHOT_FOLDER, writeReport } from './scan.ts';

/** Far more than a scan over loopback takes. */
const LIMIT_MS = 60_000;

/** `posture demo`: everything, over a miniature cloud on loopback. Ends with 0 when it ran, whatever it found. */
export const demoVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('demo')
    .description('scan a built-in miniature cloud on loopback; needs no account and no network')
    .addOption(shared.severity())
    .addOption(shared.out('folder for the report', 'posture-demo'))
    .addOption(shared.format(SCAN_FORMATS, ['text', 'csv']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async (options: SharedOptions) => {
      const display = progressDisplay(io, options);
      display.message('A company with a web shop, a bastion and a few old mistakes is on loopback. Scanning it ...');
      const now = io.clock();
      const snapshot = [...demoEstate(now), ...aliDemoEstate(now)];
      const sandbox = await startSandbox({ snapshot, latencyMs: 5 });
      try {
        await writeReport(options, display, io, async (reports, runId, startedAt) => {
          const snapshot = storeUnder(reports, SNAPSHOT_FOLDER);
          const how = { runId, startedAt, clock: io.clock, onProgress: display.onProgress };
          await collectSnapshot({
            ...how,
            store: snapshot,
            accounts: accountsAt(sandbox.url),
            limitMs: LIMIT_MS,
            gzip: true,
          });
          return judge(
            { providers: ALL_PROVIDERS, regions: 'all', checks: [] },
            {
              ...how,
              snapshot,
              reports,
              formats: fileFormats(options.format),
              policy: DEFAULT_POLICY,
              waivers: [],
              language: options.language ?? 'en',
            },
          );
        });
      } finally {
        await sandbox.close();
      }
      finish(EXIT.clean);
    });

const accountsAt = (url: string): readonly AccountRequest[] => [
  awsAccountAt(url, OWN_ACCOUNT, 'eu-central-1'),
  awsAccountAt(url, HOLDING_ACCOUNT, 'eu-west-1'),
  {
    provider: 'alicloud',
    regions: 'all',
    credentials: fixedKeys(sandboxKey(ALI_DEMO_ACCOUNT)),
    endpoint: url,
  },
];

/** The sandbox tells the accounts apart by the number in the key. */
const awsAccountAt = (endpoint: string, account: string, homeRegion: string): AccountRequest => ({
  provider: 'aws',
  regions: 'all',
  access: { endpoint, credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'sandbox' } },
  homeRegion,
});
