import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import RPCClient from '@alicloud/pop-core/lib/rpc.js';
import { text } from '#inventory/fields.ts';
import { Gate } from '#platform/pool.ts';
import { MALFORMED } from '#snapshot/recorded-call.ts';
import type { CredentialSource, Credentials } from './credentials.ts';
import { type AliProduct, concurrencyOf, endpointOf, versionOf } from './endpoints.ts';
import { AliyunError, isBadCredentials, isDeadSocket, isExpiredToken, isRetryable, redact } from './errors.ts';

/** What a request to Alibaba Cloud may carry; lists become `Key.1`, `Key.2`. */
export type AliParameters = Readonly<Record<string, unknown>>;

/** One request: product, action and parameters, and the region whose address is asked. */
export interface AliRequest {
  readonly product: AliProduct;
  readonly action: string;
  readonly region: string;
  readonly parameters: AliParameters;
  /** Ends the waiting, also between attempts. */
  readonly abortSignal?: AbortSignal;
}

export interface AliClientDeps {
  readonly credentials: CredentialSource;
  /** One address for every product, already checked by `readEndpointOverride`. */
  readonly endpoint?: string;
  /** Attempts per call, the first included. Default 5. */
  readonly maxAttempts?: number;
  /** Milliseconds for one attempt: connecting, waiting and reading. Default 15,000. */
  readonly timeoutMs?: number;
  /** Waits; rejects or resolves early when the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random?: () => number;
}

const ATTEMPTS = 5;
const TIMEOUT_MS = 15_000;
const BACKOFF_MS = 400;
const BACKOFF_CEILING_MS = 8_000;
/** What pop-core calls a good answer's `Code`. */
const GOOD_CODES = new Set<unknown>([undefined, null, '', 200, '200', 'OK', 'Success', 'success']);

interface Wire {
  readonly rpc: RPCClient;
  readonly agent: HttpAgent;
  /** The keys of the call that is being made: pop-core asks for them at once, before it waits for anything. */
  credentials: Credentials;
}

/**
 * The one way to Alibaba Cloud, around pop-core's RPC client.
 *
 * POST always, so that neither key nor signature is ever part of a URL · https, except to loopback · retries with jitter on throttling and
 * passing faults, at once on a kept-alive socket that died · a limit on calls at once per product and region · every failure is an
 * {@link AliyunError} without URL, key or token.
 */
export class AliClient {
  readonly #deps: AliClientDeps;
  readonly #wires = new Map<string, Wire>();
  readonly #gates = new Map<string, Gate>();
  #refused: AliyunError | undefined;

  constructor(deps: AliClientDeps) {
    if (deps.endpoint !== undefined && !/^https:\/\/|^http:\/\/(localhost|127\.|\[::1\])/.test(deps.endpoint)) {
      throw new Error('the address of Alibaba Cloud must be https, or http on loopback');
    }
    this.#deps = deps;
  }

  /**
   * Makes one call, with retries, and gives the answer as plain JSON.
   *
   * @throws {AliyunError} for everything that the service or the way to it did wrong.
   */
  async request(request: AliRequest): Promise<Readonly<Record<string, unknown>>> {
    const attempts = this.#deps.maxAttempts ?? ATTEMPTS;
    let onceMore = true;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#gate(request).run(() => this.#attempt(request));
      } catch (failure) {
        if (!(failure instanceof AliyunError)) throw failure;
        if (request.abortSignal?.aborted) throw deadlineError();
        if (onceMore && isDeadSocket(failure)) {
          onceMore = false;
          attempt--;
          continue;
        }
        if (onceMore && isExpiredToken(failure) && this.#deps.credentials.refresh) {
          onceMore = false;
          attempt--;
          this.#deps.credentials.refresh();
          continue;
        }
        if (isBadCredentials(failure)) this.#refused = failure;
        if (!isRetryable(failure) || attempt >= attempts) throw failure;
        const ceiling = Math.min(BACKOFF_CEILING_MS, BACKOFF_MS * 2 ** (attempt - 1));
        await (this.#deps.sleep ?? sleep)(
          ceiling / 2 + ((this.#deps.random ?? Math.random)() * ceiling) / 2,
          request.abortSignal,
        );
        if (request.abortSignal?.aborted) throw deadlineError();
      }
    }
  }

