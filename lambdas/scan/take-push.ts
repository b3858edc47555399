import { type AttackHint, readAttackHint } from '#notices/alicloud.ts';
import {
  examinePush,
  isSignedWith,
  PUSH_LIMIT_BYTES,
  type Push,
  type Refusal,
} from '#notices/eventbridge-signature.ts';
import type { Clock } from '#platform/clock.ts';

export interface TakePushDeps {
  /** The address as it is written in the target at Alibaba's EventBridge; none refuses every push. */
  readonly targetUrl: string | undefined;
  /** The token of that target. */
  readonly readToken: () => Promise<string>;
  /** The key that lies at an address of Alibaba's, as PEM; keys are kept, and never fetched from anywhere else. */
  readonly readKey: (url: URL) => Promise<string>;
  /** Has the clouds asked. */
  readonly askSoon: (hint: AttackHint) => Promise<void>;
  readonly clock: Clock;
}

/** A request to a function's URL. @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export interface UrlRequest {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What became of a push. The sender learns the status and nothing else. */
export interface PushAnswer {
  readonly statusCode: 200 | 403 | 413 | 503;
  readonly outcome: 'asked' | 'nothing of ours' | 'key not there' | 'no target configured' | Refusal;
}

/**
 * Takes in a push of Alibaba's EventBridge. One that is signed, young and about DDoS has the clouds asked at once; what it
 * claims is not believed, and it tells nobody anything by itself.
 */
export async function takePush(
  request: UrlRequest,
  { targetUrl, readToken, readKey, askSoon, clock }: TakePushDeps,
): Promise<PushAnswer> {
  // Before anything is decoded: base64 is a third longer than what it stands for.
  if ((request.body?.length ?? 0) > PUSH_LIMIT_BYTES * 1.4) return { statusCode: 413, outcome: 'too large' };
  if (targetUrl === undefined) return { statusCode: 403, outcome: 'no target configured' };
  const push: Push = {
    headers: request.headers ?? {},
    body: Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8'),
  };
  const terms = { targetUrl, token: await readToken(), now: clock() };
  const examined = examinePush(push, terms);
  if ('refused' in examined)
    return { statusCode: examined.refused === 'too large' ? 413 : 403, outcome: examined.refused };
  const key = await readKey(examined.keyUrl).catch(() => undefined);
  if (key === undefined) return { statusCode: 503, outcome: 'key not there' };
  if (!isSignedWith(key, push, terms)) return { statusCode: 403, outcome: 'wrong signature' };
  const hint = readAttackHint(jsonOf(push.body));
  if (!hint) return { statusCode: 200, outcome: 'nothing of ours' };
  await askSoon(hint);
  return { statusCode: 200, outcome: 'asked' };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
