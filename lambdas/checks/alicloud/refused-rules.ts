import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliNetworkAcl } from '#inventory/alicloud/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { addressesOfAliPeer, opennessOfAliAcl } from '#network/alicloud-filters.ts';

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
      const [first, last] = rule.ports ?? [1, 65535];
      return through.slices.some((slice) => slice.first <= last && slice.last >= first);
    });
    return admitted ? [] : [{ groupId: group.id, rule }];
  });
}
