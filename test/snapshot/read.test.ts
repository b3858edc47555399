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
/** As `>` of Windows PowerShell writes it, byte order mark and all. */
const utf16 = (answer: object): Buffer => Buffer.from(`\uFEFF${JSON.stringify(answer, null, 4)}\r\n`, 'utf16le');
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
    ['a file about something else beside the regions', { 'x.json': {}, 'eu-central-1/v.json': answer }, expected],
    ['an answer that > of PowerShell wrote', { 'eu-central-1/v.json': utf16(answer) }, expected],
    ['the same the other way round', { 'eu-central-1/v.json': utf16(answer).swap16() }, expected],
    ['a name in capitals', { 'eu-central-1/V.JSON': answer }, expected],
    [
      'answers that >> put one after the other',
      { 'eu-central-1/v.json': `${JSON.stringify(answer, null, 4)}\n${JSON.stringify({ Subnets: [], a: '}{"\\' })}\n` },
      [...expected, { call: 'ec2:DescribeSubnets', request: {}, response: { Subnets: [], a: '}{"\\' } }],
    ],
    ['the empty file of a refused call', { 'eu-central-1/s.json': '\n', 'eu-central-1/v.json': answer }, expected],
    [
      'what the CLI said of a refused call',
      {
        'eu-central-1/a.json':
          '\naws: [ERROR]: An error occurred (UnauthorizedOperation) when calling the DescribeNetworkAcls operation: no\n',
      },
      [{ call: 'ec2:DescribeNetworkAcls', request: {}, error: { code: 'UnauthorizedOperation', message: 'no' } }],
    ],
    [
      'what it said after many tries, of an operation that two services have',
      {
        'eu-central-1/a.json':
          'An error occurred (Throttling) when calling the DescribeLoadBalancers operation (reached max retries: 4): Rate exceeded',
      },
      ['elbv2:DescribeLoadBalancers', 'elb:DescribeLoadBalancers'].map((call) => ({
        call,
        request: {},
        error: { code: 'Throttling', message: 'Rate exceeded' },
      })),
    ],
    [
      'a refused call beside an answer to it',
      {
        'eu-central-1/a.json': 'An error occurred (AccessDenied) when calling the DescribeVpcs operation: no',
        'eu-central-1/v.json': answer,
      },
      [{ call: 'ec2:DescribeVpcs', request: {}, error: { code: 'AccessDenied', message: 'no' } }, ...expected],
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

test.each<[string, Files, readonly (readonly [where: string, why: RegExp])[]]>([
  ['a file with an answer', { 'eu-central-1/v.json': { Vpcs: [] } }, []],
  ['an empty file', { 'eu-central-1/v.json': '' }, [['memory:eu-central-1/v.json', /^is empty/]]],
  ['a list of names', { 'eu-central-1/v.json': ['sg-1'] }, [['memory:eu-central-1/v.json', /^holds no answer/]]],
  [
    'attributes that do not say whose they are',
    { 'eu-central-1/v.jsonl': '{"Vpcs":[]}\n{"Attributes":[]}\n' },
    [['memory:eu-central-1/v.jsonl line 2', /^holds no answer/]],
  ],
])('whoever reads hears what was passed over: %s', async (_, files, told) => {
  const heard: [string, string][] = [];
  for (const scope of await readScopes(store(files), (...each) => void heard.push(each)))
    for await (const _call of scope.calls());
  expect(heard).toEqual(told.map(([where, why]) => [where, expect.stringMatching(why) as string]));
});

test('a report folder stands for the snapshot that it keeps', async () => {
  const files = {
    'report.json': { schemaVersion: 1 },
    'results.jsonl': '',
    'snapshot/manifest.json': {},
    'snapshot/aws/111122223333/eu-central-1.jsonl': lines(vpcs),
    'snapshot/aws/111122223333/us-east-1.jsonl.gz': gzipSync(lines(denied)),
  };
  expect((await read(files)).map(({ place, source }) => [place, source])).toEqual([
    ['aws/111122223333/eu-central-1', 'recorded'],
    ['aws/111122223333/us-east-1', 'recorded'],
  ]);
});

test('answers of the CLI beside our own file of a region add to it', async () => {
  const files = {
    'aws/111122223333/eu-central-1.jsonl': lines(denied),
    'aws/111122223333/eu-central-1/v.json': { Vpcs: [] },
  };
  expect(await read(files)).toEqual([
    {
      place: 'aws/111122223333/eu-central-1',
      source: 'recorded',
      calls: [denied, { call: 'ec2:DescribeVpcs', request: {}, response: { Vpcs: [] } }],
    },
  ]);
});

test('recorded calls of Alibaba Cloud may lie in files of any name', async () => {
  const call = { call: 'slb:DescribeLoadBalancers', request: {}, response: { LoadBalancers: {} } };
  expect(await read({ 'alicloud/5123456789012345/cn-hangzhou/slb.json': [call] })).toEqual([
    { place: 'alicloud/5123456789012345/cn-hangzhou', source: 'cli-dump', calls: [call] },
  ]);
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
    [
      'what --query left of an answer',
      { 'eu-central-1/v.json': [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
      /^memory:eu-central-1\/v\.json holds a bare item of Vpcs, as --query leaves it; wanted is the whole answer: \{"Vpcs": \[…\]\}$/,
    ],
    [
      'an instance, whose interfaces and groups are no lists of all of them',
      {
        'eu-central-1/i.json': {
          InstanceId: 'i-1',
          ImageId: 'ami-1',
          NetworkInterfaces: [],
          SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
        },
      },
      /holds a bare item of Reservations/,
    ],
    [
      'a balancer with its groups',
      { 'eu-central-1/b.json': [{ LoadBalancerArn: 'a', DNSName: 'b', SecurityGroups: ['sg-1'] }] },
      /holds a bare item of LoadBalancers/,
    ],
    [
      'YAML',
      { 'eu-central-1/v.json': 'Vpcs:\n- VpcId: vpc-1\n' },
      /is no JSON: .* It begins with "Vpcs: - VpcId: vpc-1"/,
    ],
    [
      'a table',
      { 'eu-central-1/v.json': '------\n| Describe |' },
      /wanted is what the AWS CLI prints with --output json$/,
    ],
    [
      'a failure of the CLI that names no call',
      {
        'eu-central-1/v.json':
          '\nUnable to locate credentials. You can configure credentials by running "aws login".\n',
      },
      /It begins with "Unable to locate credentials/,
    ],
    [
      'two documents, of which one breaks off',
      { 'eu-central-1/v.json': '{"Vpcs":[]}\n{"Vpcs":[' },
      /^memory:eu-central-1\/v\.json is no JSON: /,
    ],
    [
      'a region that two files tell of',
      { 'aws/111122223333/global.jsonl': lines(vpcs), 'aws/111122223333/global.jsonl.gz': whole },
      /^memory:aws\/111122223333\/global\.jsonl\.gz is a second file of aws 111122223333 global; keep one of them$/,
    ],
    ['answers as YAML', { 'eu-central-1/v.yaml': 'Vpcs: []' }, /v\.yaml is none: the CLI must print --output json/],
    ['one file of another kind', { 'readme.md': '# hello' }, /there is only readme\.md$/],
    ['files of another kind', { 'a.md': '', 'b.md': '', 'c.md': '' }, /there are a\.md and 2 more of another kind$/],
    ['a JSON file about something else', { 'package.json': { name: 'x' } }, /holds no snapshot/],
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
