import { AliClient } from '#collectors/alicloud/client.ts';
import type { AliCollector } from '#collectors/alicloud/collector.ts';
import { type CredentialSource, checkIdentity } from '#collectors/alicloud/credentials.ts';
import { MAINLAND } from '#collectors/alicloud/endpoints.ts';
import { AliAsk } from '#collectors/alicloud/paging.ts';
import { account as accountCollector, globalCollectors, regionalCollectors } from '#collectors/alicloud/registry.ts';
import { Recorder } from '#collectors/record.ts';
import type { Clock } from '#platform/clock.ts';
import { type Deadline, deadlineIn } from '#platform/deadline.ts';
import { Gate, mapPool } from '#platform/pool.ts';
import type { Store } from '#platform/store.ts';
import { GLOBAL_REGION, type RecordedCall, type Scope } from '#snapshot/recorded-call.ts';
import { type Manifest, openScope } from '#snapshot/write.ts';
import type { CloudAccount } from './cloud-account.ts';
import type { OnProgress } from './progress.ts';

/** Regions that are read at once; most of the time is waiting. */
const REGIONS_AT_ONCE = 6;
/** Calls of one region at once over all products; each product has a limit of its own. */
const CALLS_AT_ONCE = 16;

export interface CollectAlicloudDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly credentials: CredentialSource;
  /** The account that the keys must belong to. @default whatever they belong to */
  readonly expectedAccount?: string;
  /** One address for every product, as `readEndpointOverride` gives it. */
  readonly endpoint?: string;
  readonly onProgress: OnProgress;
  /** The whole collection ends by then; what was not read is written down as such. */
  readonly limitMs: number;
  readonly gzip: boolean;
  /** What is read of the account. @default everything */
  readonly collectors?: readonly AliCollector[];
}

/**
 * Asks Alibaba Cloud who we are, to read that account into the snapshot: `global` and every wanted region.
 *
 * @throws {UsageError} when the credentials are refused or belong to another account.
 */
export async function openAlicloud(deps: CollectAlicloudDeps): Promise<CloudAccount> {
  const deadline = deadlineIn(deps.limitMs, deps.clock);
  const client = new AliClient({
    credentials: deps.credentials,
    ...(deps.endpoint === undefined ? {} : { endpoint: deps.endpoint }),
  });
  try {
    const { account } = await checkIdentity(client, deps.expectedAccount);
    const found = await identify(client, deadline, deps.clock);
    const collect = (region: string, collectors: readonly AliCollector[], first: readonly RecordedCall[] = []) =>
      collectScope({ provider: 'alicloud', account, region }, collectors, client, deadline, deps, first);
    const wanted = (scope: AliCollector['scope']): readonly AliCollector[] =>
      (deps.collectors ?? [...globalCollectors, ...regionalCollectors]).filter(
        (collector) => collector.scope === scope,
      );
    return {
      provider: 'alicloud',
      account,
      regions: found.regions,
      async collect(regions) {
        deps.onProgress({ event: 'collecting', scopes: regions.length + 1 });
        const [globals, rest] = await Promise.all([
          collect(GLOBAL_REGION, wanted('global'), found.calls),
          mapPool(regions, REGIONS_AT_ONCE, (region) => collect(region, wanted('region'))),
        ]);
        return [globals, ...rest];
      },
      close: () => client.destroy(),
    };
  } catch (failure) {
    client.destroy();
    throw failure;
  }
}

/** Opens the scope's file, collects into it, and closes it; after a failure nothing of the file remains. */
async function collectScope(
  scope: Scope,
  collectors: readonly AliCollector[],
  client: AliClient,
  deadline: Deadline,
  deps: CollectAlicloudDeps,
  first: readonly RecordedCall[],
): Promise<Manifest['scopes'][number]> {
  const writer = openScope(deps.store, scope, { gzip: deps.gzip });
  const write = async (call: RecordedCall): Promise<void> => {
    await writer.write(call);
    deps.onProgress({ event: 'call', scope, call: call.call, failed: call.error !== undefined });
  };
  const record = new Recorder({ write, gate: new Gate(CALLS_AT_ONCE), clock: deps.clock, deadline });
  const region = scope.region === GLOBAL_REGION ? MAINLAND : scope.region;
  const ask = new AliAsk(client, record, region);
  const now = deps.clock();
  try {
    for (const call of first) await write(call);
    await Promise.all(collectors.map((collector) => collector.collect({ ask, region, now })));
    await writer.close();
  } catch (failure) {
    await writer.abort(failure instanceof Error ? failure : new Error(String(failure)));
    throw failure;
  }
  deps.onProgress({ event: 'scope-collected', scope, ...writer.counts });
  return { ...scope, file: writer.key, ...writer.counts };
}

/** Who we are and which regions there are, as recorded calls. */
async function identify(
  client: AliClient,
  deadline: Deadline,
  clock: Clock,
): Promise<{ regions: readonly string[] | undefined; calls: readonly RecordedCall[] }> {
  const calls: RecordedCall[] = [];
  const write = async (call: RecordedCall): Promise<void> => {
    calls.push(call);
  };
  const record = new Recorder({ write, gate: new Gate(CALLS_AT_ONCE), clock, deadline });
  await accountCollector.collect({ ask: new AliAsk(client, record, MAINLAND), region: MAINLAND, now: clock() });
  const listed = calls.find(({ call }) => call === 'ecs:DescribeRegions')?.response as
    | { Regions?: { Region?: { RegionId?: string }[] } }
    | undefined;
  return { calls, regions: listed?.Regions?.Region?.flatMap(({ RegionId }) => RegionId ?? []).sort() };
}
