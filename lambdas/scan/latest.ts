import { readText, type Store, storeUnder } from '#platform/store.ts';

/** `reports/latest.json`: the last run over everything that is configured. */
export interface LatestPointer {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly folder: string;
  readonly finishedAt: string;
}

/** Where the pointer stands. */
export const LATEST = 'reports/latest.json';

/** The pointer to the last whole run; none before the first. */
export async function readLatest(store: Store): Promise<LatestPointer | undefined> {
  const content = await readText(store, LATEST);
  return content === undefined ? undefined : (JSON.parse(content) as LatestPointer);
}

/** Where the snapshot of a run stands. */
export const snapshotOf = (store: Store, runId: string): Store => storeUnder(store, `snapshots/${runId}`);

/** Where the findings of a run stand, one gzipped line each, in the partitions that Athena projects. */
export const historyKey = (provider: string, date: string, runId: string): string =>
  `findings/provider=${provider}/dt=${date}/${runId}.jsonl.gz`;
