import { mapPool } from '#platform/pool.ts';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { wholeText } from './lines.ts';
import { readDumps } from './read-dumps.ts';
import type { Scope } from './recorded-call.ts';

/** Dumps without a region in their path or their data. */
export const UNKNOWN_REGION = 'unknown-region';
/** Dumps without an account in their path or their data. */
export const UNKNOWN_ACCOUNT = 'unknown-account';

const REGION = /^(?:[a-z]{2,4}(?:-[a-z]+)+-\d+|global|unknown-region)$/;
const ACCOUNT = /^\d{12}$/;

/** Files of one account and region. */
interface PlacedDump {
  readonly scope: Scope;
  readonly keys: readonly string[];
}

/**
 * Which account and region each folder of dump files belongs to: what its path says, else what its files say,
 * else, for the account, what the one other account of the dump is.
 */
export async function placeDumps(store: Store, keys: readonly string[]): Promise<readonly PlacedDump[]> {
  const folders = new Map<string, string[]>();
  for (const key of keys) {
    const folder = key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : '';
    folders.set(folder, [...(folders.get(folder) ?? []), key]);
  }
  const places = await mapPool([...folders], 8, async ([folder, files]) => {
    const parts = folder.split('/');
    const alicloud = parts.indexOf('alicloud');
    if (alicloud >= 0) {
      const [account = UNKNOWN_ACCOUNT, region = UNKNOWN_REGION] = parts.slice(alicloud + 1);
      return { provider: 'alicloud' as const, account, region, files };
    }
    const region = parts.filter((part) => REGION.test(part)).at(-1);
    const account = parts.find((part) => ACCOUNT.test(part)) ?? accountNamed(parts, region);
    if (region === undefined) return placeByContent(store, account, files);
    const told = account !== undefined ? {} : await tellTale(store, files);
    return { provider: 'aws' as const, account: account ?? told.account, region, files };
  });
  const accounts = new Set(places.flatMap(({ provider, account }) => (provider === 'aws' ? (account ?? []) : [])));
  const fallback = accounts.size === 1 ? [...accounts][0] : undefined;
  const placed = new Map<string, { scope: Scope; keys: string[] }>();
  for (const { provider, account = fallback ?? UNKNOWN_ACCOUNT, region, files } of places) {
    if (files.length === 0) continue;
    const name = `${provider}/${account}/${region}`;
    const dump = placed.get(name) ?? { scope: { provider, account, region }, keys: [] };
    dump.keys.push(...files);
    placed.set(name, dump);
  }
  return [...placed.values()];
}

/** Files whose path names no region; those that tell nothing are no reason to speak of a place at all. */
async function placeByContent(store: Store, account: string | undefined, keys: readonly string[]) {
  const files: string[] = [];
  for (const key of keys) if (await holdsCalls(store, key)) files.push(key);
  const told = await tellTale(store, files);
  const region = told.region ?? UNKNOWN_REGION;
  return { provider: 'aws' as const, account: account ?? told.account, region, files };
}

/** Whether a file holds a call. One that cannot be read does: whoever reads it says what is wrong with it. */
async function holdsCalls(store: Store, key: string): Promise<boolean> {
  try {
    for await (const _call of readDumps(store, [key], () => undefined)) return true;
    return false;
  } catch (error) {
    if (error instanceof UsageError) return true;
    throw error;
  }
}

/** `accounts/<name>/<region>` and `aws/<name>/<region>` name the account even where it is no number. */
function accountNamed(folders: readonly string[], region: string | undefined): string | undefined {
  const at = folders.findLastIndex((folder) => folder === 'accounts' || folder === 'aws');
  const next = at >= 0 ? folders[at + 1] : undefined;
  return next !== region ? next : undefined;
}

/** The owner and the region that the data name most often: shared subnets and peers name others too. */
async function tellTale(store: Store, keys: readonly string[]): Promise<{ account?: string; region?: string }> {
  const accounts: string[] = [];
  const regions: string[] = [];
  for (const key of keys) {
    const content = await wholeText(store, key);
    accounts.push(...matches(content, /"(?:OwnerId|AccountId|Account)"\s*:\s*"(\d{12})"/g));
    regions.push(...matches(content, /"AvailabilityZone"\s*:\s*"([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]"/g));
    regions.push(
      ...matches(content, /"arn:aws[\w-]*:(?:ec2|elasticloadbalancing|guardduty):([a-z]{2}(?:-[a-z]+)+-\d+):/g),
    );
  }
  return { account: mostFrequent(accounts), region: mostFrequent(regions) };
}

const matches = (content: string, pattern: RegExp): string[] =>
  [...content.matchAll(pattern)].map((match) => match[1] as string);

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
