import { gzipSync } from 'node:zlib';
import { readScopes } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { memoryStore } from '../support/memory-store.ts';

type Files = Readonly<Record<string, unknown>>;

/** Files by name: texts and bytes as they are, everything else as JSON. */
const store = (files: Files) =>
  memoryStore(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
      ]),
    ),
  );

async function read(
  files: Files,
): Promise<readonly { place: string; source: string; calls: readonly RecordedCall[] }[]> {
  const scopes = await readScopes(store(files));
  return Promise.all(
    scopes.map(async ({ provider, account, region, source, calls }) => {
      const read: RecordedCall[] = [];
      for await (const call of calls()) read.push(call);
      return { place: `${provider}/${account}/${region}`, source, calls: read };
    }),
  );
}

const vpcs: RecordedCall = {
  call: 'ec2:DescribeVpcs',
  request: {},
  at: '2026-11-20T00:00:00Z',
  response: { Vpcs: [] },
};
const denied: RecordedCall = {
  call: 'ec2:DescribeNetworkAcls',
  request: {},
  at: '2026-11-20T00:00:00Z',
  error: { code: 'UnauthorizedOperation', message: 'no' },
};
const lines = (...calls: readonly object[]): string => calls.map((call) => `${JSON.stringify(call)}\n`).join('');

describe('our own snapshots', () => {
  test('each file is a scope; the global one comes first in its account', async () => {
    const text = lines(vpcs, denied);
    const read1 = await read({
      'aws/111122223333/us-east-1.jsonl': text,
      'aws/111122223333/global.jsonl': text,
      'aws/111122223333/eu-central-1.jsonl.gz': gzipSync(text),
      'alicloud/5123456789012345/cn-hangzhou.jsonl': text,
      'manifest.json': { schemaVersion: 1 },
      'notes.txt': 'not ours',
    });
    expect(read1.map(({ place, source }) => [place, source])).toEqual([
      ['alicloud/5123456789012345/cn-hangzhou', 'recorded'],
      ['aws/111122223333/global', 'recorded'],
      ['aws/111122223333/eu-central-1', 'recorded'],
      ['aws/111122223333/us-east-1', 'recorded'],
    ]);
    for (const { calls } of read1) expect(calls).toEqual([vpcs, denied]);
  });

  test('a scope can be read twice', async () => {
    const [scope] = await readScopes(store({ 'aws/111122223333/global.jsonl': lines(vpcs) }));
    for (const turn of [1, 2]) {
      const calls: RecordedCall[] = [];
      for await (const call of scope?.calls() ?? []) calls.push(call);
      expect([turn, calls]).toEqual([turn, [vpcs]]);
    }
  });

  test.each<[string, string]>([
    ['empty lines and a missing last line end', `\n${JSON.stringify(vpcs)}\n\n   \n${JSON.stringify(denied)}`],
    ['line ends of Windows', `${JSON.stringify(vpcs)}\r\n${JSON.stringify(denied)}\r\n`],
    ['a byte order mark', `\uFEFF${lines(vpcs, denied)}`],
  ])('%s do no harm', async (_, text) => {
    expect((await read({ 'aws/111122223333/global.jsonl': text }))[0]?.calls).toEqual([vpcs, denied]);
  });

  test('what others wrote may leave out the request and the moment, and half of an error', async () => {
    const text = lines(
      { call: 'a:B', response: null },
      { call: 'c:D', error: {} },
      { call: 'e:F', error: null, response: {} },
    );
    expect((await read({ 'aws/111122223333/global.jsonl': text }))[0]?.calls).toEqual([
      { call: 'a:B', request: {}, response: null },
      { call: 'c:D', request: {}, error: { code: 'Unknown', message: '' } },
      { call: 'e:F', request: {}, response: {} },
    ]);
  });

  test('letters that are cut between two chunks arrive whole, and so does one very long line', async () => {
    const long = { ...vpcs, response: { Vpcs: [{ Name: '防火墙🔥'.repeat(50_000) }] } };
    const bytes = Buffer.from(lines(long, vpcs));
    const chunks = { ...memoryStore({ 'aws/111122223333/global.jsonl': bytes }) };
    chunks.read = async () =>
      (async function* () {
        for (let start = 0; start < bytes.length; start += 1021) yield bytes.subarray(start, start + 1021);
      })();
    const [scope] = await readScopes(chunks);
    const calls: RecordedCall[] = [];
    for await (const call of scope?.calls() ?? []) calls.push(call);
    expect(calls).toEqual([long, vpcs]);
  });
});

