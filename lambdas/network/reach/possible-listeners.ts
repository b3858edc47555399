import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import type { Estate } from '../estate.ts';
import type { Balancer, BalancerListener } from './balancer.ts';

/**
 * The listeners of a balancer by which it may pass traffic on. Where they were not all read, one may be on the first port
 * of each rule of its groups; without groups, on any port, which the first stands for.
 */
export function possibleListeners(estate: Estate, balancer: Balancer): readonly BalancerListener[] {
  const { listeners, securityGroupIds, type } = balancer;
  const read = seenOf(listeners);
  if (listeners.known || balancer.scheme === 'unknown') return read;
  const rules = securityGroupIds.map((id) => estate.groupOrUnread(id).rules);
  const isOpen = rules.length === 0 || rules.some(({ known: isKnown }) => !isKnown);
  const opened = rules
    .flatMap(seenOf)
    .filter(({ direction }) => direction === 'ingress')
    .map(({ from }) => Math.max(1, from ?? 1));
  const ports = new Set([...(isOpen ? [1] : []), ...opened]);
  for (const { port } of read) ports.delete(port);
  const protocols = type === 'nlb' ? [TCP, UDP] : [TCP];
  return [
    ...read,
    ...[...ports].sort((a, b) => a - b).map((port) => ({ protocols, port, source: { unread: listeners.missing } })),
  ];
}
