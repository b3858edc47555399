import { NOTICE_SOURCES, type Notice } from '#notices/notice.ts';
import { mapPool } from '#platform/pool.ts';
import { readText, type Store } from '#platform/store.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { KeptNotice } from './notice.ts';

/** Objects that are read at once. */
const READ_AT_ONCE = 16;

/** How far back notices are told of: a year before a moment, ISO 8601. */
export const yearBefore = (at: string): string => `${Number(at.slice(0, 4)) - 1}${at.slice(4)}`;

/** The notices that are kept, and which of them could not be read. */
export interface StoredNotices {
  /** Oldest first. */
  readonly notices: readonly Notice[];
  readonly missing: readonly MissingCall[];
}

/** Every notice that a store keeps from the month of `since` (ISO 8601) on; what was never dated is always among them. */
export async function readNotices(store: Store, since: string): Promise<StoredNotices> {
  const from = since.slice(0, 7).replace('-', '/');
  const listed = await Promise.all(NOTICE_SOURCES.map((source) => store.list(`notices/${source}/`)));
  const keys = listed.flat().filter((key) => {
    const [, , year = '', month = ''] = key.split('/');
    return year === '0000' || `${year}/${month}` >= from;
  });
  const read = await mapPool(keys, READ_AT_ONCE, async (key) => readNotice(key, await readText(store, key)));
  const notices = read.flatMap((each) => ('notice' in each ? [each.notice] : []));
  return {
    notices: notices.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    missing: read.flatMap((each) => ('missing' in each ? [each.missing] : [])),
  };
}

const orderOf = ({ updatedAt, startedAt, id }: Notice): string => `${updatedAt ?? startedAt ?? ''} ${id}`;

/** A kept notice, or what is wrong with it. */
export function readNotice(key: string, content: string | undefined): { notice: Notice } | { missing: MissingCall } {
  try {
    const { schemaVersion, notice } = JSON.parse(content ?? '') as Partial<KeptNotice>;
    if (schemaVersion === 1 && typeof notice?.id === 'string' && Array.isArray(notice.resources)) return { notice };
  } catch {
    // Told below, as anything else that is no notice.
  }
  return { missing: { call: key, code: 'Malformed', message: 'the object is no notice' } };
}
