import { type AwsAccess, type AwsClients, awsClients } from '#collectors/aws/clients.ts';
import type { AwsCollector } from '#collectors/aws/collector.ts';
import {
  account as accountCollector,
  globalCollectors,
  networkInterfaces,
  regionalCollectors,
  vpcs,
} from '#collectors/aws/registry.ts';
import { Recorder } from '#collectors/record.ts';
import type { Clock } from '#platform/clock.ts';
import { type Deadline, deadlineIn } from '#platform/deadline.ts';
import { Gate, mapPool } from '#platform/pool.ts';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { GLOBAL_REGION, type RecordedCall, type Scope } from '#snapshot/recorded-call.ts';
import { type Manifest, openScope } from '#snapshot/write.ts';
import type { CloudAccount } from './cloud-account.ts';
import type { OnProgress } from './progress.ts';

/** Regions that are read at once; most of the time is waiting. */
const REGIONS_AT_ONCE = 8;
/** Calls of one region that run at once: well below EC2's refill rate of 20 a second. */
const CALLS_AT_ONCE = 8;

export interface CollectAwsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly access: AwsAccess;
  /** Where the account is asked who it is and which regions it has. */
  readonly homeRegion: string;
  readonly onProgress: OnProgress;
  /** The whole collection ends by then; what was not read is written down as such. */
  readonly limitMs: number;
  readonly gzip: boolean;
}

/**
 * Asks AWS who we are, to read that account into the snapshot: `global` and every wanted region.
 *
 * @throws {UsageError} when the credentials are refused.
 */
export async function openAws(deps: CollectAwsDeps): Promise<CloudAccount> {
  const deadline = deadlineIn(deps.limitMs, deps.clock);
  const home = awsClients(deps.homeRegion, deps.access);
  const found = await identify(home, deadline, deps.clock).catch((failure: unknown) => {
    home.destroy();
    throw failure;
  });
  const scopeOf = (region: string): Scope => ({ provider: 'aws', account: found.account, region });
  const collectGlobal = (): Promise<Manifest['scopes'][number]> =>
    collectScope(scopeOf(GLOBAL_REGION), home, deadline, deps, async (record, write) => {
      for (const call of found.calls) await write(call);
      await collectAll(globalCollectors, { clients: home, record });
    });
  const collectOne = async (region: string): Promise<Manifest['scopes'][number]> => {
    const clients = awsClients(region, deps.access);
    try {
      return await collectScope(scopeOf(region), clients, deadline, deps, (record, _write, isEmptyOf) =>
        collectRegion({ clients, record, publicInstanceIds: new Set() }, isEmptyOf),
      );
    } finally {
      clients.destroy();
    }
  };
  return {
    provider: 'aws',
    account: found.account,
    regions: found.regions,
    async collect(regions) {
      deps.onProgress({ event: 'collecting', scopes: regions.length + 1 });
      const [globals, rest] = await Promise.all([collectGlobal(), mapPool(regions, REGIONS_AT_ONCE, collectOne)]);
      return [globals, ...rest];
    },
    close: () => home.destroy(),
  };
}

type Context = Parameters<AwsCollector['collect']>[0];
type IsEmptyOf = (needs: NonNullable<AwsCollector['needs']>) => boolean;

/** The two lists that tell whether the region is empty, then everything that can be in it. */
async function collectRegion(context: Context, isEmptyOf: IsEmptyOf): Promise<void> {
  await vpcs.collect(context);
  if (!isEmptyOf('vpc')) await networkInterfaces.collect(context);
  await collectAll(
    regionalCollectors.filter(({ needs }) => needs === undefined || !isEmptyOf(needs)),
    context,
  );
}

const collectAll = async (collectors: readonly AwsCollector[], context: Context): Promise<void> => {
  await Promise.all(collectors.map((collector) => collector.collect(context)));
};

