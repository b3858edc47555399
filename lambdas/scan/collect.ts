import type { AwsAccess } from '#collectors/aws/clients.ts';
import type { Clock } from '#platform/clock.ts';
import type { Store } from '#platform/store.ts';
import { TOOL } from '#platform/tool.ts';
import { type Manifest, writeManifest } from '#snapshot/write.ts';
import { collectAws } from './collect-aws.ts';
import type { OnProgress } from './progress.ts';

/** What is read, and how. */
export interface CollectRequest {
  /** Where the snapshot goes. */
  readonly store: Store;
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  /** The whole collection ends by then; what was not read is written down as such. */
  readonly limitMs: number;
  readonly gzip: boolean;
  readonly aws: {
    readonly regions: 'all' | readonly string[];
    readonly access: AwsAccess;
    /** Where the account is asked who it is and which regions it has. */
    readonly homeRegion: string;
  };
}

/** Reads the clouds into the store and closes the snapshot with its manifest. @throws {UsageError} as {@link collectAws} does. */
export async function collectSnapshot({
  store,
  runId,
  startedAt,
  clock,
  aws,
  ...how
}: CollectRequest): Promise<Manifest> {
  const scopes = await collectAws(aws.regions, {
    store,
    clock,
    access: aws.access,
    homeRegion: aws.homeRegion,
    ...how,
  });
  const manifest: Manifest = {
    schemaVersion: 1,
    runId,
    startedAt,
    finishedAt: clock().toISOString(),
    tool: TOOL,
    scopes,
  };
  await writeManifest(store, manifest);
  return manifest;
}
