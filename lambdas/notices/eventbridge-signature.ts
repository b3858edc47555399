import { createPublicKey, timingSafeEqual, verify } from 'node:crypto';

/** A push as it came over HTTPS. Header names are lower case. */
export interface Push {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes that were sent: a signature is about them, not about what they mean. */
  readonly body: Uint8Array;
}

/** What a push must agree with. */
export interface PushTerms {
  /** The address as it is written in the target at Alibaba's EventBridge; never taken from the request. */
  readonly targetUrl: string;
  /** The token of that target. */
  readonly token: string;
  readonly now: Date;
}

/** How far the clocks may be apart, and how old a push may be. */
const TOLERANCE_MS = 60_000;
/** Pushes are a few kilobytes. */
export const PUSH_LIMIT_BYTES = 64 * 1024;

const TIMESTAMP = 'x-eventbridge-signature-timestamp';
const METHOD = 'x-eventbridge-hash-method';
const VERSION = 'x-eventbridge-signature-version';
const KEY_URL = 'x-eventbridge-signature-url';
const TOKEN = 'x-eventbridge-signature-token';
const SIGNATURE = 'x-eventbridge-signature-v2';

/** Why a push is refused; for our own log, never for the sender. */
export type Refusal =
  | 'too large'
  | 'no signature'
  | 'another method'
  | 'old or from the future'
  | 'wrong token'
  | 'foreign key'
  | 'wrong signature';

/**
 * Looks at everything that can be told without the key: size, method, age, token and where the key is said to lie.
 *
 * @returns Where to fetch the key, or why the push is refused.
 * @see https://www.alibabacloud.com/help/en/eventbridge/user-guide/route-events-to-http-or-https-endpoints
 */
export function examinePush(
  { headers, body }: Push,
  { token, now }: PushTerms,
): { readonly keyUrl: URL } | { readonly refused: Refusal } {
  if (body.byteLength > PUSH_LIMIT_BYTES) return { refused: 'too large' };
  if (!headers[SIGNATURE] || !headers[TIMESTAMP] || !headers[KEY_URL]) return { refused: 'no signature' };
  if (headers[METHOD] !== 'SHA256' || headers[VERSION] !== '1.0') return { refused: 'another method' };
  const sentAt = /^\d{13}$/.test(headers[TIMESTAMP]) ? Number(headers[TIMESTAMP]) : Number.NaN;
  if (!(Math.abs(now.getTime() - sentAt) <= TOLERANCE_MS)) return { refused: 'old or from the future' };
  if (token === '' || !isSame(headers[TOKEN] ?? '', token)) return { refused: 'wrong token' };
  const keyUrl = ownKeyUrl(headers[KEY_URL]);
  return keyUrl ? { keyUrl } : { refused: 'foreign key' };
}

/** Whether the push was signed with the key, over our address, its headers and its very bytes. */
export function isSignedWith(publicKeyPem: string, { headers, body }: Push, { targetUrl }: PushTerms): boolean {
  const lines = [TIMESTAMP, METHOD, VERSION, KEY_URL, TOKEN].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : `${name}: ${value}`;
  });
  const head = Buffer.from(`${[targetUrl, ...lines].join('\n')}\n`);
  const signature = Buffer.from(headers[SIGNATURE] ?? '', 'base64');
  // Their own samples differ in whether the body is followed by a line end.
  const forms = [Buffer.concat([head, body]), Buffer.concat([head, body, Buffer.from('\n')])];
  try {
    const key = createPublicKey(publicKeyPem);
    return key.asymmetricKeyType === 'rsa' && forms.some((signed) => verify('RSA-SHA256', signed, key, signature));
  } catch {
    return false;
  }
}

/** Alibaba's own place for keys, and nothing that only looks like it: whoever names another brings a key of their own. */
function ownKeyUrl(value: string): URL | undefined {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return undefined;
  }
  const isOwn =
    url.protocol === 'https:' &&
    /^[a-z0-9-]+-eventbridge\.oss-accelerate\.aliyuncs\.com$/.test(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '';
  return isOwn ? url : undefined;
}

/** Compares in a time that does not tell how much is right. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
