import type { AliListener, AliLoadBalancer, BalancerKind } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { MALFORMED, type MissingCall } from '#snapshot/recorded-call.ts';
import { aliyunCommand } from './command.ts';

/** The balancer that a listener stands on. */
export function balancerOf({ balancerId }: AliListener, { loadBalancers }: AliRegion): Known<AliLoadBalancer> {
  const found = seenOf(loadBalancers).find(({ id }) => id === balancerId);
  if (found) return known(found);
  if (!loadBalancers.known) return unknown(loadBalancers.missing);
  return unknown({ call: 'slb:DescribeLoadBalancers', code: 'NotRead', message: `${balancerId} is not in the answer` });
}

/** The products' names in the CLI. */
export const CLI: Readonly<Record<BalancerKind, string>> = { clb: 'slb', alb: 'alb', nlb: 'nlb' };

const CLB_SET: Readonly<Record<string, string>> = {
  http: 'SetLoadBalancerHTTPListenerAttribute',
  https: 'SetLoadBalancerHTTPSListenerAttribute',
  tcp: 'SetLoadBalancerTCPListenerAttribute',
  udp: 'SetLoadBalancerUDPListenerAttribute',
};

/** The command that changes settings of a listener. */
export function setListener(
  region: AliRegion,
  { kind, balancerId, listenerId, protocol, ports }: AliListener,
  settings: Readonly<Record<string, string | number>>,
): string {
  if (kind === 'clb') {
    const action = CLB_SET[protocol] ?? 'DescribeLoadBalancerListeners';
    return aliyunCommand(region, 'slb', action, { LoadBalancerId: balancerId, ListenerPort: ports[0], ...settings });
  }
  return aliyunCommand(region, kind, 'UpdateListenerAttribute', { ListenerId: listenerId, ...settings });
}

const LISTENERS: Readonly<Record<BalancerKind, string>> = {
  clb: 'slb:DescribeLoadBalancerListeners',
  alb: 'alb:ListListeners',
  nlb: 'nlb:ListListeners',
};

/** A setting that the answer about a listener lacks. */
export const unreadSetting = ({ kind, id }: AliListener, setting: string): MissingCall => ({
  call: LISTENERS[kind],
  code: MALFORMED,
  message: `the answer about ${id} has no ${setting}`,
});
