import { type Known, mapKnown, notRead, seenOf } from '#inventory/known.ts';
import type { Policy } from '#platform/policy.ts';
import { say } from '#platform/text.ts';
import { type Provider, type Scope, unanswered } from '#snapshot/recorded-call.ts';
import type { AnyCheck, CheckContext } from './check.ts';
import { type Examined, KINDS } from './kinds.ts';
import type { OpenNotice } from './open-notice.ts';
import { type Outcome, undecided } from './outcome.ts';

/** The resource a result is about, as reports name it. */
export interface ResourceRef extends Scope {
  readonly provider: Provider;
  readonly type: string;
  readonly id: string;
  readonly arn?: string;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What one check said about one resource. */
export interface Result {
  readonly check: AnyCheck;
  readonly resource: ResourceRef;
  readonly outcome: Outcome;
}

/** A check that threw: our bug, which must neither stop the others nor read as a pass. */
export type OnCheckError = (check: AnyCheck, resource: ResourceRef, error: unknown) => void;

type AnyKind = {
  readonly provider: Provider;
  readonly type: string | ((resource: never) => string);
  readonly list: (region: never) => Known<readonly Examined[]>;
  readonly standsIn?: (region: Scope) => boolean;
  readonly name?: (resource: never, region: never) => string | undefined;
};

/** Notices are kept from events: where no store of them is at hand, they were not read. */
export const NO_NOTICES: Known<readonly OpenNotice[]> = notRead('notices');

/** What checks may look at besides the resource itself; of the notices, those about the account. */
export const contextOf = (region: Scope, policy: Policy, notices = NO_NOTICES): CheckContext<Scope> => ({
  region,
  policy,
  notices: mapKnown(notices, (all) =>
    all.filter(({ provider, account }) => provider === region.provider && account === region.account),
  ),
});

/** Every result of `checks` on what one scope holds, in the order of the checks and of the resources' ids. */
export function* examineRegion(
  checks: readonly AnyCheck[],
  region: Scope,
  policy: Policy,
  onError: OnCheckError = () => undefined,
  notices = NO_NOTICES,
): Iterable<Result> {
  const context = contextOf(region, policy, notices);
  for (const check of checks) {
    const kind: AnyKind = KINDS[check.examines];
    if (kind.provider !== region.provider || kind.standsIn?.(region) === false) continue;
    const list = kind.list(region as never);
    const typeOf = (resource: Examined): string =>
      typeof kind.type === 'string' ? kind.type : kind.type(resource as never);
    const ref = ({ id, arn, name, tags }: Examined, type: string): ResourceRef => ({
      provider: region.provider,
      account: region.account,
      region: region.region,
      type,
      id,
      ...(arn === undefined ? {} : { arn }),
      ...(name === undefined ? {} : { name }),
      ...(tags === undefined || Object.keys(tags).length === 0 ? {} : { tags }),
    });
    const place = ref({ id: region.region }, 'region');
    const { whenNone } = check;
    // A list that broke off is judged as far as it goes, and the rest of it is unknown.
    if (!list.known) yield { check, resource: place, outcome: undecided(list.missing) };
    else if (list.value.length === 0 && whenNone) {
      const judge = () => whenNone(context as never);
      for (const outcome of outcomesOf(check.id, judge, (error) => onError(check, place, error)))
        yield { check, resource: place, outcome };
    }
    for (const resource of seenOf(list)) {
      const name = kind.name?.(resource as never, region as never);
      const about = ref(name === undefined ? resource : { ...resource, name }, typeOf(resource));
      const judge = () => check.examine(resource as never, context as never);
      for (const outcome of outcomesOf(check.id, judge, (error) => onError(check, about, error)))
        yield { check, resource: about, outcome };
    }
  }
}

function outcomesOf(
  checkId: string,
  judge: () => Outcome | readonly Outcome[],
  onError: (error: unknown) => void,
): readonly Outcome[] {
  try {
    const outcome = judge();
    return Array.isArray(outcome) ? (outcome as readonly Outcome[]) : [outcome as Outcome];
  } catch (error) {
    onError(error);
    return [undecided([unanswered(checkId, 'CheckFailed', say`the check itself failed; the log has the reason`)])];
  }
}
