import type { Family } from '#inventory/addresses.ts';
import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import type { NetworkAcl } from '#inventory/aws/vpc.ts';
import { known, seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { awsReach } from '#network/aws-reach.ts';
import { distinctCalls } from '#network/certainty.ts';
import { addressesOfPrefixList, type Openness, opennessOfAcl, selectorsOf } from '#network/openness.ts';
import { ALL_PORTS, PortSet } from '#network/port-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** A group's rule that an ACL in front of it makes pointless, wholly or on some ports. */
export interface RefusedOpening {
  readonly groupId: string;
  readonly rule: SecurityGroupRule;
  readonly family: Family;
  readonly ports: PortSet;
  /** Whom the rule lets in. */
  readonly sources: AddressSet;
}

/**
 * What groups on interfaces in an ACL's subnets open on purpose and the ACL refuses to at least half of the same source.
 * A deny for a few of the sources is a ban, not a disagreement, and a rule for every port is no purpose.
 */
export function refusedOpenings(
  acl: NetworkAcl,
  region: AwsRegion,
): { readonly refused: readonly RefusedOpening[]; readonly missing: readonly MissingCall[] } {
  const { networkInterfaces } = region;
  const missing: MissingCall[] = [
    ...(acl.entries.known ? [] : acl.entries.missing),
    ...(networkInterfaces.known ? [] : networkInterfaces.missing),
  ];
  if (!acl.entries.known) return { refused: [], missing };
  const entries = known(acl.entries.value);
  const admitted = {
    ipv4: opennessOfAcl({ entries }, 'ingress', 'ipv4'),
    ipv6: opennessOfAcl({ entries }, 'ingress', 'ipv6'),
  };
  const subnets = new Set(acl.subnetIds);
  const groupIds = seenOf(networkInterfaces).flatMap((nic) => (subnets.has(nic.subnetId ?? '') ? nic.groupIds : []));
  const refused = [...new Set(groupIds)].sort().flatMap((id) => {
    const group = awsReach(region).estate.groupOrUnread(id);
    if (!group.rules.known) missing.push(...group.rules.missing);
    return refusedOf(group, region, admitted, missing);
  });
  return { refused, missing: distinctCalls(missing) };
}

function refusedOf(
  group: SecurityGroup,
  region: AwsRegion,
  admitted: Readonly<Record<Family, Openness>>,
  missing: MissingCall[],
): readonly RefusedOpening[] {
  return seenOf(group.rules).flatMap((rule) => {
    const { direction, protocol, peer } = rule;
    const selectors = selectorsOf(rule);
    if (direction !== 'ingress' || peer.kind === 'group' || !selectors) return [];
    const wanted = PortSet.of(selectors).intersect(ALL_PORTS);
    if ((protocol !== TCP && protocol !== UDP) || wanted.equals(ALL_PORTS)) return [];
    return (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const passing = admitted[family].of(protocol).must;
      const refusing = (sources: AddressSet): PortSet =>
        wanted.subtract(passing.portsWhere((addresses) => addresses.shareOf(sources) > 0.5));
      if (peer.kind === 'cidr') {
        const sources = AddressSet.of(family, [peer.cidr]);
        const ports = sources.isEmpty ? PortSet.of() : refusing(sources);
        return ports.isEmpty ? [] : [{ groupId: group.id, rule, family, ports, sources }];
      }
      const list = addressesOfPrefixList(peer.id, family, region.prefixLists);
      if (list.addresses.must !== list.addresses.may) {
        // Whatever the list holds, an ACL that admits everybody does not refuse it.
        const everybody = passing.portsWhere((addresses) => addresses.equals(AddressSet.all(family)));
        if (!everybody.covers(wanted)) missing.push(...list.missing);
        return [];
      }
      const sources = list.addresses.must;
      const ports = sources.isEmpty ? PortSet.of() : refusing(sources);
      return ports.isEmpty ? [] : [{ groupId: group.id, rule, family, ports, sources }];
    });
  });
}
