import { type AliCallName, aliCall } from '#snapshot/alicloud-calls.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../recording.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Writes down what a scope of an account answers, in the shape that each call has. */
export class AliBook {
  readonly account: string;
  readonly region: string;
  readonly now: Date;
  readonly #calls: RecordedCall[] = [];

  constructor(account: string, region: string, now: Date) {
    this.account = account;
    this.region = region;
    this.now = now;
  }

  /** A moment some hours before the account is looked at, in milliseconds. */
  hoursAgo(hours: number): number {
    return Math.floor((this.now.getTime() - hours * 3_600_000) / 60_000) * 60_000;
  }

  /** A list, whole. `beside` are fields of the answer that stand next to it. */
  list(call: AliCallName, items: readonly Fields[], request: Fields = {}, beside: Fields = {}): void {
    const { list, paging } = aliCall(call);
    const wrapped = [...list].reverse().reduce<unknown>((inside, key) => ({ [key]: inside }), items) as Fields;
    const total = paging?.by === 'number' && paging.total !== undefined ? { [paging.total]: items.length } : {};
    this.answer(call, request, { ...wrapped, ...total, ...beside });
  }

  /** An answer as it is. */
  answer(call: AliCallName, request: Fields, response: Fields): void {
    this.#calls.push({ call, request, at: this.now.toISOString(), response });
  }

  /** A refusal. */
  refuse(call: AliCallName, request: Fields, code: string, message: string): void {
    this.#calls.push({ call, request, at: this.now.toISOString(), error: { code, message } });
  }

  /** The scope; calls in `also` that nothing was written about have empty lists. */
  close(also: readonly AliCallName[]): ServedScope {
    for (const call of also) {
      if (!this.#calls.some((each) => each.call === call)) this.list(call, []);
    }
    return { provider: 'alicloud', account: this.account, region: this.region, calls: this.#calls };
  }
}
