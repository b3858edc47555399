import { createHmac, timingSafeEqual } from 'node:crypto';

/** The parameters of one request, as they came: names and values decoded, one value each. */
export type Parameters = Readonly<Record<string, string>>;

/** RFC 3986, which also escapes what `encodeURIComponent` leaves alone. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const byBytes = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is signed: the method, the root path, and every parameter but the signature itself, sorted. */
export function stringToSign(method: string, parameters: Parameters): string {
  const canonical = Object.entries(parameters)
    .filter(([name]) => name !== 'Signature')
    .sort(byBytes)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  return `${method}&${encode('/')}&${encode(canonical)}`;
}

/**
 * HMAC-SHA1 of the string to sign, in base 64.
 *
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
export const signatureOf = (method: string, parameters: Parameters, accessKeySecret: string): string =>
  createHmac('sha1', `${accessKeySecret}&`).update(stringToSign(method, parameters)).digest('base64');

export function isSignedWith(method: string, parameters: Parameters, accessKeySecret: string): boolean {
  const wanted = Buffer.from(signatureOf(method, parameters, accessKeySecret));
  const given = Buffer.from(parameters['Signature'] ?? '');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
