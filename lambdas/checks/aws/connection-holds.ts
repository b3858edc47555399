import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Listener, LoadBalancer } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { secondsOf } from './balancer-attributes.ts';
import { targetInterfaces } from './balancer-targets.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';
import { forwardedPools } from './forwarded-pools.ts';
import { TCP_IDLE, tcpIdleSeconds } from './idle-settings.ts';

/** How long a balancer may keep a connection. */
export interface ConnectionHold {
  readonly what: Text;
  readonly seconds: number;
  /** True for what holds a connection without traffic; false for what holds it at all. */
  readonly isIdle: boolean;
}

/** Connections that a balancer keeps to some of its targets. */
export interface HeldConnections {
  /** The idle ones first. */
  readonly holds: Known<readonly ConnectionHold[]>;
  readonly targets: Known<readonly NetworkInterface[]>;
}

/**
 * How long a balancer keeps connections, and to whom: a network balancer by listener, as each has a timeout of its own.
 * `undefined` for gateway balancers, whose connections are not those of their targets.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
 */
export function heldConnections(balancer: AnyBalancer, region: AwsRegion): readonly HeldConnections[] | undefined {
  if (!isV2(balancer)) {
    const holds = mapKnown(balancer.attributes, ({ idleSeconds }) => [
      { what: 'IdleTimeout', seconds: idleSeconds, isIdle: true },
    ]);
    return [{ holds, targets: targetInterfaces(balancer, region) }];
  }
  if (balancer.type === 'application')
    return [{ holds: holdsOfApplication(balancer), targets: targetInterfaces(balancer, region) }];
  if (balancer.type !== 'network') return undefined;
  const ways = seenOf(balancer.listeners).flatMap((listener) => heldBy(listener, balancer, region));
  if (balancer.listeners.known) return ways;
  return [...ways, { holds: unknown(balancer.listeners.missing), targets: known([]) }];
}

function holdsOfApplication({ attributes }: LoadBalancer): Known<readonly ConnectionHold[]> {
  return mapKnown(attributes, (all) => {
    const idle = { what: IDLE, seconds: secondsOf(all, IDLE, 60), isIdle: true };
    // Where an older dump does not tell it, the balancer did not have it.
    return all[KEEP_ALIVE] === undefined
      ? [idle]
      : [idle, { what: KEEP_ALIVE, seconds: secondsOf(all, KEEP_ALIVE, 3600), isIdle: false }];
  });
}

/** UDP has no connections; that of a TLS listener cannot be set. */
function heldBy(listener: Listener, balancer: LoadBalancer, region: AwsRegion): readonly HeldConnections[] {
  const { arn, protocol, port } = listener;
  if (!['TCP', 'TCP_UDP', 'TLS'].includes(protocol)) return [];
  const seconds = protocol === 'TLS' ? known(TLS_SECONDS) : tcpIdleSeconds(listener);
  const holds = mapKnown(seconds, (each) => [
    { what: say`${TCP_IDLE} of ${protocol} ${port ?? ''}`, seconds: each, isIdle: true },
  ]);
  const { pools, missing } = forwardedPools({ id: arn, arn, tags: {}, listener, balancer }, region);
  const targets = targetInterfaces(
    balancer,
    region,
    pools.map((pool) => pool.arn ?? ''),
  );
  const unread = [...missing, ...(targets.known ? [] : targets.missing)];
  return [{ holds, targets: unread.length === 0 ? targets : unknown(unread, seenOf(targets)) }];
}

const IDLE = 'idle_timeout.timeout_seconds';
const KEEP_ALIVE = 'client_keep_alive.seconds';
const TLS_SECONDS = 350;
