import { StandardRetryStrategy } from '@smithy/core/retry';
import { type AwsClients, awsClients } from '#collectors/aws/clients.ts';
import { networkInterfaces, regionalCollectors, vpcs } from '#collectors/aws/registry.ts';
import { Recorder } from '#collectors/record.ts';
import { deadlineIn } from '#platform/deadline.ts';
import { Gate } from '#platform/pool.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { demoEstate } from '../../../sandbox/estate/demo.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import type { ServedScope } from '../../../sandbox/recording.ts';
import { essence } from '../../support/collected.ts';
import { withSandbox } from '../../support/sandboxed.ts';

const clock = (): Date => new Date();
const region = 'eu-central-1';
const snapshot = demoEstate(clock());
const served = snapshot.filter((scope) => scope.region === region);

/** The real clients with the SDK's own retrying, but with pauses that a test can wait for. */
function impatientClients(endpoint: string, maxAttempts: number): AwsClients {
  const clients = awsClients(region, {
    endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts,
  });
  const backoff = { computeNextBackoffDelay: () => 1, setDelayBase: () => undefined };
  const retryStrategy = new StandardRetryStrategy({ maxAttempts, baseDelay: 1, backoff });
  // The SDK stops retrying once its budget of 500 tokens is spent, and half of all calls spend about as much: whether the
  // last call still had some would be a matter of timing.
  Object.defineProperty(retryStrategy, 'capacity', {
    get: () => 1_000_000,
    set() {
      // It stays full.
    },
  });
  const { ec2, elb, elbV2, guardDuty, cloudWatch } = clients;
  for (const client of [ec2, elb, elbV2, guardDuty, cloudWatch])
    client.config.retryStrategy = async () => retryStrategy;
  return clients;
}

const collectedThrough = (faults: readonly Fault[]): Promise<readonly ServedScope[]> =>
  withSandbox({ snapshot, faults, pageLimit: 20 }, async ({ url }) => {
    const clients = impatientClients(url, 20);
    const calls: RecordedCall[] = [];
    const record = new Recorder({
      write: async (call) => void calls.push(JSON.parse(JSON.stringify(call)) as RecordedCall),
      gate: new Gate(8),
      clock,
      deadline: deadlineIn(60_000, clock),
    });
    const context = { clients, record, publicInstanceIds: new Set<string>() };
    try {
      await vpcs.collect(context);
      await networkInterfaces.collect(context);
      await Promise.all(regionalCollectors.map((collector) => collector.collect(context)));
    } finally {
      clients.destroy();
    }
    return [{ provider: 'aws', account: '111122223333', region, calls }];
  });

test.each(['throttle', 'server-error', 'cut'] as const)(
  'with %s on half of all calls the snapshot is the same',
  async (kind) => {
    const collected = await collectedThrough([{ kind, probability: 0.5 }]);
    expect(essence(collected)).toEqual(essence(served));
  },
);

test('whatever cannot be parsed is a line of its own, and nothing that was not read looks like an answer', async () => {
  const [scope] = await collectedThrough([{ kind: 'malformed', calls: 'ec2:*' }]);
  const ec2 = scope?.calls.filter(({ call }) => call.startsWith('ec2:')) ?? [];
  expect(ec2.length).toBeGreaterThan(15);
  expect(new Set(ec2.map(({ error }) => error?.code))).toEqual(new Set(['Malformed']));
});
