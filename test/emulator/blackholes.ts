import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from './servers.ts';

/**
 * A relay in front of moto that says what AWS says of a route whose peering was deleted: `blackhole`.
 * Moto calls every route active for ever. Everything else passes through untouched.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
 */
export async function withBlackholes(emulator: Emulator, isGone: (peering: string) => boolean): Promise<Emulator> {
  const server = createServer((request, response) => {
    relay(request)
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
      .catch(() => response.destroy());
  });
  const relay = async (request: IncomingMessage): Promise<{ status: number; type: string; body: string }> => {
    const sent: Buffer[] = [];
    for await (const chunk of request) sent.push(chunk as Buffer);
    const answer = await fetch(`${emulator.url}${request.url ?? '/'}`, {
      method: request.method ?? 'POST',
      headers: { ...headersOf(request), 'content-type': request.headers['content-type'] ?? '' },
      body: Buffer.concat(sent),
    });
    const body = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? 'text/xml',
      body: markGone(body, isGone),
    };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What the emulator routes by: the signature names service and region. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> => ({
  authorization: headers.authorization ?? '',
  ...(typeof headers['x-amz-date'] === 'string' ? { 'x-amz-date': headers['x-amz-date'] } : {}),
});

const ROUTE =
  /<item>(?:(?!<\/?item>)[\s\S])*<vpcPeeringConnectionId>([^<]+)<\/vpcPeeringConnectionId>(?:(?!<\/?item>)[\s\S])*<\/item>/g;

const markGone = (answer: string, isGone: (peering: string) => boolean): string =>
  answer.replace(ROUTE, (route: string, peering: string) =>
    isGone(peering) ? route.replace('<state>active</state>', '<state>blackhole</state>') : route,
  );
