import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { mapPool } from '#platform/pool.ts';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { callsOfAnswer, requestOfAnswer } from './aws-cli-keys.ts';
import { GLOBAL_REGION, type Provider, type RecordedCall, type Scope } from './recorded-call.ts';

/** Where a scope's answers came from: our own collector, or plain AWS CLI output that somebody put into files. */
export type SnapshotSource = 'recorded' | 'cli-dump';

/** The recorded calls of one account and region, read from the store as they are asked for. */
export interface SnapshotScope extends Scope {
  readonly source: SnapshotSource;
  /** Streams the calls, one line or file at a time. Each call of the function reads anew. */
  readonly calls: () => AsyncIterable<RecordedCall>;
}

/** Dumps without a region in their path or their data. */
export const UNKNOWN_REGION = 'unknown-region';
/** Dumps without an account in their path or their data. */
export const UNKNOWN_ACCOUNT = 'unknown-account';

const OUR_FILE = /^(aws|alicloud)\/([^/]+)\/([^/]+)\.jsonl(\.gz)?$/;
const DUMP_FILE = /\.(json|jsonl|jsonl\.gz|json\.gz)$/;
const REGION = /^(?:[a-z]{2}(?:-[a-z]+)+-\d+|global|unknown-region)$/;
const ACCOUNT = /^\d{12}$/;

/**
 * The scopes of a snapshot, sorted by provider, account and region; the region `global` first in its account.
 *
 * @throws {UsageError} when nothing under the store can be read as a snapshot.
 */
