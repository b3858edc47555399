import { canonicalAddress, canonicalCidr, type Family, familyOf } from '#inventory/addresses.ts';
import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { UsageError } from '#platform/usage-error.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { addressesOfNic } from './alicloud-members.ts';
import { INTERNET } from './internet.ts';

/** Where a flow begins. */
export type AliSource =
  | { readonly kind: 'internet' }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'interfaces'; readonly interfaces: readonly AliInterface[] };

/** The interfaces of a machine, or the one of that id. */
export const interfacesNamed = ({ region }: AliEstate, id: string): readonly AliInterface[] =>
  seenOf(region.interfaces).filter((nic) => nic.id === id || nic.instanceId === id);

/** The interfaces that have an address, private; or, where asked for, a public one. */
export function interfacesAt(estate: AliEstate, address: string, isPublicToo: boolean): readonly AliInterface[] {
  return seenOf(estate.region.interfaces).filter(
    (nic) =>
      addressesOfNic(nic).includes(address) ||
      (isPublicToo && seenOf(estate.targetsOf(nic)).some(({ publicAddress }) => publicAddress === address)),
  );
}

/**
 * Reads `internet`, an address, a CIDR, or the id of a machine, an interface or a vSwitch.
 *
 * @throws {UsageError} when it is none of them, or names nothing in the region.
 */
export function readAliSource(estate: AliEstate, written: string): AliSource {
  if (written === 'internet') return { kind: 'internet' };
  const cidr = canonicalCidr(written);
  if (cidr !== undefined) {
    const address = written.includes('/') ? undefined : canonicalAddress(written);
    const owners = address === undefined ? [] : interfacesAt(estate, address, false);
    if (owners.length > 0) return { kind: 'interfaces', interfaces: owners };
    return { kind: 'addresses', addresses: AddressSet.of(familyOf(cidr), [cidr]) };
  }
  const interfaces = interfacesNamed(estate, written);
  if (interfaces.length > 0) return { kind: 'interfaces', interfaces };
  const vSwitch = seenOf(estate.region.vSwitches).find(({ id }) => id === written);
  if (vSwitch?.cidr !== undefined)
    return { kind: 'addresses', addresses: AddressSet.of(familyOf(vSwitch.cidr), [vSwitch.cidr]) };
  throw new UsageError(
    `'${written}' is no source: expected internet, an address, a CIDR, or the id of an instance, interface or vSwitch in the snapshot`,
  );
}

/** What of a source comes from the Internet to a VPC with these ranges. */
export function strangersOf(source: AliSource, family: Family, local: AddressSet): AddressSet {
  if (source.kind === 'internet') return INTERNET[family];
  if (source.kind === 'interfaces' || source.addresses.family !== family) return AddressSet.none(family);
  return source.addresses.subtract(local).intersect(INTERNET[family]);
}
