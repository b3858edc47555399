import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliInterface, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate } from './alicloud-estate.ts';
import type { AliAsked, ResolveAliGroup } from './alicloud-filters.ts';
import { type Certainty, certain } from './certainty.ts';

/** Every private address of an interface. */
export const addressesOfNic = ({ addresses, ipv6Addresses }: AliInterface): readonly string[] => [
  ...addresses.map(({ privateIp }) => privateIp),
  ...ipv6Addresses,
];

/** A group that a rule names, where the far end is one interface: whoever is a member is meant, whatever its address. */
export const membershipOf =
  ({ groupIds }: AliInterface): ResolveAliGroup =>
  (id, family) =>
    certain(groupIds.includes(id) ? AddressSet.all(family) : AddressSet.none(family));

/** A group that a rule names, where the far end is addresses of a VPC. Groups of other accounts have members that nobody read. */
export const membersIn =
  ({ region }: AliEstate, vpcId: string | undefined): ResolveAliGroup =>
  (id, family): Certainty<AddressSet> => {
    const { interfaces, securityGroups } = region;
    const members = seenOf(interfaces).filter((nic) => nic.vpcId === vpcId && nic.groupIds.includes(id));
    const addresses = members.flatMap(addressesOfNic).filter((each) => familyOf(each) === family);
    const seen = AddressSet.of(family, addresses);
    const isOurs = seenOf(securityGroups).some((group) => group.id === id);
    return interfaces.known && isOurs ? certain(seen) : { must: seen, may: AddressSet.all(family) };
  };

/**
 * The far ends that share a group with this side whose members reach one another. No rule stands above that; a group whose
 * policy is Drop only lacks it, and an enterprise group never has it.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-modifysecuritygrouppolicy
 */
export function insidersOf(
  groups: readonly AliSecurityGroup[],
  family: Family,
  resolve: ResolveAliGroup,
): NonNullable<AliAsked['insiders']> {
  let [must, may] = [AddressSet.none(family), AddressSet.none(family)];
  const missing: MissingCall[] = [];
  for (const { id, type, innerAccess } of groups) {
    if (type === 'enterprise' || (innerAccess.known && innerAccess.value === 'drop')) continue;
    const members = resolve(id, family);
    may = may.union(members.may);
    if (innerAccess.known) must = must.union(members.must);
    else if (!members.may.isEmpty) missing.push(...innerAccess.missing);
  }
  return { addresses: must.equals(may) ? certain(must) : { must, may }, missing };
}
