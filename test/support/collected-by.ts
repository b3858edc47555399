import { awsClients } from '#collectors/aws/clients.ts';
import type { AwsCollector } from '#collectors/aws/collector.ts';
import { Recorder } from '#collectors/record.ts';
import { deadlineIn } from '#platform/deadline.ts';
import { Gate } from '#platform/pool.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { SandboxOptions } from '../../sandbox/server.ts';
import { withSandbox } from './sandboxed.ts';

const NOW = new Date('2026-11-20T03:30:00Z');

/** What one collector records of a cloud that gives these answers, in the order in which they came. */
export async function collectedBy(
  collector: AwsCollector,
  served: readonly RecordedCall[],
  {
    region = 'eu-west-1',
    publicInstanceIds = new Set<string>(),
    ...options
  }: Partial<SandboxOptions> & { readonly region?: string; readonly publicInstanceIds?: Set<string> } = {},
): Promise<readonly RecordedCall[]> {
  const recorded: RecordedCall[] = [];
  const scope = { provider: 'aws', account: '111122223333', region: 'global' } as const;
  await withSandbox({ snapshot: [{ ...scope, calls: served }], ...options }, async ({ url: endpoint }) => {
    const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
    const clients = awsClients(region, { endpoint, credentials, maxAttempts: 1 });
    const record = new Recorder({
      write: async (call) => {
        recorded.push(JSON.parse(JSON.stringify(call)) as RecordedCall);
      },
      gate: new Gate(8),
      clock: () => NOW,
      deadline: deadlineIn(60_000, () => NOW),
      throttledPausesMs: [],
    });
    try {
      await collector.collect({ clients, record, publicInstanceIds });
    } finally {
      clients.destroy();
    }
  });
  return recorded;
}

/** Which calls were made, how often, in the order of their names. */
export function tallied(calls: readonly RecordedCall[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { call } of calls) counts[call] = (counts[call] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The requests of one call. */
export const requestsOf = (calls: readonly RecordedCall[], call: string): readonly RecordedCall['request'][] =>
  calls.filter((each) => each.call === call).map(({ request }) => request);