  /** Closes the sockets. */
  destroy(): void {
    for (const { agent } of this.#wires.values()) agent.destroy();
    this.#wires.clear();
  }

  async #attempt({
    product,
    action,
    region,
    parameters,
    abortSignal,
  }: AliRequest): Promise<Readonly<Record<string, unknown>>> {
    // Keys that were refused once are refused every time; asking on would only lock the account out.
    if (this.#refused) throw this.#refused;
    if (abortSignal?.aborted) throw deadlineError();
    const credentials = await this.#deps.credentials.get();
    const { rpc } = this.#wire(product, region, credentials);
    const answer = rpc.request<[unknown, { response?: { statusCode?: number } }]>(
      action,
      withoutUndefined(parameters),
      {
        headers: {
          'user-agent': 'cloud-posture',
          'x-acs-action': action,
          'x-acs-version': versionOf(product),
          // Products whose address is their region have no such parameter; a gateway in front of many regions needs it.
          'x-acs-region-id': region,
        },
      },
    );
    try {
      const [body, entry] = await orAborted(answer, abortSignal);
      return checkedAnswer(body, entry?.response?.statusCode ?? 200, credentials);
    } catch (failure) {
      throw asAliyunError(failure, credentials);
    }
  }

  /** One client per address and version, kept for as long as the process lives. */
  #wire(product: AliProduct, region: string, credentials: Credentials): Wire {
    const endpoint = endpointOf(product, region, this.#deps.endpoint);
    const name = `${endpoint} ${versionOf(product)}`;
    const kept = this.#wires.get(name);
    if (kept) {
      kept.credentials = credentials;
      return kept;
    }
    const agentOptions = { keepAlive: true, keepAliveMsecs: 3_000, maxSockets: 8 };
    const agent = endpoint.startsWith('https:') ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
    const config = {
      endpoint,
      apiVersion: versionOf(product),
      // An empty answer makes pop-core send the call unsigned, which is how a token is exchanged for keys.
      credentialsProvider: {
        getCredentials: async () => (wire.credentials.accessKeyId === '' ? {} : wire.credentials),
      },
      opts: { method: 'POST', timeout: this.#deps.timeoutMs ?? TIMEOUT_MS, agent },
    };
    // pop-core's types know neither the credentials provider nor the second argument, which makes it give the HTTP status.
    const Client = RPCClient as unknown as new (config: object, verbose: boolean) => RPCClient;
    const wire: Wire = { rpc: new Client(config, true), agent, credentials };
    this.#wires.set(name, wire);
    return wire;
  }

  #gate({ product, region }: AliRequest): Gate {
    const name = `${product} ${region}`;
    let gate = this.#gates.get(name);
    if (!gate) {
      gate = new Gate(concurrencyOf(product));
      this.#gates.set(name, gate);
    }
    return gate;
  }
}

/** pop-core looks at no HTTP status, and takes any JSON without a code for success. */
function checkedAnswer(body: unknown, status: number, credentials: Credentials): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AliyunError(MALFORMED, 'the answer is no JSON object');
  }
  // json-bigint gives objects without a prototype, and long numbers as objects.
  const answer = JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
  if (status < 200 || status > 299)
    throw new AliyunError(`Http${status}`, `HTTP status ${status} without an error code`);
  if (answer['Success'] === false || answer['Success'] === 'false') {
    const code = GOOD_CODES.has(answer['Code']) ? 'NotSuccessful' : (text(answer['Code']) ?? 'NotSuccessful');
    throw new AliyunError(
      code,
      cleaned(text(answer['Message']) ?? 'the answer says that the call did not succeed', credentials),
    );
  }
  return answer;
}

/** Everything that pop-core can reject with, as an error that can be shown to anybody. */
function asAliyunError(failure: unknown, credentials: Credentials): AliyunError {
  if (failure instanceof AliyunError) return failure;
  const { name, code, message, data } = (failure ?? {}) as Record<string, unknown>;
  const body = (data ?? {}) as Record<string, unknown>;
  if (data !== undefined && code !== undefined) {
    return new AliyunError(
      text(code) ?? 'Unknown',
      cleaned(text(body['Message']) ?? '', credentials),
      text(body['RequestId']),
    );
  }
  const said = text(message) ?? '';
  if (name === 'RequestTimeoutError') return new AliyunError('RequestTimeout', 'no answer in time');
  if (/socket hang up/i.test(said)) return new AliyunError('ECONNRESET', 'the connection was closed');
  if (typeof code === 'string') return new AliyunError(code, SOCKET_TROUBLE[code] ?? 'the connection failed');
  // HTML of a proxy, an empty body, `null`, a key that pop-core's parser refuses.
  if (name === 'SyntaxError' || failure instanceof TypeError || failure instanceof SyntaxError) {
    return new AliyunError(MALFORMED, 'the answer cannot be parsed as JSON');
  }
  return new AliyunError(
    'Unknown',
    cleaned(said.replace(/,? ?URL: .*/s, '').replace(/https?:\/\/\S+/g, ''), credentials),
  );
}

const SOCKET_TROUBLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the address has no DNS name: the product is not sold there, or this network resolves no names',
  ECONNREFUSED: 'nothing listens at the address',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
};

/** A message without keys. A refused signature comes back with the whole request in it, which is cut off. */
const cleaned = (message: string, { accessKeyId, accessKeySecret, securityToken }: Credentials): string =>
  redact(message.replace(/server string to sign is:.*/is, 'the string to sign is left out'), [
    accessKeySecret,
    securityToken,
    accessKeyId,
  ]);

const deadlineError = (): AliyunError =>
  new AliyunError('DeadlineExceeded', 'the time for this region was up during the call');

/** pop-core knows no abort signal: the call runs on to its own time-out, but nobody waits for it. */
function orAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(deadlineError());
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** pop-core would send the text "undefined". */
const withoutUndefined = (parameters: AliParameters): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null));

const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