export async function readScopes(store: Store): Promise<readonly SnapshotScope[]> {
  const keys = await store.list('');
  const scopes: SnapshotScope[] = [];
  const dumpKeys: string[] = [];
  for (const key of keys) {
    const own = OUR_FILE.exec(key);
    if (own) {
      const scope = { provider: own[1] as Provider, account: own[2] as string, region: own[3] as string };
      scopes.push({ ...scope, source: 'recorded', calls: () => readLines(store, key) });
    } else if (DUMP_FILE.test(key) && !isBookkeeping(key) && !isHidden(key)) dumpKeys.push(key);
  }
  for (const { scope, keys: files } of await placeDumps(store, dumpKeys)) {
    scopes.push({ ...scope, source: 'cli-dump', calls: () => readDumps(store, files) });
  }
  if (scopes.length === 0) {
    throw new UsageError(
      `${store.locate('')} holds no snapshot: expected aws/<account>/<region>.jsonl, or AWS CLI answers as <region>/*.json`,
    );
  }
  return scopes.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = (scope: Scope): string =>
  [scope.provider, scope.account, scope.region === GLOBAL_REGION ? '' : scope.region].join('\n');

const isBookkeeping = (key: string): boolean => /(^|\/)manifest(-\d+)?\.json$/.test(key);

/** What systems and tools put beside files: `._vpcs.json` of macOS, `.git/…`. */
const isHidden = (key: string): boolean => /(^|\/)\./.test(key);

/** The calls of one of our own files. @throws {UsageError} on a line that is no recorded call. */
async function* readLines(store: Store, key: string): AsyncIterable<RecordedCall> {
  let number = 0;
  for await (const line of linesOf(store, key)) {
    number++;
    if (line.trim() === '') continue;
    const value = parse(line, store, `${key} line ${number}`);
    const call = recordedCall(value);
    if (!call) {
      throw new UsageError(
        `${store.locate(key)} line ${number} is no recorded call: expected {"call", "request", "response" or "error"}`,
      );
    }
    yield call;
  }
}

/** The calls that plain CLI answers stand for. Files of other shapes are passed over. */
async function* readDumps(store: Store, keys: readonly string[]): AsyncIterable<RecordedCall> {
  for (const key of keys) {
    if (/\.jsonl(\.gz)?$/.test(key)) {
      let number = 0;
      for await (const line of linesOf(store, key)) {
        number++;
        if (line.trim() !== '') yield* callsIn(parse(line, store, `${key} line ${number}`));
      }
    } else {
      yield* callsIn(parse(await wholeText(store, key), store, key));
    }
  }
}

function* callsIn(value: unknown): Iterable<RecordedCall> {
  const recorded = recordedCall(value);
  if (recorded) {
    yield recorded;
  } else if (Array.isArray(value)) {
    for (const each of value) yield* callsIn(each);
  } else if (isObject(value)) {
    const request = requestOfAnswer(value);
    for (const call of callsOfAnswer(value)) yield { call, request, response: value };
  }
}

interface PlacedDump {
  readonly scope: Scope;
  readonly keys: readonly string[];
}

/**
 * Which account and region each folder of dump files belongs to: what its path says, else what its files say,
 * else, for the account, what the one other account of the dump is.
 */
async function placeDumps(store: Store, keys: readonly string[]): Promise<readonly PlacedDump[]> {
  const folders = new Map<string, string[]>();
  for (const key of keys) {
    const folder = key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : '';
    folders.set(folder, [...(folders.get(folder) ?? []), key]);
  }
  const places = await mapPool([...folders], 8, async ([folder, files]) => {
    const parts = folder.split('/');
    const region = parts.filter((part) => REGION.test(part)).at(-1);
    const account = parts.find((part) => ACCOUNT.test(part)) ?? accountNamed(parts, region);
    const told = region !== undefined && account !== undefined ? {} : await tellTale(store, files);
    return { account: account ?? told.account, region: region ?? told.region ?? UNKNOWN_REGION, files };
  });
  const accounts = new Set(places.flatMap((place) => place.account ?? []));
  const fallback = accounts.size === 1 ? [...accounts][0] : undefined;
  const placed = new Map<string, { scope: Scope; keys: string[] }>();
  for (const { account = fallback ?? UNKNOWN_ACCOUNT, region, files } of places) {
    const name = `${account}/${region}`;
    const dump = placed.get(name) ?? { scope: { provider: 'aws' as const, account, region }, keys: [] };
    dump.keys.push(...files);
    placed.set(name, dump);
  }
  return [...placed.values()];
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

async function wholeText(store: Store, key: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of linesOf(store, key)) lines.push(line);
  return lines.join('\n');
}

/** The lines of an object, unpacked where its name ends in `.gz`. @throws {UsageError} when it cannot be unpacked. */
export async function* linesOf(store: Store, key: string): AsyncIterable<string> {
  const bytes = await store.read(key);
  if (!bytes) throw new UsageError(`${store.locate(key)} cannot be read: it is gone`);
  const source = Readable.from(bytes);
  const stream = key.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  const decoder = new TextDecoder();
  // A line may be as long as the file, in many chunks: what came before is never searched again.
  let begun: string[] = [];
  try {
    for await (const chunk of stream) {
      const [first = '', ...more] = decoder.decode(chunk as Uint8Array, { stream: true }).split('\n');
      begun.push(first);
      for (const next of more) {
        yield begun.join('');
        begun = [next];
      }
    }
  } catch (error) {
    throw new UsageError(`${store.locate(key)} cannot be read: ${messageOf(error)}`);
  }
  const last = begun.join('') + decoder.decode();
  if (last !== '') yield last;
}

function parse(content: string, store: Store, where: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new UsageError(`${store.locate(where)} is no JSON: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error as Partial<Error> | undefined)?.message ?? String(error);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;

/** The value as a recorded call, or `undefined` when it is none. What others wrote may leave out an empty request. */
function recordedCall(value: unknown): RecordedCall | undefined {
  if (!isObject(value)) return undefined;
  const { call, request = {}, at, error } = value;
  if (typeof call !== 'string' || !isObject(request)) return undefined;
  const told = { call, request, ...(typeof at === 'string' ? { at } : {}) };
  if (isObject(error)) {
    const { code, message } = error;
    return { ...told, error: { code: textOr(code, 'Unknown'), message: textOr(message, '') } };
  }
  return 'response' in value ? { ...told, response: value['response'] } : undefined;
}