describe('AWS CLI dumps', () => {
  const answer = { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] };
  const expected = [{ call: 'ec2:DescribeVpcs', request: {}, response: answer }];

  test.each([
    ['eu-central-1/vpcs.json', 'aws/111122223333/eu-central-1'],
    ['444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['accounts/444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['aws/444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['accounts/production/eu-central-1/vpcs.json', 'aws/production/eu-central-1'],
    ['aws_configs/eu-central-1/vpcs.json', 'aws/111122223333/eu-central-1'],
    ['aws_configs/444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['aws_configs/accounts/444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['aws_configs/aws/444455556666/eu-central-1/vpcs.json', 'aws/444455556666/eu-central-1'],
    ['aws_configs/vpcs.json', 'aws/111122223333/unknown-region'],
    ['vpcs.json', 'aws/111122223333/unknown-region'],
    ['us-gov-west-1/deep/er/what ever.json', 'aws/111122223333/us-gov-west-1'],
  ])('%s belongs to %s', async (name, place) => {
    expect(await read({ [name]: answer })).toEqual([{ place, source: 'cli-dump', calls: expected }]);
  });

  test('files without a region in their path are placed by what they hold', async () => {
    const subnets = {
      Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'ap-southeast-2c', OwnerId: '111122223333' }],
    };
    const read1 = await read({ 'aws_configs/vpcs.json': answer, 'aws_configs/subnets.json': subnets });
    expect(read1.map(({ place }) => place)).toEqual(['aws/111122223333/ap-southeast-2']);
  });

  test('a folder that names no account has the one that the rest of the dump names', async () => {
    const read1 = await read({ 'eu-central-1/vpcs.json': answer, 'us-east-1/addresses.json': { Addresses: [] } });
    expect(read1.map(({ place }) => place)).toEqual(['aws/111122223333/eu-central-1', 'aws/111122223333/us-east-1']);
  });

  test('an estate that names no account at all is unknown, not lost', async () => {
    const [scope] = await read({ 'eu-central-1/addresses.json': { Addresses: [] } });
    expect(scope?.place).toBe('aws/unknown-account/eu-central-1');
  });

  test.each<[string, Files, readonly object[]]>([
    [
      'several keys in one file',
      { 'eu-central-1/all.json': { Vpcs: [], Subnets: [] } },
      [
        { call: 'ec2:DescribeVpcs', request: {}, response: { Vpcs: [], Subnets: [] } },
        { call: 'ec2:DescribeSubnets', request: {}, response: { Vpcs: [], Subnets: [] } },
      ],
    ],
    [
      'an array of answers',
      { 'eu-central-1/pages.json': [{ Vpcs: [] }, { Vpcs: [{}] }] },
      [
        { call: 'ec2:DescribeVpcs', request: {}, response: { Vpcs: [] } },
        { call: 'ec2:DescribeVpcs', request: {}, response: { Vpcs: [{}] } },
      ],
    ],
    ['a recorded call in a .json file', { 'eu-central-1/one.json': denied }, [denied]],
    ['recorded calls in an array', { 'eu-central-1/more.json': [vpcs, denied] }, [vpcs, denied]],
    ['recorded calls by the line', { 'eu-central-1/calls.jsonl': lines(vpcs, denied) }, [vpcs, denied]],
    ['packed lines', { 'eu-central-1/calls.jsonl.gz': gzipSync(lines(vpcs, denied)) }, [vpcs, denied]],
    ['a packed answer', { 'eu-central-1/v.json.gz': gzipSync(JSON.stringify(answer, null, 2)) }, expected],
    ['an answer after a byte order mark', { 'eu-central-1/v.json': `\uFEFF${JSON.stringify(answer)}` }, expected],
    [
      'a request key beside the answer',
      { 'eu-central-1/h.json': { TargetGroupArn: 'arn:1', TargetHealthDescriptions: [] } },
      [
        {
          call: 'elbv2:DescribeTargetHealth',
          request: { TargetGroupArn: 'arn:1' },
          response: { TargetGroupArn: 'arn:1', TargetHealthDescriptions: [] },
        },
      ],
    ],
    [
      'what systems put beside files',
      { 'eu-central-1/._v.json': '\u0005', 'eu-central-1/v.json': answer, '.git/x.json': '' },
      expected,
    ],
    [
      'a file about something else',
      { 'eu-central-1/x.json': { Whatever: 1 }, 'eu-central-1/v.json': answer },
      expected,
    ],
  ])('%s', async (_, files, calls) => {
    expect((await read(files)).flatMap((scope) => scope.calls)).toEqual(calls);
  });

  test.each([
    ['Attributes', { LoadBalancerArn: 'arn:1', Attributes: [] }, ['elbv2:DescribeLoadBalancerAttributes']],
    ['Attributes', { TargetGroupArn: 'arn:1', Attributes: [] }, ['elbv2:DescribeTargetGroupAttributes']],
    ['Attributes', { ListenerArn: 'arn:1', Attributes: [] }, ['elbv2:DescribeListenerAttributes']],
    ['Entries', { PrefixListId: 'pl-1', Entries: [] }, ['ec2:GetManagedPrefixListEntries']],
    ['Listeners', { Listeners: [] }, ['elbv2:DescribeListeners']],
    ['Listeners', { AcceleratorArn: 'arn:1', Listeners: [] }, ['globalaccelerator:ListListeners']],
    ['Reservations', { Reservations: [] }, ['ec2:DescribeInstances']],
    ['PrefixLists', { PrefixLists: [] }, ['ec2:DescribeManagedPrefixLists']],
    ['the caller', { UserId: 'a', Account: '1', Arn: 'b' }, ['sts:GetCallerIdentity']],
    ['a name of every object', { constructor: 1, toString: 2, __proto__: null }, []],
  ])('%s is told by what stands beside it: %j', async (_, file, calls) => {
    const scopes = await read({ 'eu-central-1/file.json': file });
    expect(scopes.flatMap((scope) => scope.calls.map(({ call }) => call))).toEqual(calls);
  });
});

