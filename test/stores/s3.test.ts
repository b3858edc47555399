import { readText } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { s3Store } from '../../lambdas/stores/s3.ts';
import { aBucket } from '../support/a-bucket.ts';

const place = { bucket: 'reports', region: 'eu-west-1' };
const MEGABYTE = 1024 * 1024;

/** More than one part of an upload holds. */
async function* large(megabytes: number, failAfter?: number): AsyncIterable<Buffer> {
  for (let sent = 0; sent < megabytes; sent++) {
    if (sent === failAfter) throw new Error('the source broke');
    yield Buffer.alloc(MEGABYTE, sent);
  }
}

test('what was written is read back, whatever the chunks were', async () => {
  const bucket = aBucket();
  const store = s3Store(bucket.client, place);
  await store.write('a/text.txt', ['grüße', '', '\n']);
  await store.write('a/empty.txt', []);
  await store.write('a/bytes.gz', [Uint8Array.of(1, 2), Uint8Array.of(3)]);
  expect(await readText(store, 'a/text.txt')).toBe('grüße\n');
  expect(await readText(store, 'a/empty.txt')).toBe('');
  expect(bucket.objects.get('a/bytes.gz')).toEqual(Buffer.of(1, 2, 3));
});

describe('an object that is to be written once', () => {
  test('stays as it was first', async () => {
    const bucket = aBucket();
    const store = s3Store(bucket.client, place);
    expect([await store.writeOnce('n.json', 'first'), await store.writeOnce('n.json', 'second')]).toEqual([
      true,
      false,
    ]);
    expect(await readText(store, 'n.json')).toBe('first');
  });

  test('is tried again where somebody else writes it at the same moment', async () => {
    const bucket = aBucket();
    bucket.refuse(/^PUT n.json/, 'ConditionalRequestConflict', 409, 'once');
    expect(await s3Store(bucket.client, place).writeOnce('n.json', 'mine')).toBe(true);
  });

  test.each([
    ['access is denied', 'AccessDenied', 403, UsageError],
    ['the conflict never ends', 'ConditionalRequestConflict', 409, Error],
  ])('is not taken for written when %s', async (_, code, status, kind) => {
    const bucket = aBucket();
    bucket.refuse(/^PUT n.json/, code, status);
    await expect(s3Store(bucket.client, place).writeOnce('n.json', 'mine')).rejects.toThrow(kind);
  });
});

test('a large object goes up in parts, and shows once it is whole', async () => {
  const bucket = aBucket();
  await s3Store(bucket.client, place).write('large.bin', large(12));
  expect(bucket.requests.at(0)).toBe('POST large.bin?uploads');
  expect(bucket.requests.filter((request) => request === 'PUT large.bin?upload')).toHaveLength(3);
  expect(bucket.requests.at(-1)).toBe('POST large.bin?upload');
  expect(bucket.objects.get('large.bin')).toHaveLength(12 * MEGABYTE);
  expect(bucket.open.size).toBe(0);
});

describe('a failure leaves what was there before, and no parts behind', () => {
  test('of the source', async () => {
    const bucket = aBucket();
    bucket.objects.set('large.bin', Buffer.from('before'));
    await expect(s3Store(bucket.client, place).write('large.bin', large(12, 8))).rejects.toThrow('the source broke');
    expect(bucket.objects.get('large.bin')?.toString()).toBe('before');
    expect(bucket.open.size).toBe(0);
  });

  test('of the bucket, which also ends the source', async () => {
    const bucket = aBucket();
    bucket.refuse(/^PUT large.bin\?upload/, 'AccessDenied', 403);
    let ended = false;
    async function* source() {
      try {
        yield* large(100);
      } finally {
        ended = true;
      }
    }
    await expect(s3Store(bucket.client, place).write('large.bin', source())).rejects.toThrow(UsageError);
    expect(bucket.objects.has('large.bin')).toBe(false);
    expect(bucket.open.size).toBe(0);
    expect(ended).toBe(true);
  });
});

test('a list has every page, sorted, and only what is below the prefix', async () => {
  const bucket = aBucket();
  for (const key of ['b/5', 'b/1', 'a/9', 'b/3', 'b/2', 'b/4']) bucket.objects.set(key, Buffer.alloc(1));
  const store = s3Store(bucket.client, place);
  expect(await store.list('b/')).toEqual(['b/1', 'b/2', 'b/3', 'b/4', 'b/5']);
  expect(await store.list('c/')).toEqual([]);
});

test('a key that is not there is undefined, not an error', async () => {
  expect(await s3Store(aBucket().client, place).read('nothing')).toBeUndefined();
});

describe('a refusal says what could not be done, and why', () => {
  const cases: Record<string, { code: string; status: number; says: string }> = {
    'no bucket': {
      code: 'NoSuchBucket',
      status: 404,
      says: 's3://reports: there is no such bucket (NoSuchBucket: no)',
    },
    'no permission': {
      code: 'AccessDenied',
      status: 403,
      says: 's3://reports: access denied; the role and the bucket policy must both allow it (AccessDenied: no)',
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, { code, status, says }) => {
    const bucket = aBucket();
    bucket.refuse(/./, code, status);
    const store = s3Store(bucket.client, place);
    await expect(store.write('key', ['x'])).rejects.toThrow(new UsageError(`cannot write key to ${says}`));
    await expect(store.read('key')).rejects.toThrow(new UsageError(`cannot read key from ${says}`));
    await expect(store.list('folder/')).rejects.toThrow(new UsageError(`cannot list folder/ in ${says}`));
  });

  test('anything else is thrown as it came', async () => {
    const bucket = aBucket();
    bucket.refuse(/./, 'InternalError', 500);
    await expect(s3Store(bucket.client, place).list('')).rejects.toMatchObject({ name: 'InternalError' });
  });
});

describe('a link opens the console', () => {
  const cases: Record<string, { region: string; key: string; link: string }> = {
    'at an object': {
      region: 'eu-west-1',
      key: 'reports/2026-11-20/run 1/report.html',
      link: 'https://console.aws.amazon.com/s3/object/reports?region=eu-west-1&prefix=reports%2F2026-11-20%2Frun+1%2Freport.html',
    },
    'at a folder': {
      region: 'eu-west-1',
      key: 'reports/',
      link: 'https://console.aws.amazon.com/s3/buckets/reports?region=eu-west-1&prefix=reports%2F',
    },
    'in China': {
      region: 'cn-north-1',
      key: 'a',
      link: 'https://console.amazonaws.cn/s3/object/reports?region=cn-north-1&prefix=a',
    },
    'in GovCloud': {
      region: 'us-gov-west-1',
      key: 'a',
      link: 'https://console.amazonaws-us-gov.com/s3/object/reports?region=us-gov-west-1&prefix=a',
    },
  };
  test.each(Object.entries(cases))('%s', (_name, { region, key, link }) => {
    expect(s3Store(aBucket().client, { ...place, region }).locate(key)).toBe(link);
  });
});
