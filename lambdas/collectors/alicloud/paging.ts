import { number, objects, text } from '#inventory/fields.ts';
import { type AliCallName, aliCall } from '#snapshot/alicloud-calls.ts';
import type { Fields, Recorder, Send } from '../record.ts';
import type { AliClient } from './client.ts';
import type { AliProduct } from './endpoints.ts';

/** More pages than any list has. The walk ends there, and the inventory sees that the list is not whole. */
const PAGE_CEILING = 1_000;

/** Asks one place of Alibaba Cloud and has every answer written down. */
export class AliAsk {
  readonly #client: AliClient;
  readonly #record: Recorder;
  readonly #region: string;

  constructor(client: AliClient, record: Recorder, region: string) {
    this.#client = client;
    this.#record = record;
    this.#region = region;
  }

  /** The same, at the address for another region or centre. */
  at(region: string): AliAsk {
    return new AliAsk(this.#client, this.#record, region);
  }

  /** One call with one answer; `undefined` when there was none, which then stands in the snapshot. */
  once(call: AliCallName, request: Fields): Promise<Fields | undefined> {
    return this.#record.once(call, request, this.#send(call));
  }

  /** Every page of a list, and what `pick` takes from its items: from those that were read, should the walk break off. */
  async list<T = never>(
    call: AliCallName,
    request: Fields,
    pick?: (item: Fields, page: Fields) => T | readonly T[] | undefined,
  ): Promise<readonly T[]> {
    const { paging, pageSize } = aliCall(call);
    const picked: T[] = [];
    const take = (page: Fields): number => {
      const items = itemsOf(call, page);
      if (pick) {
        for (const item of items) {
          const value = pick(item, page);
          if (Array.isArray(value)) picked.push(...(value as readonly T[]));
          else if (value !== undefined) picked.push(value as T);
        }
      }
      return items.length;
    };
    if (!paging) {
      const answer = await this.once(call, request);
      if (answer) take(answer);
      return picked;
    }
    const first = { ...request, [paging.size]: pageSize };
    if (paging.by === 'token') {
      await this.#record.pages(call, first, this.#send(call), {
        token: [paging.ask, paging.give],
        async onPage(page) {
          take(page);
        },
      });
      return picked;
    }
    for (let page = 1, seen = 0; page <= PAGE_CEILING; page++) {
      const answer = await this.once(call, { ...first, [paging.ask]: page });
      if (!answer) break;
      const count = take(answer);
      seen += count;
      const total = paging.total === undefined ? undefined : number(answer[paging.total]);
      if (count === 0) break;
      if (total === undefined ? count < (pageSize ?? 0) : seen >= total) break;
    }
    return picked;
  }

  #send(call: AliCallName): Send {
    const [product, action] = call.split(':') as [AliProduct, string];
    return (parameters, { abortSignal }) =>
      this.#client.request({ product, action, region: this.#region, parameters, abortSignal });
  }
}

/** The items of one page. An empty list may be absent, `{}` or `[]`. */
function itemsOf(call: AliCallName, page: Fields): readonly Fields[] {
  let at: unknown = page;
  for (const key of aliCall(call).list) at = (at as Record<string, unknown> | null | undefined)?.[key];
  return objects(at);
}

/** Runs `ask` for each of many subjects, all at once: the limit on calls is the client's. */
export const forEach = async <T>(subjects: readonly T[], ask: (subject: T) => Promise<unknown>): Promise<void> => {
  await Promise.all([...new Set(subjects)].map(ask));
};

/** A text of an answer, or `undefined`. */
export const textIn = (item: Fields, key: string): string | undefined => text(item[key]);
