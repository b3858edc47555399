import type { Clock } from '#platform/clock.ts';
import type { Store } from '#platform/store.ts';
import { TOOL } from '#platform/tool.ts';
import { UsageError } from '#platform/usage-error.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { MANIFEST, type Manifest, openScope, partManifest, writeManifest } from '#snapshot/write.ts';
import { type CloudAccount, collectAccounts } from './cloud-account.ts';
import { type CollectAlicloudDeps, openAlicloud } from './collect-alicloud.ts';
import { type CollectAwsDeps, openAws } from './collect-aws.ts';
import type { OnProgress } from './progress.ts';

/** How a run collects, whatever the cloud. */
export interface CollectHow {
  /** Where the snapshot goes. */
  readonly store: Store;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  /** The whole collection ends by then; what was not read is written down as such. */
  readonly limitMs: number;
  readonly gzip: boolean;
}

/** An account to read: how it is reached, and which of its regions are wanted. */
export type AccountRequest =
  | ({ readonly provider: 'aws'; readonly regions: 'all' | readonly string[] } & Omit<CollectAwsDeps, keyof CollectHow>)
  | ({ readonly provider: 'alicloud'; readonly regions: 'all' | readonly string[] } & Omit<
      CollectAlicloudDeps,
      keyof CollectHow
    >);

export interface CollectRequest extends CollectHow {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly accounts: readonly AccountRequest[];
  /** Regions of any of the accounts, instead of each account's own. */
  readonly onlyRegions?: readonly string[];
  /** The number of this part, where several collect a run's accounts; those of the others may have the wanted regions. */
  readonly part?: number;
  /** An account that refuses us is written down as such, instead of ending the run for all. */
  readonly keepGoing?: boolean;
}

/**
 * Reads the clouds into the store and closes the snapshot with its manifest.
 *
 * @throws {UsageError} when credentials are refused or a wanted region is not there; nothing has been written then.
 */
export async function collectSnapshot({
  runId,
  startedAt,
  accounts,
  onlyRegions,
  part,
  keepGoing = false,
  ...how
}: CollectRequest): Promise<Manifest> {
  const opened = await openAll(accounts, how, keepGoing);
  try {
    const scopes = onlyRegions
      ? await collectAccounts(onlyRegions, opened, part !== undefined)
      : (
          await Promise.all(
            opened.map((account, index) => collectAccounts(accounts[index]?.regions ?? 'all', [account])),
          )
        ).flat();
    const finishedAt = how.clock().toISOString();
    const manifest: Manifest = { schemaVersion: 1, runId, startedAt, finishedAt, tool: TOOL, scopes };
    await writeManifest(how.store, manifest, part === undefined ? MANIFEST : partManifest(part));
    return manifest;
  } finally {
    for (const account of opened) account.close();
  }
}

/** Opens every account; when one refuses us, none, or with `keepGoing` a stand-in that says so. */
async function openAll(
  accounts: readonly AccountRequest[],
  how: CollectHow,
  keepGoing: boolean,
): Promise<readonly CloudAccount[]> {
  const attempts = await Promise.allSettled(
    accounts.map((account) =>
      account.provider === 'aws' ? openAws({ ...account, ...how }) : openAlicloud({ ...account, ...how }),
    ),
  );
  const opened: CloudAccount[] = [];
  const refusals: unknown[] = [];
  for (const [index, attempt] of attempts.entries()) {
    const account = accounts[index];
    if (attempt.status === 'fulfilled') opened.push(attempt.value);
    else if (
      keepGoing &&
      account?.provider === 'alicloud' &&
      account.expectedAccount &&
      attempt.reason instanceof UsageError
    ) {
      opened.push(closedAccount(account.expectedAccount, attempt.reason, how));
    } else refusals.push(attempt.reason);
  }
  if (refusals.length === 0) return opened;
  for (const account of opened) account.close();
  throw refusals[0];
}

/** An account that let nobody in: its snapshot is the refusal. */
const closedAccount = (account: string, refusal: UsageError, { store, gzip, clock }: CollectHow): CloudAccount => ({
  provider: 'alicloud',
  account,
  regions: [],
  isClosed: true,
  async collect() {
    const scope = { provider: 'alicloud', account, region: GLOBAL_REGION } as const;
    const writer = openScope(store, scope, { gzip });
    const error = { code: 'AccountRefused', message: refusal.message };
    await writer.write({ call: 'sts:GetCallerIdentity', request: {}, at: clock().toISOString(), error });
    await writer.close();
    return [{ ...scope, file: writer.key, ...writer.counts }];
  },
  close: () => undefined,
});
