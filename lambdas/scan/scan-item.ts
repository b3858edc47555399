import type { Config } from '#platform/config.ts';
import type { Store } from '#platform/store.ts';
import { collectSnapshot } from './collect.ts';
import { type AccountAccess, configuredAccounts } from './configured-accounts.ts';
import { snapshotOf } from './latest.ts';
import type { WorkItem } from './plan.ts';
import type { OnProgress } from './progress.ts';

export interface ScanItemDeps extends AccountAccess {
  readonly store: Store;
  readonly config: Config;
  readonly onProgress: OnProgress;
  /** Reading the account ends by then; what was not read is written down as such. */
  readonly collectLimitMs: number;
}

/** What became of an item, small enough for ten thousand of them. */
export interface ItemAnswer {
  readonly part: number;
  readonly scopes: number;
  readonly calls: number;
  /** Calls without a usable answer. */
  readonly errors: number;
}

/** Reads one account into the run's snapshot. A second attempt writes the same keys again. */
export async function scanItem(item: WorkItem, deps: ScanItemDeps): Promise<ItemAnswer> {
  const { runId, startedAt, part, regions } = item;
  const { scopes } = await collectSnapshot({
    store: snapshotOf(deps.store, runId),
    runId,
    startedAt,
    part,
    clock: deps.clock,
    onProgress: deps.onProgress,
    limitMs: deps.collectLimitMs,
    gzip: true,
    accounts: configuredAccounts(deps.config, [item.provider], deps).filter(
      (account) => account.provider === 'aws' || account.expectedAccount === item.account,
    ),
    keepGoing: true,
    ...(regions ? { onlyRegions: regions } : {}),
  });
  return {
    part,
    scopes: scopes.length,
    calls: scopes.reduce((sum, { calls }) => sum + calls, 0),
    errors: scopes.reduce((sum, { errors }) => sum + errors, 0),
  };
}
