import type { Known } from '../known.ts';
import type { AliTagged } from './ecs.ts';

/** Classic, application or network load balancer. */
export type BalancerKind = 'clb' | 'alb' | 'nlb';

/** A load balancer of any kind. */
export interface AliLoadBalancer extends AliTagged {
  readonly kind: BalancerKind;
  /** `active`, `inactive`, `locked`, `provisioning`, … lower case. */
  readonly status: string;
  /** Whether the platform locked it for money or security; absent where it is in order. */
  readonly businessStatus?: string;
  readonly isInternet: boolean;
  /** Public addresses where it faces the Internet, private ones where not. An ALB tells its own one by one. */
  readonly addresses: Known<readonly string[]>;
  /** ALB and NLB: where each address stands. */
  readonly nodes?: readonly BalancerNode[];
  readonly dnsName?: string;
  readonly vpcId?: string;
  readonly groupIds: readonly string[];
  readonly deletionProtection?: boolean;
  /** ALB: the edition has a WAF of its own. */
  readonly hasWaf: boolean;
}

/** One address of a balancer, in one zone. */
export interface BalancerNode {
  readonly address: string;
  readonly vSwitchId?: string;
  /** Of the interface behind a public address. */
  readonly privateAddress?: string;
}

/** What keeps a client on one server. */
export type Persistence =
  | { readonly kind: 'none' }
  /** By the client's address: layer 4. */
  | { readonly kind: 'source-address'; readonly seconds?: number }
  /** By a cookie that the balancer sets (`insert`) or the server does (`server`). */
  | { readonly kind: 'cookie'; readonly seconds?: number; readonly cookie: 'insert' | 'server' };

/** A server behind a balancer. */
export interface AliServer {
  readonly id: string;
  readonly ip?: string;
  readonly port?: number;
  readonly weight?: number;
  readonly zoneId?: string;
  readonly isStandby?: boolean;
}

/** A server that does not answer its health check, and what the balancer says about it. */
export interface BadServer {
  readonly id: string;
  readonly ip?: string;
  readonly port?: number;
  readonly groupId?: string;
  readonly status: string;
  readonly reason?: string;
}

/** How one group of servers shares the work. */
export interface Balancing {
  /** Tells the groups of one listener apart: a group's or a rule's id, or `default`. */
  readonly id: string;
  /** Where it is set. */
  readonly place: 'listener' | 'rule' | 'server-group';
  /** Lower case: `wrr`, `wlc`, `rr`, `sch`, `tch`, `qch`. */
  readonly scheduler?: string;
  /** Absent where it hashes the source address, which is what `sch` does by itself. */
  readonly hashesUrl?: boolean;
  readonly persistence: Persistence;
  /** Absent where the answer does not say. */
  readonly healthCheck?: boolean;
  readonly servers: Known<readonly AliServer[]>;
}

/** Which clients a listener lets in. */
export interface ListenerAccess {
  readonly isOn: boolean;
  readonly type: 'white' | 'black';
  readonly aclIds: readonly string[];
}

/** One listener of a balancer of any kind. Numbers are seconds; absent where its protocol has no such setting. */
export interface AliListener extends AliTagged {
  /** `<balancer id>/<protocol>/<port>`, all lower case. */
  readonly id: string;
  readonly kind: BalancerKind;
  readonly balancerId: string;
  /** `lsn-…`, where the product gives listeners an id of their own. */
  readonly listenerId?: string;
  /** `http`, `https`, `quic`, `tcp`, `udp` or `tcpssl`. */
  readonly protocol: string;
  readonly ports: readonly [first: number, last: number];
  readonly status: string;
  /** Only sends clients on to another port or address. */
  readonly redirects: boolean;
  readonly idleSeconds?: number;
  readonly requestSeconds?: number;
  /** CLB over TCP, and NLB: how long a silent connection lives. */
  readonly establishedSeconds?: number;
  readonly tlsPolicy?: string;
  readonly access: Known<ListenerAccess>;
  readonly balancing: Known<readonly Balancing[]>;
  readonly badServers: Known<readonly BadServer[]>;
}

/** Listener ids as reports have them. */
export const listenerIdOf = (balancerId: string, protocol: string, port: number | string): string =>
  `${balancerId}/${protocol.toLowerCase()}/${port}`;
