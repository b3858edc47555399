import { once, setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#platform/clock.ts';
import { aliyunFront } from './alicloud/front.ts';
import type { SandboxAccess } from './alicloud/keys.ts';
import { awsFront } from './aws/front.ts';
import { type Fault, FaultPlan } from './faults.ts';
import type { Front, IncomingCall, Refusal, Reply, SandboxRequest } from './front.ts';
import { Recording, type ServedScope } from './recording.ts';

/** What a sandbox serves, and how badly. */
export interface SandboxOptions {
  /** What the clouds answer. Nothing that was not recorded is made up: such a call is refused as one that is not known. */
  readonly snapshot: readonly ServedScope[];
  /** @default none */
  readonly faults?: readonly Fault[];
  /** How long every answer takes, in milliseconds. @default 0 */
  readonly latencyMs?: number;
  /** The most items that a page holds, whatever is asked for. @default what the service's own limit is */
  readonly pageLimit?: number;
  /** The keys of Alibaba Cloud accounts. @default one key for each, as `sandboxKey` makes it */
  readonly alicloud?: SandboxAccess;
  /** What old requests are told by. @default the machine's clock */
  readonly clock?: Clock;
  /** What chance hangs on. @default 1 */
  readonly seed?: number;
}

/** A miniature cloud that listens on loopback. */
export interface Sandbox {
  /** For `AWS_ENDPOINT_URL` and its kin. */
  readonly url: string;
  /** How often each call arrived, by its name in the snapshot. */
  readonly calls: ReadonlyMap<string, number>;
  /** What goes wrong from now on, instead of what went wrong before. */
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** The clouds that can stand behind the socket. */
const FRONTS: readonly ((recording: Recording, options: SandboxOptions) => Front)[] = [aliyunFront, awsFront];

const REFUSALS: Partial<Record<Fault['kind'], Refusal>> = {
  throttle: 'throttled',
  deny: 'denied',
  'deny-by-organization': 'denied-by-organization',
  'server-error': 'server-error',
};

const DEFAULT_SLOW_MS = 60_000;

/** Serves a snapshot over the clouds' real wire protocols, on a free port of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const recording = new Recording(options.snapshot);
  const fronts = FRONTS.map((make) => make(recording, options));
  const calls = new Map<string, number>();
  const seed = options.seed ?? 1;
  let plan = new FaultPlan(options.faults ?? [], seed);
  const closing = new AbortController();
  // Every answer that waits listens to it.
  setMaxListeners(0, closing.signal);

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    const received = receive(fronts, request);
    if (!('call' in received)) {
      send(response, received);
      return;
    }
    calls.set(received.call, (calls.get(received.call) ?? 0) + 1);
    const identity = [received.call, received.region, request.path, request.query, request.body].join('\n');
    const fault = plan.strike(received.call, received.region, identity);
    const delayMs = (options.latencyMs ?? 0) + (fault?.kind === 'slow' ? (fault.delayMs ?? DEFAULT_SLOW_MS) : 0);
    if (delayMs > 0) await wait(delayMs, undefined, { signal: closing.signal, ref: false });
    sendFaulty(response, received, fault);
  };
  const server = createServer((message, response) => {
    // Whoever gave up on an answer, or a sandbox that closes, ends the exchange; there is nobody left to tell.
    serve(message, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    setFaults(faults) {
      plan = new FaultPlan(faults, seed);
    },
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function receive(fronts: readonly Front[], request: SandboxRequest): IncomingCall | Reply {
  for (const front of fronts) {
    const received = front.receive(request);
    if (received) return received;
  }
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no cloud here knows this request\n' };
}

/** Sends what the call is answered, or what the fault makes of it. */
function sendFaulty(response: ServerResponse, call: IncomingCall, fault: Fault | undefined): void {
  const refusal = fault && REFUSALS[fault.kind];
  const reply = refusal ? call.refuse(refusal) : call.answer();
  if (fault?.kind === 'cut') cutOff(response, reply);
  else send(response, fault?.kind === 'malformed' ? { ...reply, body: firstHalf(reply) } : reply);
}

const firstHalf = ({ body }: Reply): string => body.slice(0, Math.ceil(body.length / 2));

function cutOff(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.write(firstHalf(reply), () => response.destroy());
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function readRequest(message: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '/', 'http://sandbox');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
