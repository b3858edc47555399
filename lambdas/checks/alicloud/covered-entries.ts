import type { AliAclEntry } from '#inventory/alicloud/vpc.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';

/** An entry that never decides, and the one before it that decides everything it is about. */
interface Covered {
  readonly entry: AliAclEntry;
  readonly by: AliAclEntry;
}

/** Entries that one entry before them covers whole; those of the platform itself are not judged. */
export function coveredEntries(entries: readonly AliAclEntry[]): readonly Covered[] {
  return entries.flatMap((entry, index): readonly Covered[] => {
    if (entry.entryType !== undefined && entry.entryType !== 'custom') return [];
    const by = entries.slice(0, index).find((before) => covers(before, entry));
    return by ? [{ entry, by }] : [];
  });
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
