import type { Family } from '#inventory/addresses.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET } from '#network/internet.ts';
import { addressesOfPrefixList, selectorsOf } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { WorldOpen } from './open-text.ts';

/** A rule with a smaller share of the Internet than this is not what opens a group to the world. */
const A_PART_OF_THE_WORLD = 1 / 256;

/** The rules that open it, the narrow ones left out where the wide ones are enough to explain it. */
export function rulesBehind(
  group: SecurityGroup,
  region: AwsRegion,
  open: readonly WorldOpen[],
  direction: SecurityGroupRule['direction'],
): readonly SecurityGroupRule[] {
  const behind = seenOf(group.rules).flatMap((rule) => {
    const selectors = selectorsOf(rule);
    if (rule.direction !== direction || !selectors) return [];
    const shares = open
      .filter(({ protocol }) => [ALL_PROTOCOLS, protocol].includes(rule.protocol))
      .filter(({ ports }) => ports.overlaps(PortSet.of(selectors)))
      .map(({ family }) => certainAddresses(rule.peer, region, family).shareOf(INTERNET[family]));
    const share = Math.max(0, ...shares);
    return share === 0 ? [] : [{ rule, share }];
  });
  const wide = behind.filter(({ share }) => share >= A_PART_OF_THE_WORLD);
  return (wide.length > 0 ? wide : behind).map(({ rule }) => rule);
}

/** The addresses that a peer certainly stands for; a group is nobody on the Internet. */
export function certainAddresses(peer: RulePeer, region: AwsRegion, family: Family): AddressSet {
  if (peer.kind === 'cidr') return AddressSet.of(family, [peer.cidr]);
  return peer.kind === 'group'
    ? AddressSet.none(family)
    : addressesOfPrefixList(peer.id, family, region.prefixLists).addresses.must;
}
