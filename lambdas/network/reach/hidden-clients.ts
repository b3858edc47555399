import type { Family } from '#inventory/addresses.ts';
import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import { mapKnown, seenOf } from '#inventory/known.ts';
import { type Said, say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import type { Estate } from '../estate.ts';
import { gateCheck, type HopCheck } from '../explain/hop-check.ts';
import { distinctReasons, type Hop, type Reason } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import { type Openness, opennessOfGroups, type ResolveGroup } from '../openness.ts';
import type { EdgeEntrance } from './edge-services.ts';
import { firstOf } from './witness.ts';

/** What takes strangers' traffic and passes it on under an address of its own. */
export type Hider = Pick<EdgeEntrance, 'id' | 'shows'>;

/** Every address that it may come from; filters that treat all of them alike are certain. */
export const addressesOfHider = ({ shows }: Hider, family: Family): AddressSet =>
  shows === 'any-address' ? AddressSet.all(family) : INTERNET[family];

/** Whoever sends in place of the client, for people. */
export const nameOfHider = ({ id }: Hider): Said => say`the addresses of ${id}`;

/** Why a filter that admits some addresses and not others is no answer. */
export const unseenAddress = ({ id }: Hider): Reason => ({
  code: 'X_MIDDLEBOX',
  component: id,
  message: say`From which addresses ${id} comes is not in the snapshot.`,
});

/** A hop that sees an address of the edge in place of the client's: certain only where it treats every such address alike. */
export function blinded(check: HopCheck, hider: Hider, family: Family): HopCheck {
  const addresses = addressesOfHider(hider, family);
  const { clientPortRanges: _ranges, ...hop } = check.at(firstOf(addresses));
  if (check.passes.must.covers(addresses)) {
    const { code, ...passing } = hop;
    return gateCheck(code === 'X_RETURN_PORTS_PARTIAL' ? passing : hop, family);
  }
  if (!check.passes.may.overlaps(addresses)) return gateCheck(hop, family);
  const reasons = distinctReasons([...(hop.reasons ?? []), unseenAddress(hider)]);
  if (hop.verdict === 'unknown') return gateCheck({ ...hop, reasons }, family);
  const unsure: Hop = {
    ...hop,
    rule: null,
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    message: say`${hop.component} lets some addresses pass; from which ${hider.id} comes is not in the snapshot.`,
    reasons,
  };
  return gateCheck(unsure, family);
}

/** The groups of an interface as a hider meets them, with what their rules' groups stand for. */
export interface GroupsForHider {
  readonly groups: readonly SecurityGroup[];
  readonly openness: Openness;
  readonly resolve: ResolveGroup;
}

/** The names that AWS gives to what CloudFront's interfaces carry, and to the list of its addresses. */
export const CLOUDFRONT = {
  group: 'CloudFront-VPCOrigins-Service-SG',
  prefixList: 'com.amazonaws.global.cloudfront.origin-facing',
} as const;

/**
 * What groups let in from a hider. A public address is in no group; CloudFront's interfaces are in one of its own, and in
 * whichever others nobody can tell.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function groupsForHider(
  estate: Estate,
  { shows }: Hider,
  groupIds: readonly string[],
  family: Family,
): GroupsForHider {
  const { prefixLists } = estate.region;
  const isAny = shows === 'any-address';
  const ownLists = new Set(
    seenOf(prefixLists).flatMap(({ id, name }) => (isAny && name === CLOUDFRONT.prefixList ? [id] : [])),
  );
  // A list of CloudFront's own addresses stands for CloudFront, as a group would.
  const asMet = (rule: SecurityGroupRule): SecurityGroupRule =>
    rule.peer.kind === 'prefix-list' && ownLists.has(rule.peer.id)
      ? { ...rule, peer: { kind: 'group', id: rule.peer.id } }
      : rule;
  const groups = groupIds
    .toSorted()
    .map((id) => estate.groupOrUnread(id))
    .map((group) => ({ ...group, rules: mapKnown(group.rules, (rules) => rules.map(asMet)) }));
  const resolve: ResolveGroup = ({ id }, of) => {
    const [none, all] = [AddressSet.none(of), AddressSet.all(of)];
    if (!isAny) return { addresses: certain(none) };
    const isOwn = ownLists.has(id) || estate.groupOrUnread(id).groupName === CLOUDFRONT.group;
    return { addresses: isOwn ? certain(all) : { must: none, may: all } };
  };
  return { groups, resolve, openness: opennessOfGroups(groups, prefixLists, 'ingress', family, resolve) };
}
