import { createSign, generateKeyPairSync } from 'node:crypto';
import type { AttackHint } from '#notices/alicloud.ts';
import { type TakePushDeps, takePush, type UrlRequest } from '#scan/take-push.ts';
import { remoteKeys } from '#stores/remote-key.ts';
import { blackholePush } from '../support/notice-events.ts';

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const NOW = new Date('2026-11-20T03:00:00Z');
const TARGET = 'https://abc.lambda-url.eu-west-1.on.aws/';
const KEY_URL = 'https://cn-hangzhou-eventbridge.oss-accelerate.aliyuncs.com/keys/1.pem';

interface Forgery {
  readonly body?: string;
  /** What arrives instead of what was signed. */
  readonly sentBody?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly sentHeaders?: Readonly<Record<string, string | undefined>>;
  readonly target?: string;
  readonly key?: typeof ours.privateKey;
  readonly lineEnd?: boolean;
  readonly base64?: boolean;
}

const NAMES = ['timestamp', 'hash-method', 'version', 'url', 'token'] as const;
const nameOf = (name: string): string =>
  name === 'hash-method' ? 'x-eventbridge-hash-method' : `x-eventbridge-signature-${name}`;

/** A push as Alibaba signs it, or nearly so. */
function push({
  body = JSON.stringify(blackholePush),
  sentBody,
  headers,
  sentHeaders,
  target = TARGET,
  key = ours.privateKey,
  lineEnd = false,
  base64 = false,
}: Forgery = {}): UrlRequest {
  const values: Record<string, string | undefined> = {
    timestamp: String(NOW.getTime()),
    'hash-method': 'SHA256',
    version: '1.0',
    url: KEY_URL,
    token: 'our-token',
    ...headers,
  };
  const lines = NAMES.flatMap((name) => (values[name] === undefined ? [] : `${nameOf(name)}: ${values[name]}`));
  const signed = `${[target, ...lines].join('\n')}\n${body}${lineEnd ? '\n' : ''}`;
  const signature = createSign('RSA-SHA256').update(signed).sign(key, 'base64');
  const all: Record<string, string | undefined> = {
    ...Object.fromEntries(NAMES.map((name) => [nameOf(name), values[name]])),
    'x-eventbridge-signature-v2': signature,
  };
  for (const [name, value] of Object.entries(sentHeaders ?? {}))
    all[name === 'v2' ? 'x-eventbridge-signature-v2' : nameOf(name)] = value;
  const sent = sentBody ?? body;
  return { headers: all, body: base64 ? Buffer.from(sent).toString('base64') : sent, isBase64Encoded: base64 };
}

async function take(request: UrlRequest, change: Partial<TakePushDeps> = {}) {
  const asked: AttackHint[] = [];
  const fetched: string[] = [];
  const answer = await takePush(request, {
    targetUrl: TARGET,
    readToken: async () => 'our-token',
    readKey: async (url) => {
      fetched.push(url.href);
      return PEM;
    },
    askSoon: async (hint) => void asked.push(hint),
    clock: () => NOW,
    ...change,
  });
  return { ...answer, asked: asked.length, fetched: fetched.length };
}

test.each<[string, Forgery]>([
  ['as it is documented', {}],
  ['with a line end after the body, as some samples have it', { lineEnd: true }],
  ['as base64, which a function URL makes of some bodies', { base64: true }],
  ['a minute old', { headers: { timestamp: String(NOW.getTime() - 60_000) } }],
  ['in another script', { body: JSON.stringify({ ...blackholePush, subject: '黑洞事件' }) }],
])('a push that is signed leads to a question: %s', async (_, forgery) => {
  expect(await take(push(forgery))).toEqual({ statusCode: 200, outcome: 'asked', asked: 1, fetched: 1 });
});

