import type { ClassicListener, ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Listener, LoadBalancer, TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import type { Tagged } from '#inventory/aws/tagged.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** A load balancer of any generation. */
export type AnyBalancer = LoadBalancer | ClassicLoadBalancer;

/** What has targets: a target group, or a classic balancer, which is its own. */
export type Pool = TargetGroup | ClassicLoadBalancer;

/** A listener of any generation, with its balancer. A classic one's id is `<balancer's name>/<protocol>/<port>`. */
export type AnyListener =
  | (Tagged & { readonly arn: string; readonly listener: Listener; readonly balancer: LoadBalancer })
  | (Tagged & { readonly arn?: never; readonly listener: ClassicListener; readonly balancer: ClassicLoadBalancer });

/** Whether it is an application, network or gateway balancer and not a classic one. */
export const isV2 = (balancer: AnyBalancer): balancer is LoadBalancer => 'arn' in balancer;

/** Whether it is a target group and not a classic balancer. */
export const isTargetGroup = (pool: Pool): pool is TargetGroup => 'arn' in pool;

/** As reports name it. */
export function balancerType(balancer: AnyBalancer): 'alb' | 'nlb' | 'gwlb' | 'clb' {
  if (!isV2(balancer)) return 'clb';
  if (balancer.type === 'network') return 'nlb';
  return balancer.type === 'gateway' ? 'gwlb' : 'alb';
}

/** Every load balancer of a region. */
export const balancersOf = ({ loadBalancers, classicLoadBalancers }: AwsRegion): Known<readonly AnyBalancer[]> =>
  joined<AnyBalancer>([loadBalancers, classicLoadBalancers]);

/** Every target group and classic balancer of a region. */
export const poolsOf = ({ targetGroups, classicLoadBalancers }: AwsRegion): Known<readonly Pool[]> =>
  joined<Pool>([targetGroups, classicLoadBalancers]);

const listeners = new WeakMap<AwsRegion, Known<readonly AnyListener[]>>();

/** Every listener of a region; put together once. */
export function listenersOf(region: AwsRegion): Known<readonly AnyListener[]> {
  const all = listeners.get(region) ?? allListeners(region);
  listeners.set(region, all);
  return all;
}

function allListeners({ loadBalancers, classicLoadBalancers }: AwsRegion): Known<readonly AnyListener[]> {
  const v2 = seenOf(loadBalancers).map((balancer) =>
    listOf(
      balancer.listeners,
      (listener): AnyListener => ({
        id: listener.arn,
        arn: listener.arn,
        tags: listener.tags,
        name: listenerName(balancer.name, listener),
        listener,
        balancer,
      }),
    ),
  );
  const classic = seenOf(classicLoadBalancers).map((balancer) =>
    listOf(
      balancer.listeners,
      (listener): AnyListener => ({
        id: `${balancer.name}/${listener.protocol.toLowerCase()}/${listener.port}`,
        tags: balancer.tags,
        name: listenerName(balancer.name, listener),
        listener,
        balancer,
      }),
    ),
  );
  return joined<AnyListener>([heads(loadBalancers), heads(classicLoadBalancers), ...v2, ...classic]);
}

/** Calls without which there may be listeners that lead somewhere and that nobody sees. */
export function missingListeners(region: AwsRegion): readonly MissingCall[] {
  const all = listenersOf(region);
  return all.known ? [] : all.missing;
}

const listenerName = (balancer: string, { protocol, port }: Pick<Listener, 'protocol' | 'port'>): string =>
  `${balancer} ${protocol}${port === undefined ? '' : ` ${port}`}`;

/** What keeps a list from being whole, without its items. */
const heads = (list: Known<readonly unknown[]>): Known<readonly AnyListener[]> =>
  list.known ? known([]) : unknown(list.missing, []);

const listOf = <T, R>(list: Known<readonly T[]>, change: (item: T) => R): Known<readonly R[]> =>
  list.known ? known(list.value.map(change)) : unknown(list.missing, seenOf(list).map(change));

/** Several lists as one; it is whole where all of them are. */
function joined<T>(lists: readonly Known<readonly T[]>[]): Known<readonly T[]> {
  const items = lists.flatMap((list) => seenOf(list));
  const missing = lists.flatMap((list) => (list.known ? [] : list.missing));
  return missing.length === 0 ? known(items) : unknown(missing, items);
}
