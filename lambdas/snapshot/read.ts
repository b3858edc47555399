import type { Store } from '#platform/store.ts';
import { storeUnder } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { noJson } from './dump-text.ts';
import { linesOf } from './lines.ts';
import { placeDumps } from './place-dumps.ts';
import { type OnPassedOver, readDumps, recordedCall } from './read-dumps.ts';
import { GLOBAL_REGION, type Provider, type RecordedCall, type Scope } from './recorded-call.ts';

/** Where a scope's answers came from: our own collector, or plain AWS CLI output that somebody put into files. */
export type SnapshotSource = 'recorded' | 'cli-dump';

/** The recorded calls of one account and region, read from the store as they are asked for. */
export interface SnapshotScope extends Scope {
  readonly source: SnapshotSource;
  /** Streams the calls, one line or file at a time. Each call of the function reads anew. */
  readonly calls: () => AsyncIterable<RecordedCall>;
}

const OUR_FILE =
  /^(?:(aws)\/([^/]+)\/([a-z]{2,4}(?:-[a-z]+)+-\d+|global|unknown-region)|(alicloud)\/([^/]+)\/([a-z]{2}(?:-[a-z]+)+(?:-\d+)?|global))\.jsonl(?:\.gz)?$/;
const DUMP_FILE = /\.(json|jsonl)(\.gz)?$/i;

/**
 * The scopes of a snapshot, sorted by provider, account and region; the region `global` first in its account.
 *
 * A report folder stands for the snapshot that it keeps. `onPassedOver` hears of files without an answer that is known,
 * as the calls are read.
 *
 * @throws {UsageError} when nothing under the store can be read as a snapshot.
 */
export async function readScopes(
  store: Store,
  onPassedOver: OnPassedOver = () => undefined,
): Promise<readonly SnapshotScope[]> {
  const keys = await store.list('');
  if (keys.includes('report.json') && keys.some((key) => key.startsWith('snapshot/')))
    return readScopes(storeUnder(store, 'snapshot'), onPassedOver);
  const scopes = new Map<string, SnapshotScope>();
  const dumpKeys: string[] = [];
  for (const key of keys) {
    const scope = ownScope(key);
    if (scope) {
      const place = sortKey(scope);
      if (scopes.has(place)) {
        const { provider, account, region } = scope;
        throw new UsageError(
          `${store.locate(key)} is a second file of ${provider} ${account} ${region}; keep one of them`,
        );
      }
      scopes.set(place, { ...scope, source: 'recorded', calls: () => readLines(store, key) });
    } else if (DUMP_FILE.test(key) && !isBookkeeping(key) && !isHidden(key)) dumpKeys.push(key);
  }
  for (const { scope, keys: files } of await placeDumps(store, dumpKeys)) {
    const own = scopes.get(sortKey(scope));
    const calls = (): AsyncIterable<RecordedCall> => readDumps(store, files, onPassedOver);
    scopes.set(
      sortKey(scope),
      own ? { ...own, calls: () => oneAfterTheOther(own.calls, calls) } : { ...scope, source: 'cli-dump', calls },
    );
  }
  if (scopes.size === 0) {
    throw new UsageError(
      `${store.locate('')} holds no snapshot: expected aws/<account>/<region>.jsonl, or AWS CLI answers as <region>/*.json${instead(keys)}`,
    );
  }
  return [...scopes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope);
}

function ownScope(key: string): Scope | undefined {
  const [, aws, number, region, alicloud, name, place] = OUR_FILE.exec(key) ?? [];
  if (aws) return { provider: aws as Provider, account: number ?? '', region: region ?? '' };
  return alicloud ? { provider: alicloud as Provider, account: name ?? '', region: place ?? '' } : undefined;
}

async function* oneAfterTheOther(...streams: readonly SnapshotScope['calls'][]): AsyncIterable<RecordedCall> {
  for (const stream of streams) yield* stream();
}

const sortKey = (scope: Scope): string =>
  [scope.provider, scope.account, scope.region === GLOBAL_REGION ? '' : scope.region].join('\n');

const isBookkeeping = (key: string): boolean => /(^|\/)manifest(-\d+)?\.json$/.test(key);

/** What systems and tools put beside files: `._vpcs.json` of macOS, `.git/…`. */
const isHidden = (key: string): boolean => /(^|\/)\./.test(key);

/** What the folder holds instead, for whoever named the wrong one or let the CLI print something else. */
function instead(keys: readonly string[]): string {
  const [first, ...more] = keys.filter((key) => !isHidden(key));
  if (first === undefined) return '; the folder is empty';
  if (/\.(ya?ml|txt|text|out)$/i.test(first))
    return `; ${first} is none: the CLI must print --output json into a .json file`;
  return more.length === 0
    ? `; there is only ${first}`
    : `; there are ${first} and ${more.length} more of another kind`;
}

/** The calls of one of our own files. @throws {UsageError} on a line that is no recorded call. */
async function* readLines(store: Store, key: string): AsyncIterable<RecordedCall> {
  let number = 0;
  for await (const line of linesOf(store, key)) {
    number++;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new UsageError(`${store.locate(`${key} line ${number}`)} ${noJson(error)}`);
    }
    const call = recordedCall(value);
    if (!call) {
      throw new UsageError(
        `${store.locate(key)} line ${number} is no recorded call: expected {"call", "request", "response" or "error"}`,
      );
    }
    yield call;
  }
}
