import { type Known, mapKnown } from '#inventory/known.ts';
import { secondsOf } from './balancer-attributes.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';

/** How long a balancer may keep a connection. */
export interface ConnectionHold {
  readonly what: string;
  readonly seconds: number;
  /** True for what holds a connection without traffic; false for what holds it at all. */
  readonly isIdle: boolean;
}

/**
 * How long a balancer keeps connections, the idle ones first. `undefined` for network and gateway balancers, whose own
 * timeout overrides that of the interfaces behind them.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
export function connectionHolds(balancer: AnyBalancer): Known<readonly ConnectionHold[]> | undefined {
  if (!isV2(balancer))
    return mapKnown(balancer.attributes, ({ idleSeconds }) => [
      { what: 'IdleTimeout', seconds: idleSeconds, isIdle: true },
    ]);
  if (balancer.type !== 'application') return undefined;
  return mapKnown(balancer.attributes, (attributes) => {
    const idle = { what: IDLE, seconds: secondsOf(attributes, IDLE, 60), isIdle: true };
    // Where an older dump does not tell it, the balancer did not have it.
    return attributes[KEEP_ALIVE] === undefined
      ? [idle]
      : [idle, { what: KEEP_ALIVE, seconds: secondsOf(attributes, KEEP_ALIVE, 3600), isIdle: false }];
  });
}

const IDLE = 'idle_timeout.timeout_seconds';
const KEEP_ALIVE = 'client_keep_alive.seconds';
