import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import type { Estate } from '../estate.ts';
import type { Interval } from '../port-set.ts';
import type { Balancer, BalancerListener } from './balancer.ts';

/**
 * The listeners of a balancer by which it may pass traffic on. Where they were not all read, one may be on any port that a
 * rule of its groups opens; the first stands for all up to where an entry of an ACL before the balancer begins or ends.
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
    .map(({ from, to = 65_535 }): Interval => [Math.max(1, from ?? 1), to < 1 ? 65_535 : to]);
  const cuts = balancer.subnetIds.flatMap((subnetId) => {
    const acl = estate.aclOf(subnetId);
    const entries = acl.known ? seenOf(acl.value.entries) : [];
    return entries.flatMap(({ ports: each }) => (each ? [each[0], each[1] + 1] : []));
  });
  const intervals: readonly Interval[] = [...(isOpen ? [[1, 65_535] as const] : []), ...opened];
  const ports = new Set(
    intervals.flatMap(([first, last]) => [first, ...cuts.filter((cut) => first < cut && cut <= last)]),
  );
  for (const { port } of read) ports.delete(port);
  const protocols = type === 'nlb' ? [TCP, UDP] : [TCP];
  return [
    ...read,
    ...[...ports].sort((a, b) => a - b).map((port) => ({ protocols, port, source: { unread: listeners.missing } })),
  ];
}
