/** A certificate is a few kilobytes. */
const LIMIT_BYTES = 32 * 1024;
const TIMEOUT_MS = 2_500;
/** How long a key is kept before it is fetched again. */
const KEPT_MS = 6 * 3_600_000;
/** Regions that may push, and then some. */
const MOST_KEYS = 64;

/** Fetches keys over HTTPS and keeps them: no redirect is followed, nothing large is read, nobody is waited for long. */
export function remoteKeys(now: () => number, fetcher: typeof fetch = fetch): (url: URL) => Promise<string> {
  const kept = new Map<string, { readonly key: string; readonly untilMs: number }>();
  return async (url) => {
    const known = kept.get(url.href);
    if (known && known.untilMs > now()) return known.key;
    const response = await fetcher(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || !response.body) throw new Error(`${url.host} answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength;
      if (bytes > LIMIT_BYTES) throw new Error(`${url.host} answered more than ${LIMIT_BYTES} bytes`);
      parts.push(part);
    }
    const key = Buffer.concat(parts).toString('utf8');
    if (kept.size >= MOST_KEYS) kept.clear();
    kept.set(url.href, { key, untilMs: now() + KEPT_MS });
    return key;
  };
}
