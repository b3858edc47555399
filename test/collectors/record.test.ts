import { type Fields, Recorder, type Send } from '#collectors/record.ts';
import { deadlineIn } from '#platform/deadline.ts';
import { Gate } from '#platform/pool.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';

const now = new Date('2026-11-20T02:30:00Z');
const clock = (): Date => now;

function recorder(more: Partial<ConstructorParameters<typeof Recorder>[0]> = {}) {
  const lines: RecordedCall[] = [];
  const record = new Recorder({
    write: async (line) => void lines.push(line),
    gate: new Gate(2),
    clock,
    deadline: deadlineIn(60_000, clock),
    throttledPausesMs: [],
    ...more,
  });
  return { record, lines };
}

/** A service that answers in turn: an `Error` is thrown, everything else is the answer. */
function answering(...answers: readonly (object | Error)[]): Send & { readonly asked: Fields[] } {
  const asked: Fields[] = [];
  const left = [...answers];
  const send: Send = async (request) => {
    asked.push(request);
    const answer = left.shift() ?? {};
    if (answer instanceof Error) throw answer;
    return { $metadata: { httpStatusCode: 200 }, ...answer };
  };
  return Object.assign(send, { asked });
}

const failure = (fields: object): Error => Object.assign(new Error('it broke'), fields);
const answered = { $metadata: { httpStatusCode: 400 }, $response: {} };

test('an answer is written down with its request and its moment, without the metadata of the SDK', async () => {
  const { record, lines } = recorder();
  const response = await record.once('ec2:DescribeVpcs', { MaxResults: 5 }, answering({ Vpcs: [] }));
  expect(response).toEqual({ Vpcs: [] });
  expect(lines).toEqual([
    { call: 'ec2:DescribeVpcs', request: { MaxResults: 5 }, at: '2026-11-20T02:30:00.000Z', response: { Vpcs: [] } },
  ]);
});

test.each<[string, Error, { code: string; message: string }]>([
  [
    'what the service said',
    failure({ name: 'UnauthorizedOperation', $fault: 'client', ...answered }),
    { code: 'UnauthorizedOperation', message: 'it broke' },
  ],
  [
    'a connection cut in the middle of an answer',
    failure({ code: 'ECONNRESET', ...answered }),
    { code: 'ECONNRESET', message: 'it broke' },
  ],
  [
    'a refused connection',
    failure({ code: 'ECONNREFUSED', $metadata: { attempts: 3 } }),
    { code: 'ECONNREFUSED', message: 'it broke' },
  ],
  ['a host that is not there', failure({ code: 'ENOTFOUND' }), { code: 'ENOTFOUND', message: 'it broke' }],
  [
    'a request that took too long',
    failure({ name: 'TimeoutError', code: 'ETIMEDOUT' }),
    { code: 'TimeoutError', message: 'it broke' },
  ],
  ['XML that breaks off', failure(answered), { code: 'Malformed', message: 'the answer cannot be parsed' }],
  [
    'JSON that breaks off',
    failure({ name: 'SyntaxError', ...answered }),
    { code: 'Malformed', message: 'the answer cannot be parsed' },
  ],
  [
    'a parser that trips over the answer',
    failure({ name: 'TypeError', ...answered }),
    { code: 'Malformed', message: 'the answer cannot be parsed' },
  ],
  [
    'an error that the SDK made itself',
    failure({ name: 'TokenProviderError', $metadata: {} }),
    { code: 'TokenProviderError', message: 'it broke' },
  ],
])('%s is an error line', async (_, thrown, error) => {
  const { record, lines } = recorder();
  expect(await record.once('ec2:DescribeVpcs', {}, answering(thrown))).toBeUndefined();
  expect(lines).toEqual([{ call: 'ec2:DescribeVpcs', request: {}, at: now.toISOString(), error }]);
});

test.each<[string, unknown]>([
  ['a plain error', new Error('our bug')],
  ['a type error', failure({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })],
  ['no error at all', 'text'],
])('our own bug is thrown, not recorded: %s', async (_, bug) => {
  const { record, lines } = recorder();
  const send: Send = () => Promise.reject(bug);
  await expect(record.once('ec2:DescribeVpcs', {}, send)).rejects.toBe(bug);
  expect(lines).toEqual([]);
});

test('a long or many-lined message is kept short and on one line, without what the SDK appends', async () => {
  const { record, lines } = recorder();
  const message = `one\n  two ${'x'.repeat(1000)}`;
  await record.once('a:B', {}, answering(failure({ message, $fault: 'client' })));
  const hint =
    'aborted\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';
  await record.once('a:B', {}, answering(failure({ message: hint, code: 'ECONNRESET' })));
  expect(lines[0]?.error?.message).toHaveLength(600);
  expect(lines[0]?.error?.message).toMatch(/^one two x+$/);
  expect(lines[1]?.error?.message).toBe('aborted');
});

