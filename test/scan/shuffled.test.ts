import fc from 'fast-check';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { exposureOf } from '#scan/exposure.ts';
import { judge } from '#scan/run.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import type { ServedScope } from '../../sandbox/recording.ts';
import { memoryStore } from '../support/memory-store.ts';
import { storeOf } from '../support/served-store.ts';
import { shuffled } from '../support/shuffled.ts';

const NOW = new Date('2026-11-20T02:30:00Z');
const DEMO = demoEstate(NOW).filter(({ provider }) => provider === 'aws');
const WHERE = { providers: ['aws'], regions: 'all' } as const;

/** The demo estate with every list of every answer in another order, and the answers too. */
const inAnotherOrder = (seed: number): readonly ServedScope[] =>
  DEMO.map((scope) => ({
    ...scope,
    calls: shuffled(scope.calls, seed),
  }));

async function outputOf(scopes: readonly ServedScope[]): Promise<Readonly<Record<string, string>>> {
  const reports = memoryStore();
  await judge(
    { ...WHERE, checks: [] },
    {
      snapshot: storeOf(scopes),
      reports,
      formats: ['csv'],
      policy: DEFAULT_POLICY,
      waivers: [],
      runId: 'run-1',
      startedAt: NOW.toISOString(),
      clock: () => NOW,
      onProgress: () => undefined,
    },
  );
  const { document } = await exposureOf(storeOf(scopes), WHERE);
  const written = ['report.json', 'results.jsonl'].map((name) => [name, String(reports.files.get(name))] as const);
  return { exposure: JSON.stringify(document, null, 2), ...Object.fromEntries(written) };
}

test('whatever the order of any list in the input, the output has the same bytes', async () => {
  const expected = await outputOf(DEMO);
  for (const text of Object.values(expected)) expect(text.length).toBeGreaterThan(10_000);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000 }), async (seed) => {
      const found = await outputOf(inAnotherOrder(seed));
      for (const [name, text] of Object.entries(expected)) {
        // One line at a time: two reports of megabytes are no message.
        const [lines, others] = [text.split('\n'), (found[name] ?? '').split('\n')];
        const at = lines.findIndex((line, index) => line !== others[index]);
        expect([name, at < 0 ? '' : others[at]]).toEqual([name, at < 0 ? '' : lines[at]]);
        expect(others.length).toBe(lines.length);
      }
    }),
    { numRuns: 3, seed: 71 },
  );
});
