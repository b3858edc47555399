import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { addressesOfAliPeer, opennessOfAliAcl, portsOfAliRule } from '#network/alicloud-filters.ts';
import { ALL_PORTS } from '#network/port-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** A rule that a group accepts by and nothing gets through to. */
interface RefusedRule {
  readonly groupId: string;
  readonly rule: AliRule;
}

/** The Accept rules of a group of which the ACL in front lets nothing at all in. */
export function refusedRules(acl: AliNetworkAcl, group: AliSecurityGroup, region: AliRegion): readonly RefusedRule[] {
  return seenOf(group.rules).flatMap((rule): readonly RefusedRule[] => {
    if (rule.direction !== 'ingress' || rule.action !== 'accept' || rule.peer.kind === 'group') return [];
    if (rule.protocol !== TCP && rule.protocol !== UDP) return [];
    const admitted = (['ipv4', 'ipv6'] as const).some((family) => {
      const { addresses } = addressesOfAliPeer(rule.peer, family, region);
      const through = opennessOfAliAcl(acl, 'ingress', family).of(rule.protocol).may.within(addresses.may);
      const { intervals } = portsOfAliRule(rule, region);
      return through.slices.some((slice) =>
        intervals.some(([first, last]) => slice.first <= last && slice.last >= first),
      );
    });
    return admitted ? [] : [{ groupId: group.id, rule }];
  });
}

/** Calls without which a group may accept something that the ACL refuses. An ACL that admits everybody refuses nothing. */
export function unreadRules(acl: AliNetworkAcl, group: AliSecurityGroup, region: AliRegion): readonly MissingCall[] {
  const refuses = (['ipv4', 'ipv6'] as const).some((family) =>
    [TCP, UDP].some((protocol) => {
      const everybody = AddressSet.all(family);
      const open = opennessOfAliAcl(acl, 'ingress', family).of(protocol).must;
      return !open.portsWhere((addresses) => addresses.equals(everybody)).covers(ALL_PORTS);
    }),
  );
  if (!refuses) return [];
  if (!group.rules.known) return group.rules.missing;
  return group.rules.value.flatMap((rule) => {
    if (rule.direction !== 'ingress' || rule.action !== 'accept') return [];
    if (rule.protocol !== TCP && rule.protocol !== UDP) return [];
    return [...addressesOfAliPeer(rule.peer, 'ipv4', region).missing, ...portsOfAliRule(rule, region).missing];
  });
}
