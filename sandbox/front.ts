import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived, read to its end. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a cloud may refuse a call that it understood; each front words it as its services do. */
export type Refusal = 'throttled' | 'denied' | 'denied-by-organization' | 'server-error';

/** One call to one service of a cloud, told apart from its wire form. */
export interface IncomingCall {
  /** As a snapshot names it: `ec2:DescribeVpcs`. */
  readonly call: string;
  readonly region: string;
  /** What the snapshot has to say. */
  answer(): Reply;
  refuse(why: Refusal): Reply;
}

/** One cloud behind the socket. Several stand side by side; each knows its own requests by their signature. */
export interface Front {
  /** The call, a reply at once where the request is no proper one, or `undefined` when it is for another cloud. */
  receive(request: SandboxRequest): IncomingCall | Reply | undefined;
}
