import { UsageError } from '#platform/usage-error.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import type { Manifest } from '#snapshot/write.ts';

/** An account of a cloud that accepted our credentials and is ready to be read. */
export interface CloudAccount {
  readonly provider: Provider;
  readonly account: string;
  /** The regions that the account can use, or `undefined` where the cloud would not tell. */
  readonly regions: readonly string[] | undefined;
  /** True where the account let nobody in: which regions it has cannot be told. */
  readonly isClosed?: boolean;
  /** Reads `global` and the given regions into the snapshot. To be called once. */
  collect(regions: readonly string[]): Promise<Manifest['scopes']>;
  /** Closes the connections. */
  close(): void;
}

/**
 * Reads accounts at the same time. A list of regions may name regions of any of their clouds, and those of others where
 * these accounts are only a part of the run.
 *
 * @throws {UsageError} when a wanted region is enabled in none of them; nothing has been read then.
 */
export async function collectAccounts(
  wanted: 'all' | readonly string[],
  accounts: readonly CloudAccount[],
  isPart = false,
): Promise<Manifest['scopes']> {
  const unknown =
    wanted === 'all' || isPart
      ? []
      : wanted.filter(
          (region) => !accounts.some(({ regions, isClosed }) => isClosed || (regions?.includes(region) ?? true)),
        );
  if (unknown.length > 0) {
    const there = accounts
      .map(({ provider, account, regions }) => `${provider} ${account}: ${regions?.join(', ')}`)
      .join('; ');
    throw new UsageError(`${unknown.join(', ')} is not enabled for the account; enabled are ${there}`);
  }
  const chosen = accounts.map((account) => ({ account, regions: regionsOf(account, wanted) }));
  return (await Promise.all(chosen.map(({ account, regions }) => account.collect(regions)))).flat();
}

function regionsOf({ provider, regions }: CloudAccount, wanted: 'all' | readonly string[]): readonly string[] {
  if (wanted !== 'all') return [...new Set(wanted)].filter((region) => regions?.includes(region) ?? true).sort();
  if (regions) return regions;
  const call = provider === 'aws' ? 'ec2:DescribeRegions' : 'ecs:DescribeRegions';
  throw new UsageError(
    `${call} gave no answer, so "all" regions cannot be told: allow it, or name them with --regions`,
  );
}
