import type { Family } from '#inventory/addresses.ts';
import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { type Certainty, certain, distinctCalls } from '#network/certainty.ts';
import { addressesOfPrefixList, selectorsOf } from '#network/openness.ts';
import type { Interval } from '#network/port-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** A rule that changes nothing, and the rule because of which it does not. */
export interface CoveredRule {
  readonly rule: SecurityGroupRule;
  readonly by: SecurityGroupRule;
}

/** A rule as the set that it is. */
interface RuleBox {
  readonly rule: SecurityGroupRule;
  readonly interval: Interval;
  readonly addresses: Readonly<Record<Family, Certainty<AddressSet>>>;
  /** Calls that would tell its addresses. */
  readonly missing: readonly MissingCall[];
}

/**
 * The rules of a group that one other rule of it covers: same direction, a protocol, ports and addresses within its own.
 * Of two rules that are the same set, the later one is covered.
 */
export function coveredRules(
  group: SecurityGroup,
  region: AwsRegion,
): { readonly covered: readonly CoveredRule[]; readonly missing: readonly MissingCall[] } {
  const boxes = seenOf(group.rules).flatMap((rule) => boxOf(rule, region));
  const missing: MissingCall[] = group.rules.known ? [] : [...group.rules.missing];
  const covered = boxes.flatMap((box, index) => {
    const by = boxes.find((other, place) => {
      if (place === index || !hasRoomFor(other, box)) return false;
      if (admitsAllOf(other, box, 'must', 'may'))
        return place < index || !hasRoomFor(box, other) || !admitsAllOf(box, other, 'must', 'may');
      if (admitsAllOf(other, box, 'may', 'must')) missing.push(...other.missing, ...box.missing);
      return false;
    });
    return by ? [{ rule: box.rule, by: by.rule }] : [];
  });
  return { covered, missing: distinctCalls(missing) };
}

function boxOf(rule: SecurityGroupRule, region: AwsRegion): readonly RuleBox[] {
  const interval = selectorsOf(rule);
  if (!interval) return [];
  const { peer } = rule;
  const read = (family: Family): { addresses: Certainty<AddressSet>; missing: readonly MissingCall[] } => {
    if (peer.kind === 'prefix-list') return addressesOfPrefixList(peer.id, family, region.prefixLists);
    const cidrs = peer.kind === 'cidr' ? [peer.cidr] : [];
    return { addresses: certain(AddressSet.of(family, cidrs)), missing: [] };
  };
  const [ipv4, ipv6] = [read('ipv4'), read('ipv6')];
  const addresses = { ipv4: ipv4.addresses, ipv6: ipv6.addresses };
  return [{ rule, interval, addresses, missing: [...ipv4.missing, ...ipv6.missing] }];
}

/** Whether direction, protocol and ports of `wide` take in those of `narrow`. */
function hasRoomFor(wide: RuleBox, narrow: RuleBox): boolean {
  if (wide.rule.direction !== narrow.rule.direction) return false;
  if (wide.rule.protocol === ALL_PROTOCOLS) return true;
  if (wide.rule.protocol !== narrow.rule.protocol) return false;
  return wide.interval[0] <= narrow.interval[0] && narrow.interval[1] <= wide.interval[1];
}

/** Whether `wide` admits all addresses of `narrow`. Those of a group are compared with nothing but the same group. */
function admitsAllOf(wide: RuleBox, narrow: RuleBox, ofWide: 'must' | 'may', ofNarrow: 'must' | 'may'): boolean {
  const [peer, other] = [wide.rule.peer, narrow.rule.peer];
  if (peer.kind === 'group') return other.kind === 'group' && peer.id === other.id;
  if (other.kind === 'group') return false;
  if (peer.kind === 'prefix-list' && other.kind === 'prefix-list' && peer.id === other.id) return true;
  return (['ipv4', 'ipv6'] as const).every((family) =>
    wide.addresses[family][ofWide].covers(narrow.addresses[family][ofNarrow]),
  );
}
