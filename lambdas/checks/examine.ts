import { type Known, seenOf } from '#inventory/known.ts';
import type { Policy } from '#platform/policy.ts';
import type { Provider, Scope } from '#snapshot/recorded-call.ts';
import type { AnyCheck, CheckContext } from './check.ts';
import { type Examined, KINDS } from './kinds.ts';
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
  readonly type: string;
  readonly list: (region: never) => Known<readonly Examined[]>;
};

/** Every result of `checks` on what one scope holds, in the order of the checks and of the resources' ids. */
export function* examineRegion(
  checks: readonly AnyCheck[],
  region: Scope,
  policy: Policy,
  onError: OnCheckError = () => undefined,
): Iterable<Result> {
  for (const check of checks) {
    const kind: AnyKind = KINDS[check.examines];
    if (kind.provider !== region.provider) continue;
    const list = kind.list(region as never);
    const ref = ({ id, arn, name, tags }: Examined): ResourceRef => ({
      provider: region.provider,
      account: region.account,
      region: region.region,
      type: kind.type,
      id,
      ...(arn === undefined ? {} : { arn }),
      ...(name === undefined ? {} : { name }),
      ...(tags === undefined || Object.keys(tags).length === 0 ? {} : { tags }),
    });
    // A list that broke off is judged as far as it goes, and the rest of it is unknown.
    if (!list.known)
      yield { check, resource: { ...ref({ id: region.region }), type: 'region' }, outcome: undecided(list.missing) };
    for (const resource of seenOf(list)) {
      for (const outcome of outcomesOf(check, resource, { region, policy }, (error) =>
        onError(check, ref(resource), error),
      )) {
        yield { check, resource: ref(resource), outcome };
      }
    }
  }
}

function outcomesOf(
  check: AnyCheck,
  resource: Examined,
  context: CheckContext<Scope>,
  onError: (error: unknown) => void,
): readonly Outcome[] {
  try {
    const outcome = check.examine(resource as never, context as never);
    return Array.isArray(outcome) ? outcome : [outcome as Outcome];
  } catch (error) {
    onError(error);
    return [
      undecided([{ call: check.id, code: 'CheckFailed', message: 'the check itself failed; the log has the reason' }]),
    ];
  }
}