/** Opens the scope's file, collects into it, and closes it; after a failure nothing of the file remains. */
async function collectScope(
  scope: Scope,
  clients: AwsClients,
  deadline: Deadline,
  deps: CollectAwsDeps,
  collect: (record: Recorder, write: (call: RecordedCall) => Promise<void>, isEmptyOf: IsEmptyOf) => Promise<void>,
): Promise<Manifest['scopes'][number]> {
  const writer = openScope(deps.store, scope, { gzip: deps.gzip });
  const emptiness = new Emptiness();
  const write = async (call: RecordedCall): Promise<void> => {
    emptiness.observe(call);
    await writer.write(call);
    deps.onProgress({ event: 'call', scope, call: call.call, failed: call.error !== undefined });
  };
  try {
    await collect(new Recorder({ write, gate: new Gate(CALLS_AT_ONCE), clock: deps.clock, deadline }), write, (needs) =>
      emptiness.has(needs),
    );
    await writer.close();
  } catch (failure) {
    clients.destroy();
    await writer.abort(failure instanceof Error ? failure : new Error(String(failure)));
    throw failure;
  }
  deps.onProgress({ event: 'scope-collected', scope, ...writer.counts });
  return { ...scope, file: writer.key, ...writer.counts };
}

/** Whether a region certainly has no VPC or no network interface, from the lists as they were read. */
class Emptiness {
  readonly #lists = {
    vpc: { call: 'ec2:DescribeVpcs', key: 'Vpcs' },
    interface: { call: 'ec2:DescribeNetworkInterfaces', key: 'NetworkInterfaces' },
  };
  readonly #answers = { vpc: { pages: 0, items: 0, errors: 0 }, interface: { pages: 0, items: 0, errors: 0 } };

  observe({ call, response, error }: RecordedCall): void {
    for (const kind of ['vpc', 'interface'] as const) {
      if (this.#lists[kind].call !== call) continue;
      const answer = this.#answers[kind];
      const items = (response as Record<string, unknown> | undefined)?.[this.#lists[kind].key];
      answer.pages++;
      answer.items += Array.isArray(items) ? items.length : 0;
      answer.errors += error === undefined ? 0 : 1;
    }
  }

  has(kind: 'vpc' | 'interface'): boolean {
    const none = ({ pages, items, errors }: { pages: number; items: number; errors: number }): boolean =>
      pages > 0 && items + errors === 0;
    return none(this.#answers.vpc) || (kind === 'interface' && none(this.#answers.interface));
  }
}

/** Who we are and which regions are enabled. Nothing can be written before the account is known. */
async function identify(
  clients: AwsClients,
  deadline: Deadline,
  clock: Clock,
): Promise<{ account: string; regions: readonly string[] | undefined; calls: readonly RecordedCall[] }> {
  const calls: RecordedCall[] = [];
  const write = async (call: RecordedCall): Promise<void> => {
    calls.push(call);
  };
  try {
    await accountCollector.collect({
      clients,
      record: new Recorder({ write, gate: new Gate(CALLS_AT_ONCE), clock, deadline }),
    });
  } catch (failure) {
    const { name, message } = failure as Error;
    if (!/Credential|Token|Profile|Config|Sso/i.test(name)) throw failure;
    throw new UsageError(
      `no usable AWS credentials: ${message}. Log in (aws sso login, aws configure), or name a profile with --profile.`,
    );
  }
  const identity = calls.find(({ call }) => call === 'sts:GetCallerIdentity');
  const account = (identity?.response as { Account?: unknown } | undefined)?.Account;
  if (typeof account !== 'string') {
    const { code, message } = identity?.error ?? { code: 'no account', message: 'the answer names no account' };
    throw new UsageError(`AWS does not accept the credentials: sts:GetCallerIdentity answered ${code}: ${message}`);
  }
  const listed = calls.find(({ call }) => call === 'ec2:DescribeRegions')?.response as
    | { Regions?: { RegionName?: string }[] }
    | undefined;
  return { account, regions: listed?.Regions?.flatMap(({ RegionName }) => RegionName ?? []).sort(), calls };
}
