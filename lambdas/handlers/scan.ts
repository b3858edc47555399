import { accountAccess, deployedConfig, reportBucket } from '#scan/live.ts';
import type { WorkItem } from '#scan/plan.ts';
import { type ItemAnswer, scanItem } from '#scan/scan-item.ts';
import { telemetry } from '#scan/telemetry.ts';

/** What writing the last page needs at the end. */
const RESERVE_MS = 30_000;

/** The part of Lambda's context that is used. */
interface Invocation {
  getRemainingTimeInMillis(): number;
}

const { onProgress } = telemetry();
const deps = {
  ...accountAccess(process.env, () => new Date()),
  onProgress,
  config: deployedConfig(process.env),
  store: reportBucket(process.env),
};

/** Reads one account into the run's snapshot. Running it twice writes the same keys again. */
export const handler = (item: WorkItem, invocation: Invocation): Promise<ItemAnswer> =>
  scanItem(item, { ...deps, collectLimitMs: invocation.getRemainingTimeInMillis() - RESERVE_MS });