test('every page is a line, and each is asked for with the token of the one before', async () => {
  const { record, lines } = recorder();
  const send = answering({ Vpcs: [1], NextToken: 'b' }, { Vpcs: [2], NextToken: 'c' }, { Vpcs: [] });
  expect(await record.pages('ec2:DescribeVpcs', { MaxResults: 1 }, send)).toBe(true);
  expect(send.asked).toEqual([{ MaxResults: 1 }, { MaxResults: 1, NextToken: 'b' }, { MaxResults: 1, NextToken: 'c' }]);
  expect(lines.map(({ response }) => response)).toEqual([
    { Vpcs: [1], NextToken: 'b' },
    { Vpcs: [2], NextToken: 'c' },
    { Vpcs: [] },
  ]);
});

test.each<[string, readonly [string, string], object]>([
  ['under other names', ['Marker', 'NextMarker'], { NextMarker: 'b' }],
  ['inside the answer', ['Marker', 'VpcOriginList.NextMarker'], { VpcOriginList: { NextMarker: 'b' } }],
])('a token may stand %s', async (_, token, first) => {
  const { record } = recorder();
  const send = answering(first, {});
  expect(await record.pages('x:Y', {}, send, { token })).toBe(true);
  expect(send.asked).toEqual([{}, { Marker: 'b' }]);
});

test.each([
  ['absent', {}],
  ['null', { NextToken: null }],
  ['empty', { NextToken: '' }],
])('a list ends with a token that is %s', async (_, last) => {
  const { record, lines } = recorder();
  expect(await record.pages('x:Y', {}, answering(last))).toBe(true);
  expect(lines).toHaveLength(1);
});

test('an error on a later page leaves the pages before it and says that the list is not whole', async () => {
  const { record, lines } = recorder();
  const send = answering({ NextToken: 'b' }, failure({ name: 'InternalError', $fault: 'server' }));
  expect(await record.pages('x:Y', {}, send)).toBe(false);
  expect(lines.map(({ request, error }) => [request, error?.code])).toEqual([
    [{}, undefined],
    [{ NextToken: 'b' }, 'InternalError'],
  ]);
});

test('a service that gives the same token for ever is stopped, and the list is not whole', async () => {
  const { record, lines } = recorder();
  const send: Send = async () => ({ NextToken: 'again' });
  expect(await record.pages('x:Y', {}, send)).toBe(false);
  expect(lines.at(-1)).toMatchObject({
    error: { code: 'Truncated', message: 'the service gave the same page token twice' },
  });
  expect(lines).toHaveLength(3);
});

test('what depends on a page sees it, and its failure is not swallowed', async () => {
  const { record } = recorder();
  const seen: Fields[] = [];
  const onPage = async (page: Fields): Promise<void> => void seen.push(page);
  await record.pages('x:Y', {}, answering({ a: 1, NextToken: 'b' }, { a: 2 }), { onPage });
  expect(seen).toEqual([{ a: 1, NextToken: 'b' }, { a: 2 }]);
  const bug = new Error('our bug');
  await expect(record.pages('x:Y', {}, answering({}), { onPage: () => Promise.reject(bug) })).rejects.toBe(bug);
});

test('a throttled call is made anew after each pause, and given up after the last', async () => {
  const throttled = failure({ name: 'RequestLimitExceeded', $fault: 'server' });
  const { record, lines } = recorder({ throttledPausesMs: [1, 1] });
  expect(await record.once('a:B', {}, answering(throttled, throttled, { ok: true }))).toEqual({ ok: true });
  expect(await record.once('a:B', {}, answering(throttled, throttled, throttled))).toBeUndefined();
  const denied = answering(failure({ name: 'AccessDenied', $fault: 'client' }), { ok: true });
  expect(await record.once('a:B', {}, denied)).toBeUndefined();
  expect(lines.map(({ error }) => error?.code)).toEqual([undefined, 'RequestLimitExceeded', 'AccessDenied']);
});

test('after the deadline nothing is asked any more, and each call says so', async () => {
  const { record, lines } = recorder({ deadline: { signal: new AbortController().signal, remainingMs: () => 0 } });
  const send = answering({ ok: true });
  expect(await record.once('a:B', {}, send)).toBeUndefined();
  expect(send.asked).toEqual([]);
  expect(lines[0]?.error?.code).toBe('DeadlineExceeded');
});

test('an abort that nobody ordered keeps its own name', async () => {
  const { record, lines } = recorder();
  await record.once('a:B', {}, answering(failure({ name: 'AbortError', message: 'Request aborted' })));
  expect(lines[0]?.error).toEqual({ code: 'AbortError', message: 'Request aborted' });
});

test('no more calls run at once than the gate admits', async () => {
  const { record } = recorder();
  let [running, most] = [0, 0];
  const send: Send = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return {};
  };
  await Promise.all(Array.from({ length: 10 }, () => record.once('a:B', {}, send)));
  expect(most).toBe(2);
});
