import { readScopes } from '#snapshot/read.ts';
import { collectSnapshot } from '../../lambdas/scan/collect.ts';
import { loadScopes, type ServedScope } from '../../sandbox/recording.ts';
import { memoryStore } from './memory-store.ts';

const clock = (): Date => new Date();

/** What our own collection reads from the cloud at `url`. */
export async function collectFrom(
  url: string,
  regions: 'all' | readonly string[] = 'all',
  { limitMs = 120_000, maxAttempts = 8, accessKeyIds = ['AKIASANDBOX'] } = {},
): Promise<readonly ServedScope[]> {
  const store = memoryStore();
  await collectSnapshot({
    store,
    clock,
    runId: 'run-1',
    startedAt: clock().toISOString(),
    accounts: accessKeyIds.map((accessKeyId) => ({
      provider: 'aws',
      regions,
      access: { endpoint: url, credentials: { accessKeyId, secretAccessKey: 'sandbox' }, maxAttempts },
      homeRegion: 'eu-central-1',
    })),
    onProgress: () => undefined,
    limitMs,
    gzip: false,
  });
  return loadScopes(await readScopes(store));
}

const PAGING = /^(NextToken|nextToken|NextMarker|Marker|MaxResults|maxResults|PageSize|MaxItems|IsTruncated|Quantity)$/;
/** Requests for the last days differ from run to run. */
const MOMENT = /^\d{4}-\d\d-\d\dT/;
/** What only says how details were batched. */
const BATCH = /^(FindingIds|ResourceArns|LoadBalancerNames)$/;

/**
 * What a snapshot says, whatever its order of lines, its times and its page cuts: the whole answer to each request,
 * and the error where there is one.
 */
export function essence(scopes: readonly ServedScope[]): Readonly<Record<string, unknown>> {
  const told = new Map<string, Record<string, unknown>>();
  for (const { provider, account, region, calls } of scopes) {
    for (const { call, request, response, error } of calls) {
      const about = Object.entries(request).filter(
        ([key, value]) => !PAGING.test(key) && !BATCH.test(key) && !MOMENT.test(String(value)),
      );
      const key = `${provider}/${account}/${region} ${call} ${JSON.stringify(about.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
      const before = told.get(key) ?? {};
      told.set(key, error ? { ...before, error } : join(before, (response ?? {}) as Record<string, unknown>));
    }
  }
  return Object.fromEntries([...told].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function join(before: Record<string, unknown>, page: Record<string, unknown>): Record<string, unknown> {
  const joined: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(page)) {
    if (PAGING.test(key)) continue;
    const earlier = before[key];
    if (Array.isArray(value)) joined[key] = [...((earlier as unknown[] | undefined) ?? []), ...value];
    else if (typeof value === 'object' && value !== null && 'Items' in value)
      joined[key] = join((earlier ?? {}) as Record<string, unknown>, value as Record<string, unknown>);
    else joined[key] = value;
  }
  return joined;
}
