import type { OpenNotice } from '#checks/open-notice.ts';
import { type Known, known, notRead, unknown } from '#inventory/known.ts';
import { casesOf, closeGoneThreats, type NoticeCase, openNotices, waiveCases } from '#notices/cases.ts';
import type { Waiver } from '#platform/waiver.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import type { StoredNotices } from './notice-store.ts';

/** The kept notices, as a run works with them. */
export class RunNotices {
  /** What checks see; not read where no store of notices is at hand. */
  readonly open: Known<readonly OpenNotice[]>;
  readonly #cases: readonly NoticeCase[];
  readonly #waivers: readonly Waiver[];
  readonly #at: string;

  constructor(
    stored: StoredNotices | undefined,
    providers: readonly Provider[],
    waivers: readonly Waiver[],
    at: string,
  ) {
    this.#cases = casesOf((stored?.notices ?? []).filter(({ provider }) => providers.includes(provider)));
    this.#waivers = waivers;
    this.#at = at;
    const open = openNotices(this.#cases);
    if (!stored) this.open = notRead('notices');
    else this.open = stored.missing.length === 0 ? known(open) : unknown(stored.missing, open);
  }

  /** Every matter, open ones first: threats that are gone closed, and those under a waiver marked. */
  cases(isThreatGone: (threat: NoticeCase) => boolean): readonly NoticeCase[] {
    return waiveCases(closeGoneThreats(this.#cases, isThreatGone), this.#waivers, this.#at);
  }
}
