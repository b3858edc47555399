import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '#platform/store.ts';
import { readScopes } from '#snapshot/read.ts';
import type { RecordedCall, Scope } from '#snapshot/recorded-call.ts';
import { openScope, scopeKey, writeManifest } from '#snapshot/write.ts';
import { folderStore } from '#stores/folder.ts';
import { memoryStore } from '../support/memory-store.ts';

const scope: Scope = { provider: 'aws', account: '111122223333', region: 'eu-central-1' };
const call = (number: number): RecordedCall => ({
  call: 'ec2:DescribeVpcs',
  request: { page: number },
  at: '2026-11-20T00:00:00Z',
  response: { Vpcs: [{ Name: '<防火墙>\n' }] },
});
const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'posture-write-'));
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function readBack(store: Store): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = [];
  for (const each of await readScopes(store)) for await (const line of each.calls()) calls.push(line);
  return calls;
}

test.each([
  ['plain', false, 'aws/111122223333/eu-central-1.jsonl'],
  ['packed', true, 'aws/111122223333/eu-central-1.jsonl.gz'],
])('what is written is read back: %s', async (_, gzip, key) => {
  const store = folderStore(freshFolder());
  const writer = openScope(store, scope, { gzip });
  expect(writer.key).toBe(key);
  expect(scopeKey(scope, gzip)).toBe(key);
  const calls = Array.from({ length: 300 }, (__, number) => call(number));
  for (const each of calls) await writer.write(each);
  await writer.close();
  expect(await readBack(store)).toEqual(calls);
  expect(await store.list('')).toEqual([key]);
});

test('calls that several collectors hand over at once are all written, each on a line of its own', async () => {
  const store = memoryStore();
  const writer = openScope(store, scope);
  await Promise.all(Array.from({ length: 50 }, (_, number) => writer.write(call(number))));
  await writer.close();
  expect(await readBack(store)).toEqual(Array.from({ length: 50 }, (_, number) => call(number)));
});

test('a scope in which nothing was read is an empty file', async () => {
  const store = memoryStore();
  await openScope(store, scope).close();
  expect(await readBack(store)).toEqual([]);
  expect(await store.list('')).toEqual(['aws/111122223333/eu-central-1.jsonl']);
});

test('calls and the gaps among them are counted', async () => {
  const writer = openScope(memoryStore(), scope);
  await writer.write(call(1));
  await writer.write({ ...call(2), response: undefined, error: { code: 'UnauthorizedOperation', message: '' } });
  await writer.write({
    call: 'account:GetAlternateContact',
    request: {},
    error: { code: 'ResourceNotFoundException', message: '' },
  });
  await writer.close();
  expect(writer.counts).toEqual({ calls: 3, errors: 1 });
});

/** A store that takes a line only when it is told to. */
function slowStore(): { readonly store: Store; take(): Promise<IteratorResult<unknown>>; readonly taken: unknown[] } {
  let iterator: AsyncIterator<unknown> | undefined;
  const taken: unknown[] = [];
  const store: Store = {
    ...memoryStore(),
    write: (_key, chunks) => {
      iterator = (chunks as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      return new Promise<void>(() => undefined);
    },
  };
  return {
    store,
    taken,
    async take() {
      const next = await (iterator as AsyncIterator<unknown>).next();
      taken.push(next.value);
      return next;
    },
  };
}

test('whoever writes waits until the store has taken the line', async () => {
  const slow = slowStore();
  const writer = openScope(slow.store, scope);
  const done: number[] = [];
  const writes = [1, 2, 3].map((number) => writer.write(call(number)).then(() => done.push(number)));
  await tick();
  expect(done).toEqual([]);
  await slow.take();
  await tick();
  expect(done).toEqual([1]);
  await slow.take();
  await slow.take();
  await Promise.all(writes);
  expect(done).toEqual([1, 2, 3]);
  expect(slow.taken).toHaveLength(3);
});

test('a store that waits for lines gets each as it comes', async () => {
  const slow = slowStore();
  const writer = openScope(slow.store, scope);
  const first = slow.take();
  await tick();
  await writer.write(call(1));
  expect((await first).value).toBe(`${JSON.stringify(call(1))}\n`);
});

describe('a disk that fails half way', () => {
  /** A folder whose partial file is the device that is always full. */
  function fullDisk(key: string): string {
    const folder = freshFolder();
    mkdirSync(join(folder, 'aws/111122223333'), { recursive: true });
    symlinkSync('/dev/full', join(folder, `${key}.partial-${process.pid}`));
    return folder;
  }

  test.each([
    ['plain', false],
    ['packed', true],
  ])('leaves nothing half-written and stops whoever writes: %s', async (_, gzip) => {
    const key = scopeKey(scope, gzip);
    const folder = fullDisk(key);
    const writer = openScope(folderStore(folder), scope, { gzip });
    const writeUntilItFails = async (): Promise<void> => {
      for (let number = 0; number < 10_000; number++)
        await writer.write({ ...call(number), response: 'x'.repeat(5000) });
      await writer.close();
    };
    await expect(writeUntilItFails()).rejects.toMatchObject({
      name: 'UsageError',
      message: `cannot write ${join(folder, key)}: the disk is full (ENOSPC)`,
    });
    expect(readdirSync(join(folder, 'aws/111122223333'))).toEqual([]);
  });

  test('keeps the file of the night before', async () => {
    const key = scopeKey(scope, false);
    const folder = fullDisk(key);
    writeFileSync(join(folder, key), 'last night');
    const writer = openScope(folderStore(folder), scope);
    await writer.write(call(1));
    await expect(writer.close()).rejects.toThrow('the disk is full');
    expect(readFileSync(join(folder, key), 'utf8')).toBe('last night');
  });

  test('a folder that cannot be made is named', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    const writer = openScope(folderStore(file), scope);
    await expect(writer.close()).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/^cannot write .*file.*: a part of the path is a file, not a folder \(E/),
    });
  });
});

test.each([
  ['plain', false],
  ['packed', true],
])('a scope that is given up leaves nothing: %s', async (_, gzip) => {
  const folder = freshFolder();
  const writer = openScope(folderStore(folder), scope, { gzip });
  await writer.write(call(1));
  await writer.abort(new Error('interrupted'));
  expect(existsSync(join(folder, scopeKey(scope, gzip)))).toBe(false);
  expect(readdirSync(join(folder, 'aws/111122223333'))).toEqual([]);
});

test('after a failure every further line is refused with the same reason', async () => {
  const broken: Store = { ...memoryStore(), write: () => Promise.reject(new Error('no bucket')) };
  const writer = openScope(broken, scope);
  await expect(writer.write(call(1))).rejects.toThrow('no bucket');
  await expect(writer.write(call(2))).rejects.toThrow('no bucket');
  await expect(writer.close()).rejects.toThrow('no bucket');
});

test('the manifest is JSON that a person can read', async () => {
  const store = memoryStore();
  const manifest = {
    schemaVersion: 1,
    runId: 'run-1',
    startedAt: '2026-11-20T00:00:00Z',
    finishedAt: '2026-11-20T00:01:00Z',
    tool: { name: 'cloud-posture', version: '0.1.0' },
    scopes: [{ ...scope, file: 'aws/111122223333/eu-central-1.jsonl', calls: 3, errors: 1 }],
  } as const;
  await writeManifest(store, manifest);
  const text = String(store.files.get('manifest.json'));
  expect(JSON.parse(text)).toEqual(manifest);
  expect(text.split('\n').length).toBeGreaterThan(5);
});
