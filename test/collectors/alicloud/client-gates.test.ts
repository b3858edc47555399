import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AliClient, type AliClientDeps } from '#collectors/alicloud/client.ts';
import { fixedKeys } from '#collectors/alicloud/credentials.ts';
import { type AliProduct, concurrencyOf } from '#collectors/alicloud/endpoints.ts';

interface Arrived {
  /** `<action> <region>`: one action stands for one product here. */
  readonly lane: string;
  readonly answer: (status?: number, body?: object) => void;
}

/** Gives a client whose requests arrive at `onRequest`, which decides when each is answered. */
async function withServer(
  onRequest: (arrived: Arrived) => void,
  use: (client: AliClient) => Promise<void>,
  deps: Partial<AliClientDeps> = {},
): Promise<void> {
  const server = createServer((message, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      onRequest({
        lane: `${body.get('Action')} ${message.headers['x-acs-region-id'] as string}`,
        answer: (status = 200, answered = { RequestId: 'R' }) =>
          void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered)),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new AliClient({
    credentials: fixedKeys({ accessKeyId: 'k', accessKeySecret: 's' }),
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...deps,
  });
  try {
    await use(client);
  } finally {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const LANES: readonly (readonly [AliProduct, string, string])[] = [
  ['vpc', 'DescribeVpcs', 'cn-hangzhou'],
  ['vpc', 'DescribeVpcs', 'eu-central-1'],
  ['slb', 'DescribeLoadBalancers', 'cn-hangzhou'],
];
const request = (client: AliClient, [product, action, region]: (typeof LANES)[number]) =>
  client.request({ product, action, region, parameters: { RegionId: region } });

test('calls at once are limited by product and by region, and lanes do not wait for one another', async () => {
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  const held: (() => void)[] = [];
  const room = LANES.reduce((sum, [product]) => sum + concurrencyOf(product), 0);
  let isFull = false;
  await withServer(
    ({ lane, answer }) => {
      running.set(lane, (running.get(lane) ?? 0) + 1);
      most.set(lane, Math.max(most.get(lane) ?? 0, running.get(lane) ?? 0));
      held.push(() => {
        running.set(lane, (running.get(lane) ?? 0) - 1);
        answer();
      });
      // Nothing is answered before every lane is full: with one limit for all of them this would never end.
      isFull ||= held.length === room;
      if (isFull) for (const next of held.splice(0)) next();
    },
    async (client) => {
      await Promise.all(
        LANES.flatMap((lane) => Array.from({ length: 3 * concurrencyOf(lane[0]) }, () => request(client, lane))),
      );
    },
  );
  expect(Object.fromEntries(most)).toEqual(
    Object.fromEntries(LANES.map(([product, action, region]) => [`${action} ${region}`, concurrencyOf(product)])),
  );
});

test('a call that waits to be tried again leaves its place to the next', async () => {
  const lane = ['yundun-ddoscoo', 'DescribeInstances', 'cn-hangzhou'] as const;
  expect(concurrencyOf(lane[0])).toBe(1);
  const order: string[] = [];
  let secondCame = (): void => undefined;
  const second = new Promise<void>((resolve) => {
    secondCame = resolve;
  });
  await withServer(
    ({ answer }) => {
      order.push(order.length === 0 ? 'throttled' : 'answered');
      if (order.length > 1) secondCame();
      if (order.length === 1) answer(400, { Code: 'Throttling.User', Message: 'slow down' });
      else answer();
    },
    async (client) => {
      await Promise.all([request(client, lane), request(client, lane)]);
    },
    // The first waits for as long as it takes the second to arrive.
    { sleep: () => second },
  );
  expect(order).toEqual(['throttled', 'answered', 'answered']);
});

test('a call that fails gives its place back', async () => {
  const lane = ['yundun-ddoscoo', 'DescribeInstances', 'cn-hangzhou'] as const;
  let calls = 0;
  await withServer(
    ({ answer }) => {
      calls++;
      answer(403, { Code: 'Forbidden.RAM', Message: 'no' });
    },
    async (client) => {
      const ends = await Promise.allSettled(Array.from({ length: 3 }, () => request(client, lane)));
      expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    },
  );
  expect(calls).toBe(3);
});
