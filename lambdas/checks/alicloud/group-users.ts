import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** What uses a security group, and what could not be read to tell. */
export function usersOf(
  groupId: string,
  region: AliRegion,
): { readonly users: readonly string[]; readonly missing: readonly MissingCall[] } {
  const { interfaces, instances, loadBalancers, securityGroups } = region;
  const carrying = [interfaces, instances, loadBalancers].flatMap((list) =>
    seenOf<{ readonly id: string; readonly groupIds: readonly string[] }>(list)
      .filter(({ groupIds }) => groupIds.includes(groupId))
      .map(({ id }) => id),
  );
  const naming = seenOf(securityGroups)
    .filter(
      ({ id, rules }) =>
        id !== groupId && seenOf(rules).some(({ peer }) => peer.kind === 'group' && peer.id === groupId),
    )
    .map(({ id }) => id);
  const unread = seenOf(securityGroups).flatMap(({ id, rules }) =>
    rules.known || id === groupId ? [] : rules.missing,
  );
  const lists = [interfaces, instances, loadBalancers, securityGroups].flatMap((list) =>
    list.known ? [] : list.missing,
  );
  return { users: [...new Set([...carrying, ...naming])].sort(), missing: [...lists, ...unread] };
}
