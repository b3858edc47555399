import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, seenOf, unknown } from '#inventory/known.ts';

/** The ranges of an access list. */
export function entriesOf(id: string, { accessLists }: AliRegion): Known<readonly string[]> {
  const list = seenOf(accessLists).find((each) => each.id === id);
  if (list) return list.entries;
  if (!accessLists.known) return unknown(accessLists.missing);
  return unknown({
    call: 'slb:DescribeAccessControlListAttribute',
    code: 'NotRead',
    message: `access list ${id} was not read`,
  });
}
