import type { Listener } from '#inventory/aws/elbv2.ts';
import { type Known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { secondsOf, setAttribute, setClassicAttributes, setListenerAttribute } from './balancer-attributes.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';

/** An idle timeout of a balancer, and a command that sets another. */
export interface IdleSetting {
  /** `idle_timeout.timeout_seconds`, with the listener where it is one's own. */
  readonly what: Text;
  /** The listener's ARN where it is one's own. */
  readonly discriminator?: string;
  readonly seconds: Known<number>;
  /** What the API takes. */
  readonly limits: readonly [least: number, most: number];
  readonly set: (seconds: number) => string;
}

const ALB_IDLE = 'idle_timeout.timeout_seconds';
export const TCP_IDLE = 'tcp.idle_timeout.seconds';
const DEFAULT_ALB_SECONDS = 60;
/** Of network and gateway balancers; fixed for TLS listeners, while UDP flows end after 120 s. */
const DEFAULT_TCP_SECONDS = 350;

/**
 * The idle timeouts of a balancer: one for an application or a classic one, one for each TCP listener of a network
 * balancer.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
 */
export function idleSettings(balancer: AnyBalancer, region: { readonly region: string }): readonly IdleSetting[] {
  if (!isV2(balancer)) {
    const set = (seconds: number): string =>
      setClassicAttributes(region, balancer, { ConnectionSettings: { IdleTimeout: seconds } });
    const seconds = mapKnown(balancer.attributes, ({ idleSeconds }) => idleSeconds);
    return [{ what: 'IdleTimeout', seconds, limits: [1, 3600], set }];
  }
  if (balancer.type === 'application') {
    const seconds = mapKnown(balancer.attributes, (all) => secondsOf(all, ALB_IDLE, DEFAULT_ALB_SECONDS));
    const set = (wanted: number): string => setAttribute(region, balancer, ALB_IDLE, wanted);
    return [{ what: ALB_IDLE, seconds, limits: [1, 4000], set }];
  }
  if (balancer.type !== 'network') return [];
  const listeners = seenOf(balancer.listeners).filter(({ protocol }) => TCP_PROTOCOLS.has(protocol));
  const settings = listeners.map((listener): IdleSetting => {
    const { arn, protocol, port } = listener;
    return {
      what: say`${TCP_IDLE} of ${protocol} ${port ?? ''}`,
      discriminator: arn,
      seconds: tcpIdleSeconds(listener),
      limits: TCP_LIMITS,
      set: (wanted) => setListenerAttribute(region, arn, TCP_IDLE, wanted),
    };
  });
  if (balancer.listeners.known) return settings;
  return [
    ...settings,
    { what: TCP_IDLE, seconds: unknown(balancer.listeners.missing), limits: TCP_LIMITS, set: () => '' },
  ];
}

const TCP_LIMITS = [60, 6000] as const;

const TCP_PROTOCOLS = new Set(['TCP', 'TCP_UDP', 'TCP_QUIC']);

/** The idle timeout of TCP connections through a network balancer's listener. */
export const tcpIdleSeconds = ({ attributes }: Listener): Known<number> =>
  mapKnown(attributes, (all) => secondsOf(all, TCP_IDLE, DEFAULT_TCP_SECONDS));
