import { type Known, seenOf } from '#inventory/known.ts';

/** One index for each list, made when it is first asked. */
const indexes = new WeakMap<readonly object[], ReadonlyMap<string, unknown>>();

/** The item of a list with an id, as far as the list was read. As fast for the last of many as for the first. */
export function withId<T extends { readonly id: string }>(
  list: Known<readonly T[]>,
  id: string | undefined,
): T | undefined {
  const items = seenOf(list);
  let index = indexes.get(items);
  if (!index) {
    index = new Map(items.map((item) => [item.id, item]));
    indexes.set(items, index);
  }
  return id === undefined ? undefined : (index.get(id) as T | undefined);
}
