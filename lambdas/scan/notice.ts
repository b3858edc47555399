import { type Notice, noticeKey } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import type { Clock } from '#platform/clock.ts';
import type { NoticePolicy } from '#platform/policy.ts';
import type { Store } from '#platform/store.ts';
import type { Language } from '#platform/text.ts';
import type { Topic } from '#platform/topic.ts';
import { alertOf } from '#reports/alert.ts';
import { type Dossier, noDossier } from '#reports/alert-dossier.ts';
import { alertOnce } from './alert-once.ts';

export interface NoticeDeps {
  /** The bucket of reports, snapshots and notices. */
  readonly store: Store;
  readonly alertTopic: Topic;
  readonly clock: Clock;
  readonly policy: NoticePolicy;
  readonly language: Language;
  /** The same for every attempt at one delivery. */
  readonly claimant: string;
  /** What the latest snapshot knows of a notice's resources, and where the containment plan stands that was written for it. */
  readonly lookUp: (notice: Notice) => Promise<LookedUp>;
  /** Told of a look-up that failed: the alert goes out without it. */
  readonly onLookUpFailed: (notice: Notice, error: unknown) => void;
}

/** What is known about a notice's resources. */
export interface LookedUp {
  readonly dossier: Dossier;
  /** Where a person finds the containment plan. */
  readonly plan?: string;
}

/** What became of an event. */
export type NoticeAnswer =
  | { readonly ignored: string }
  | {
      readonly key: string;
      /** False where the notice was there before: a second delivery, or the copy of a backup region. */
      readonly isNew: boolean;
      /** Whether this call sent the alert. */
      readonly alerted: boolean;
    };

/** A notice as it is kept: what we read in the event, and the event as it came. */
export interface KeptNotice {
  readonly schemaVersion: 1;
  readonly notice: Notice;
  readonly event: unknown;
}

/**
 * Takes in one event: keeps it, and tells a person once.
 *
 * Delivered twice, out of order, in pages or from a backup region, an event is one object and one alert. Keeping comes
 * first, so that nothing is lost when telling fails; the next delivery or attempt then tells.
 */
export async function takeEvent(event: unknown, deps: NoticeDeps): Promise<NoticeAnswer> {
  const parsed = parseEvent(event, deps.policy);
  return 'ignored' in parsed ? parsed : takeNotice(parsed.notice, event, deps);
}

/** Takes in a notice that is already read. */
export async function takeNotice(
  notice: Notice,
  event: unknown,
  deps: NoticeDeps,
): Promise<Exclude<NoticeAnswer, { ignored: string }>> {
  const { store, alertTopic, language } = deps;
  const key = noticeKey(notice);
  const kept: KeptNotice = { schemaVersion: 1, notice, event };
  const isNew = await store.writeOnce(key, `${JSON.stringify(kept, null, 2)}\n`);
  const alerted = await alertOnce(notice.alertId, deps, async () => {
    const { dossier, plan } = await lookUp(notice, deps);
    const links = { kept: store.locate(key), ...(plan === undefined ? {} : { plan }) };
    await alertTopic.publish(alertOf(notice, dossier, links, language));
  });
  return { key, isNew, alerted };
}

/** A person must be told also when nothing can be looked up. */
async function lookUp(notice: Notice, { lookUp: find, onLookUpFailed }: NoticeDeps): Promise<LookedUp> {
  try {
    return await find(notice);
  } catch (error) {
    onLookUpFailed(notice, error);
    return { dossier: noDossier(notice, error instanceof Error ? error.message : String(error)) };
  }
}