test.each<[string, Forgery, string, number]>([
  ['signed by somebody else', { key: theirs.privateKey }, 'wrong signature', 1],
  ['another body than was signed', { sentBody: '{}' }, 'wrong signature', 1],
  ['signed for another address', { target: 'https://evil.example/' }, 'wrong signature', 1],
  ['a header changed on the way', { sentHeaders: { timestamp: String(NOW.getTime() + 1) } }, 'wrong signature', 1],
  ['a signature that is none', { sentHeaders: { v2: 'AAAA' } }, 'wrong signature', 1],
  ['no signature', { sentHeaders: { v2: undefined } }, 'no signature', 0],
  ['the old kind of signature', { headers: { 'hash-method': 'HMAC-SHA1' } }, 'another method', 0],
  ['another version', { headers: { version: '2.0' } }, 'another method', 0],
  ['over a minute old', { headers: { timestamp: String(NOW.getTime() - 60_001) } }, 'old or from the future', 0],
  ['from the future', { headers: { timestamp: String(NOW.getTime() + 60_001) } }, 'old or from the future', 0],
  ['a time that is none', { headers: { timestamp: 'now' } }, 'old or from the future', 0],
  ['the wrong token', { headers: { token: 'our-tokem' } }, 'wrong token', 0],
  ['no token', { headers: { token: undefined } }, 'wrong token', 0],
  ['a key of their own', { headers: { url: 'https://evil.example/key.pem' } }, 'foreign key', 0],
  [
    'a host that only begins like it',
    { headers: { url: 'https://cn-hangzhou-eventbridge.oss-accelerate.aliyuncs.com.evil.example/k' } },
    'foreign key',
    0,
  ],
  [
    'a host that only ends like it',
    { headers: { url: 'https://evil.example/cn-eventbridge.oss-accelerate.aliyuncs.com' } },
    'foreign key',
    0,
  ],
  [
    'a host with a user before it',
    { headers: { url: 'https://cn-eventbridge.oss-accelerate.aliyuncs.com@evil.example/k' } },
    'foreign key',
    0,
  ],
  [
    'a user before the right host',
    { headers: { url: 'https://evil@cn-eventbridge.oss-accelerate.aliyuncs.com/k' } },
    'foreign key',
    0,
  ],
  ['a port', { headers: { url: 'https://cn-eventbridge.oss-accelerate.aliyuncs.com:8443/k' } }, 'foreign key', 0],
  ['http', { headers: { url: 'http://cn-eventbridge.oss-accelerate.aliyuncs.com/k' } }, 'foreign key', 0],
  ['the metadata service', { headers: { url: 'http://169.254.169.254/latest/meta-data/' } }, 'foreign key', 0],
  [
    'another bucket of the same store',
    { headers: { url: 'https://evil.oss-accelerate.aliyuncs.com/k' } },
    'foreign key',
    0,
  ],
  ['an address that is none', { headers: { url: 'key' } }, 'foreign key', 0],
])('refused, and nothing is fetched for it: %s', async (_, forgery, outcome, fetched) => {
  expect(await take(push(forgery))).toEqual({ statusCode: 403, outcome, asked: 0, fetched });
});

test.each<[string, UrlRequest, Partial<TakePushDeps>, object]>([
  ['an oversized body', push({ body: 'x'.repeat(65 * 1024) }), {}, { statusCode: 413, outcome: 'too large' }],
  ['an endless body', push({ body: 'x'.repeat(1_000_000) }), {}, { statusCode: 413, outcome: 'too large' }],
  ['nothing at all', {}, {}, { statusCode: 403, outcome: 'no signature' }],
  ['no target configured yet', push(), { targetUrl: undefined }, { statusCode: 403, outcome: 'no target configured' }],
  [
    'an empty token in the secret',
    push({ headers: { token: '' } }),
    { readToken: async () => '' },
    { statusCode: 403, outcome: 'wrong token' },
  ],
  [
    'the key cannot be fetched: they may try again',
    push(),
    { readKey: () => Promise.reject(new Error('timeout')) },
    { statusCode: 503, outcome: 'key not there' },
  ],
  ['the key is no key', push(), { readKey: async () => '<html>' }, { statusCode: 403, outcome: 'wrong signature' }],
  [
    'signed, and about something else',
    push({ body: JSON.stringify({ ...blackholePush, type: 'ecs:Instance:StateChange' }) }),
    {},
    { statusCode: 200, outcome: 'nothing of ours' },
  ],
  ['signed, and no JSON', push({ body: 'ddos:' }), {}, { statusCode: 200, outcome: 'nothing of ours' }],
])('%s', async (_, request, change, answer) => {
  expect(await take(request, change)).toMatchObject({ ...answer, asked: 0 });
});

describe('the key', () => {
  const fetcherOf = (...answers: readonly (Response | Error)[]) => {
    const asked: RequestInit[] = [];
    const fetcher = (async (_url: URL, init: RequestInit) => {
      const answer = answers[asked.push(init) - 1];
      if (answer instanceof Response) return answer;
      throw answer ?? new Error('not expected');
    }) as unknown as typeof fetch;
    return { asked, fetcher };
  };

  test('is fetched once, without following redirects, and kept for hours', async () => {
    let nowMs = 0;
    const { asked, fetcher } = fetcherOf(new Response(PEM), new Response(PEM));
    const read = remoteKeys(() => nowMs, fetcher);
    expect([await read(new URL(KEY_URL)), await read(new URL(KEY_URL))]).toEqual([PEM, PEM]);
    expect(asked.map(({ redirect }) => redirect)).toEqual(['error']);
    nowMs = 7 * 3_600_000;
    await read(new URL(KEY_URL));
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['an error page', new Response('no', { status: 404 }), 'answered 404'],
    ['something large', new Response('x'.repeat(40_000)), 'answered more than 32768 bytes'],
    ['a redirect', new TypeError('unexpected redirect'), 'unexpected redirect'],
  ])('is not there: %s', async (_, answer, message) => {
    await expect(remoteKeys(() => 0, fetcherOf(answer).fetcher)(new URL(KEY_URL))).rejects.toThrow(message);
  });
});
