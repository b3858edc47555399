import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AliClient, type AliClientDeps } from '#collectors/alicloud/client.ts';
import { fixedKeys } from '#collectors/alicloud/credentials.ts';
import type { AliyunError } from '#collectors/alicloud/errors.ts';

const KEYS = {
  accessKeyId: 'LTAI5tTheKeyIdOfTests',
  accessKeySecret: 'TheSecret/OfTests+0123456789',
  securityToken: 'CAISTheToken/OfTests==',
};

type Answer = (request: { body: URLSearchParams; message: IncomingMessage }, response: ServerResponse) => void;

const json =
  (status: number, body: unknown): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const raw =
  (status: number, body: string): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  };
const reset: Answer = (_, response) => {
  response.socket?.destroy();
};
const silent: Answer = () => undefined;
const THROTTLED = json(400, {
  RequestId: 'R',
  Code: 'Throttling.User',
  Message: 'Request was denied due to user flow control.',
});
const GOOD = json(200, { RequestId: 'R', Vpcs: { Vpc: [] } });

interface Played {
  readonly requests: { method: string; url: string; body: URLSearchParams; headers: IncomingMessage['headers'] }[];
  readonly slept: number[];
  readonly said: unknown;
}

/** Makes one call to a server that gives these answers in turn, and tells what came of it. */
async function play(
  answers: readonly Answer[],
  deps: Partial<AliClientDeps> = {},
  call: { parameters?: Record<string, unknown>; abortSignal?: AbortSignal } = {},
): Promise<Played> {
  const requests: Played['requests'] = [];
  const slept: number[] = [];
  const server = createServer((message, response) => {
    let text = '';
    message.on('data', (chunk) => {
      text += String(chunk);
    });
    message.on('end', () => {
      const body = new URLSearchParams(text);
      requests.push({ method: message.method ?? '', url: message.url ?? '', body, headers: message.headers });
      const answer = answers[Math.min(requests.length, answers.length) - 1] ?? GOOD;
      answer({ body, message }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new AliClient({
    credentials: fixedKeys(KEYS),
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sleep: async (ms) => {
      slept.push(ms);
    },
    random: () => 0.5,
    ...deps,
  });
  const parameters = { RegionId: 'eu-central-1', ...call.parameters };
  const said = await client
    .request({ product: 'vpc', action: 'DescribeVpcs', region: 'eu-central-1', ...call, parameters })
    .catch((error: unknown) => error);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { requests, slept, said };
}

const codeOf = (said: unknown): string => (said as AliyunError).code;

describe('a request', () => {
  test('is a signed POST whose address holds nothing', async () => {
    const { requests } = await play(
      [GOOD],
      {},
      { parameters: { InstanceIds: ['a', 'b'], Owner: undefined, Tag: null } },
    );
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/' });
    const sent = Object.fromEntries(requests[0]?.body ?? []);
    expect(sent).toMatchObject({
      Action: 'DescribeVpcs',
      Version: '2016-04-28',
      AccessKeyId: KEYS.accessKeyId,
      SecurityToken: KEYS.securityToken,
      'InstanceIds.1': 'a',
      'InstanceIds.2': 'b',
    });
    expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['Owner']));
    expect(JSON.stringify(sent)).not.toMatch(/undefined|null/);
    expect(requests[0]?.headers['x-acs-region-id']).toBe('eu-central-1');
  });

  test('goes nowhere but to https and to loopback', () => {
    expect(() => new AliClient({ credentials: fixedKeys(KEYS), endpoint: 'http://vpc.aliyuncs.com' })).toThrow(
      'must be https',
    );
    expect(() => new AliClient({ credentials: fixedKeys(KEYS), endpoint: 'https://vpc.aliyuncs.com' })).not.toThrow();
  });
});

describe('an answer', () => {
  test('is plain JSON, with long numbers as text', async () => {
    const { said } = await play([raw(200, '{"RequestId":"R","Vpcs":{"Vpc":[{"OwnerId":1234567890123456789}]}}')]);
    expect(said).toStrictEqual({ RequestId: 'R', Vpcs: { Vpc: [{ OwnerId: '1234567890123456789' }] } });
  });

  test.each<[string, Answer, string]>([
    ['HTML of a proxy', raw(502, '<html>Bad Gateway</html>'), 'Malformed'],
    ['an empty body', raw(200, ''), 'Malformed'],
    ['null', raw(200, 'null'), 'Malformed'],
    ['a list', json(200, []), 'Malformed'],
    ['a forbidden key', raw(200, '{"__proto__":{"a":1}}'), 'Malformed'],
    ['JSON without a code and status 404', json(404, { RequestId: 'R' }), 'Http404'],
    ['no success', json(200, { Code: '200', Success: 'false', Message: 'no' }), 'NotSuccessful'],
    ['no permission', json(403, { Code: 'Forbidden.RAM', Message: 'User not authorized.' }), 'Forbidden.RAM'],
  ])('of %s is an error of ours, at once', async (_, answer, code) => {
    const { said, requests } = await play([answer]);
    expect((said as Error).name).toBe('AliyunError');
    expect(codeOf(said)).toBe(code);
    expect(requests).toHaveLength(1);
  });
});

describe('a failure that may pass', () => {
  test.each<[string, readonly Answer[], number, readonly number[]]>([
    ['throttling, with a longer wait each time', [THROTTLED, THROTTLED, GOOD], 3, [300, 600]],
    ['throttling with status 429', [json(429, { Code: 'Throttling.Api', Message: '' }), GOOD], 2, [300]],
    ['a server that is busy', [json(503, { Code: 'ServiceUnavailable', Message: '' }), GOOD], 2, [300]],
    ['status 500 without a code', [json(500, { Message: 'oops' }), GOOD], 2, [300]],
    ['a dead socket, once without waiting', [reset, GOOD], 2, []],
    ['a dead socket again, with a wait', [reset, reset, GOOD], 3, [300]],
  ])('is asked again: %s', async (_, answers, count, waits) => {
    const { said, requests, slept } = await play(answers);
    expect(said).toEqual({ RequestId: 'R', Vpcs: { Vpc: [] } });
    expect(requests).toHaveLength(count);
    expect(slept).toEqual(waits);
  });

  test('is an error after five attempts, each signed anew', async () => {
    const { said, requests } = await play([THROTTLED]);
    expect(codeOf(said)).toBe('Throttling.User');
    expect(requests).toHaveLength(5);
    expect(new Set(requests.map(({ body }) => body.get('SignatureNonce'))).size).toBe(5);
  });

  test('is not waited for when no answer comes in time', async () => {
    const { said } = await play([silent], { timeoutMs: 50, maxAttempts: 1 });
    expect(codeOf(said)).toBe('RequestTimeout');
  });

  test('ends with the deadline, though pop-core knows no signal', async () => {
    const { said } = await play([silent], {}, { abortSignal: AbortSignal.timeout(30) });
    expect(codeOf(said)).toBe('DeadlineExceeded');
  });
});

test('refused keys are not tried again, by any call', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    json(404, { Code: 'InvalidAccessKeyId.NotFound', Message: 'Specified access key is not found.' })(
      {} as never,
      response,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new AliClient({ credentials: fixedKeys(KEYS), endpoint });
  const ask = (product: 'vpc' | 'ecs') =>
    client.request({ product, action: 'DescribeRegions', region: 'cn-hangzhou', parameters: {} }).catch(codeOf);
  expect([await ask('vpc'), await ask('ecs')]).toEqual(['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.NotFound']);
  expect(asked).toBe(1);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('no key material is in what comes out', () => {
  const echo: Answer = ({ body }, response) => {
    const message = `server string to sign is:POST&%2F&${encodeURIComponent(body.toString())}`;
    json(400, { Code: 'SignatureDoesNotMatch', Message: `Specified signature is not matched. ${message}` })(
      {} as never,
      response,
    );
  };
  const talk: Answer = ({ body }, response) =>
    json(400, {
      Code: 'Odd',
      Message: `got ${body.toString()} and ${decodeURIComponent(body.toString())} ${JSON.stringify(Object.fromEntries(body))}`,
    })({} as never, response);

  test.each<[string, Answer]>([
    ['a refused signature that repeats the request', echo],
    ['a message that repeats the request', talk],
    ['HTML', raw(502, `<html>AccessKeyId=${KEYS.accessKeyId}</html>`)],
    ['a dead socket', reset],
  ])('%s', async (_, answer) => {
    const { said } = await play([answer], { maxAttempts: 1 });
    const shown = `${(said as Error).message} ${(said as Error).stack} ${JSON.stringify(said)} ${Object.values(said as object).join(' ')}`;
    for (const secret of Object.values(KEYS)) {
      for (const writing of [secret, encodeURIComponent(secret), encodeURIComponent(encodeURIComponent(secret))]) {
        expect(shown).not.toContain(writing);
      }
    }
    expect(shown).not.toMatch(/Signature=[^*]/);
    expect(shown).not.toContain('127.0.0.1');
  });
});