describe('what cannot be read', () => {
  const whole = gzipSync(lines(vpcs, denied));

  test.each<[string, Files, RegExp]>([
    ['an empty folder', {}, /^memory: holds no snapshot: expected aws\/<account>\/<region>\.jsonl/],
    ['a folder of other files', { 'readme.md': '# hello' }, /holds no snapshot/],
    [
      'a line that is no JSON',
      { 'aws/111122223333/global.jsonl': `${lines(vpcs)}{"call":` },
      /^memory:aws\/111122223333\/global\.jsonl line 2 is no JSON: /,
    ],
    [
      'a line that is no call',
      { 'aws/111122223333/global.jsonl': `${lines(vpcs)}\n{"Vpcs":[]}\n` },
      /^memory:aws\/111122223333\/global\.jsonl line 3 is no recorded call: expected/,
    ],
    [
      'a call without response and error',
      { 'aws/111122223333/global.jsonl': lines({ call: 'a:B', request: {} }) },
      /line 1 is no recorded call/,
    ],
    [
      'a request that is no object',
      { 'aws/111122223333/global.jsonl': lines({ call: 'a:B', request: [], response: {} }) },
      /line 1 is no recorded call/,
    ],
    [
      'a packed file that breaks off',
      { 'aws/111122223333/global.jsonl.gz': whole.subarray(0, whole.length - 12) },
      /^memory:aws\/111122223333\/global\.jsonl\.gz cannot be read: unexpected end of file$/,
    ],
    [
      'a packed file that is none',
      { 'aws/111122223333/global.jsonl.gz': 'plain text' },
      /^memory:aws\/111122223333\/global\.jsonl\.gz cannot be read: incorrect header check$/,
    ],
    ['a dump that is no JSON', { 'eu-central-1/v.json': '{"Vpcs": [' }, /^memory:eu-central-1\/v\.json is no JSON: /],
    [
      'a line of a dump that is no JSON',
      { 'eu-central-1/v.jsonl': `${lines(vpcs)}oops\n` },
      /^memory:eu-central-1\/v\.jsonl line 2 is no JSON: /,
    ],
    ['an empty dump', { 'eu-central-1/v.json': '' }, /^memory:eu-central-1\/v\.json is no JSON: /],
  ])('%s is named', async (_, files, message) => {
    await expect(read(files)).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(message) });
  });

  test.each(['aws/111122223333/global.jsonl', 'eu-central-1/v.json'])('a disk that fails is named: %s', async (key) => {
    const failing = {
      ...store({ [key]: lines(vpcs) }),
      read: async () =>
        (async function* (): AsyncIterable<Uint8Array> {
          yield Buffer.from('{');
          throw new Error('EIO: i/o error, read');
        })(),
    };
    const readAll = async (): Promise<void> => {
      for (const scope of await readScopes(failing)) for await (const _call of scope.calls());
    };
    await expect(readAll()).rejects.toMatchObject({
      name: 'UsageError',
      message: `memory:${key} cannot be read: EIO: i/o error, read`,
    });
  });
});
