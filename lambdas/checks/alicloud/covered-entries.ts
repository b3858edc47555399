import type { AliAclEntry } from '#inventory/alicloud/network-acl.ts';
import { known } from '#inventory/known.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { opennessOfAliAcl } from '#network/alicloud-filters.ts';

/** An entry that never decides, and the one before it that decides everything it is about. */
interface Covered {
  readonly entry: AliAclEntry;
  /** Absent where it takes several together. */
  readonly by?: AliAclEntry;
}

/** Entries that those before them cover whole; those of the platform itself are not judged. */
export function coveredEntries(entries: readonly AliAclEntry[]): readonly Covered[] {
  return entries.flatMap((entry, index): readonly Covered[] => {
    if (entry.entryType !== undefined && entry.entryType !== 'custom') return [];
    const before = entries.slice(0, index);
    const by = before.find((each) => covers(each, entry));
    if (by) return [{ entry, by }];
    return coverTogether(before, entry) ? [{ entry }] : [];
  });
}

function coverTogether(before: readonly AliAclEntry[], entry: AliAclEntry): boolean {
  const { direction, family, protocol } = entry;
  const matched = (some: readonly AliAclEntry[]) =>
    opennessOfAliAcl(
      { entries: known(some.map((each) => ({ ...each, action: 'accept' as const }))) },
      direction,
      family,
    );
  const [taken, own] = [matched(before), matched([entry])];
  const protocols = protocol === ALL_PROTOCOLS ? [...taken.protocols, ALL_PROTOCOLS] : [protocol];
  return protocols.every((each) => taken.of(each).must.covers(own.of(each).must));
}

function covers(before: AliAclEntry, entry: AliAclEntry): boolean {
  const [first, last] = entry.ports ?? [0, 65535];
  return (
    before.direction === entry.direction &&
    before.family === entry.family &&
    (before.protocol === ALL_PROTOCOLS || before.protocol === entry.protocol) &&
    (before.ports === undefined || (before.ports[0] <= first && before.ports[1] >= last)) &&
    AddressSet.of(before.family, [before.cidr]).covers(AddressSet.of(entry.family, [entry.cidr]))
  );
}
