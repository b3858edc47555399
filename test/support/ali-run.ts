import { fixedKeys } from '#collectors/alicloud/credentials.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Language } from '#platform/text.ts';
import type { Report } from '#reports/report.ts';
import { collectSnapshot } from '../../lambdas/scan/collect.ts';
import { judge } from '../../lambdas/scan/run.ts';
import { type SandboxKey, sandboxKey } from '../../sandbox/alicloud/keys.ts';
import type { ServedScope } from '../../sandbox/recording.ts';
import { ALI_ACCOUNT } from './ali-calls.ts';
import { memoryStore } from './memory-store.ts';

type MemoryStore = ReturnType<typeof memoryStore>;

/** When test runs take place. */
export const NOW = new Date('2026-11-20T02:30:00.000Z');

/** What our own collection reads of the test account at `url`, as the files of a snapshot. */
export async function collectAli(
  url: string,
  { key = sandboxKey(ALI_ACCOUNT), limitMs = 60_000 }: { readonly key?: SandboxKey; readonly limitMs?: number } = {},
): Promise<MemoryStore> {
  const store = memoryStore();
  await collectSnapshot({
    store,
    clock: () => new Date(),
    runId: 'run-1',
    startedAt: NOW.toISOString(),
    accounts: [{ provider: 'alicloud', regions: 'all', credentials: fixedKeys(key), endpoint: url }],
    onProgress: () => undefined,
    limitMs,
    gzip: false,
  });
  return store;
}

/** Recorded calls as a snapshot that lies there already. */
export const snapshotOf = (...scopes: readonly ServedScope[]): MemoryStore =>
  memoryStore(
    Object.fromEntries(
      scopes.map(({ provider, account, region, calls }) => [
        `${provider}/${account}/${region}.jsonl`,
        calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
      ]),
    ),
  );

/** The report on a snapshot, and every file that was written for it. */
export async function judgeAli(
  snapshot: MemoryStore,
  checks: readonly string[] = [],
  language: Language = 'en',
): Promise<{ readonly report: Report; readonly files: MemoryStore['files'] }> {
  const reports = memoryStore();
  const report = await judge(
    { providers: ['alicloud'], regions: 'all', checks },
    {
      snapshot,
      reports,
      formats: ['csv'],
      policy: DEFAULT_POLICY,
      waivers: [],
      runId: 'run-1',
      language,
      startedAt: NOW.toISOString(),
      clock: () => NOW,
      onProgress: () => undefined,
    },
  );
  return { report, files: reports.files };
}

/** The results of one check: `<resource>: <verdict>`, or its missing calls. */
export const verdictsOf = (files: MemoryStore['files'], checkId: string): readonly string[] =>
  String(files.get('results.jsonl') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { checkId: string; verdict: string; message: string; resource: { id: string } })
    .filter((result) => result.checkId === checkId)
    .map(({ resource, verdict, message }) => `${resource.id} ${verdict}: ${message}`);
