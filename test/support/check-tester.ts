import type { AnyCheck, Check } from '#checks/check.ts';
import { contextOf, NO_NOTICES } from '#checks/examine.ts';
import type { KindName, RegionOf, ResourceOf } from '#checks/kinds.ts';
import type { OpenNotice } from '#checks/open-notice.ts';
import type { Outcome, Severity, Verdict } from '#checks/outcome.ts';
import type { Known } from '#inventory/known.ts';
import { DEFAULT_POLICY, type Policy } from '#platform/policy.ts';
import { wordsOf } from '#platform/text.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import { anEmptyAliRegion } from './an-ali-region.ts';
import { anEmptyAwsRegion } from './an-aws-region.ts';
import { deepFreeze } from './deep-freeze.ts';
import { untoldIn } from './untold.ts';

/** What a case says about its surroundings: the region where the check looks at it, and policy values. */
interface Around<K extends KindName> {
  readonly region?: RegionOf<K>;
  readonly policy?: Partial<Policy>;
  /** What is kept of what the clouds told; not read by default. */
  readonly notices?: Known<readonly OpenNotice[]>;
  /** The severity of a failure, where it is not the check's own. */
  readonly severity?: Severity;
  /** Nothing that a command reaches can mend it. */
  readonly byHand?: true;
}

/** A region may stand for itself. */
type Surroundings<K extends KindName> = Around<K> | RegionOf<K>;

/** The resource alone, or with its surroundings. */
export type SilentCase<K extends KindName> = ResourceOf<K> | readonly [ResourceOf<K>, Surroundings<K>];

/** The resource and what the check says: the exact message, or one for each result. Of an unknown: `ec2:DescribeVpcs: AccessDenied`. */
export type SpokenCase<K extends KindName> =
  | readonly [ResourceOf<K>, string | readonly string[]]
  | readonly [ResourceOf<K>, string | readonly string[], Surroundings<K>];

/** Named cases by the verdict that they must get. */
export interface CheckCases<K extends KindName> {
  readonly passes: Readonly<Record<string, SilentCase<K>>>;
  readonly fails: Readonly<Record<string, SpokenCase<K>>>;
  readonly unknown?: Readonly<Record<string, SpokenCase<K>>>;
  readonly notApplicable?: Readonly<Record<string, SilentCase<K>>>;
}

/** One case as it is run. */
export interface CheckCase {
  readonly verdict: Verdict;
  readonly name: string;
  readonly resource: object;
  readonly region: Scope;
  readonly policy: Policy;
  readonly notices: Known<readonly OpenNotice[]>;
  readonly messages?: readonly string[];
  readonly severity?: Severity;
  readonly byHand: boolean;
}

const isOutcomes = (said: Outcome | readonly Outcome[]): said is readonly Outcome[] => Array.isArray(said);

const isRegion = (value: object): boolean => 'provider' in value;

function toCase(verdict: Verdict, name: string, given: unknown, examines: KindName): CheckCase {
  const [resource, ...rest] = (Array.isArray(given) ? given : [given]) as [object, ...unknown[]];
  const messages = rest.find((each) => typeof each === 'string' || Array.isArray(each)) as
    | string
    | string[]
    | undefined;
  const beside = (rest.find((each) => typeof each === 'object' && !Array.isArray(each)) ?? {}) as object;
  const around = (isRegion(beside) ? { region: beside } : beside) as Around<KindName>;
  return {
    verdict,
    name,
    resource,
    region: around.region ?? (examines.startsWith('alicloud.') ? anEmptyAliRegion() : anEmptyAwsRegion()),
    policy: { ...DEFAULT_POLICY, ...around.policy },
    byHand: around.byHand ?? false,
    notices: around.notices ?? NO_NOTICES,
    ...(messages === undefined ? {} : { messages: [messages].flat() }),
    ...(around.severity === undefined ? {} : { severity: around.severity }),
  };
}

/** Every case of a table. @throws when a group is empty or two cases are the same. */
export function casesOf<K extends KindName>(check: Check<K>, cases: CheckCases<K>): readonly CheckCase[] {
  const groups = Object.entries({
    pass: cases.passes,
    fail: cases.fails,
    unknown: cases.unknown,
    'not-applicable': cases.notApplicable,
  });
  const all = groups.flatMap(([verdict, group]) => {
    if (group === undefined) return [];
    if (Object.keys(group).length === 0) throw new Error(`${check.id}: the group of '${verdict}' cases is empty`);
    return Object.entries(group).map(([name, given]) => toCase(verdict as Verdict, name, given, check.examines));
  });
  const seen = new Map<string, string>();
  for (const { name, resource, region, policy, notices } of all) {
    const key = JSON.stringify([resource, region, policy, notices]);
    const twin = seen.get(key);
    if (twin !== undefined) throw new Error(`${check.id}: the cases '${twin}' and '${name}' are the same`);
    seen.set(key, name);
  }
  return all;
}

/** What a check says in one case. */
export function examineCase(check: AnyCheck, { resource, region, policy, notices }: CheckCase): readonly Outcome[] {
  const context = contextOf(deepFreeze(region), policy, deepFreeze(notices));
  const said = check.examine(deepFreeze(resource) as never, context as never);
  return isOutcomes(said) ? said : [said];
}

const said = (outcome: Outcome): string =>
  outcome.verdict === 'unknown'
    ? outcome.missing.map(({ call, code }) => `${call}: ${code}`).join(', ')
    : wordsOf(outcome.message);

/** What an outcome says that nobody translated. What a cloud wrote itself stays as it is. */
const untoldBy = (outcome: Outcome, checkId: string): readonly string[] =>
  outcome.verdict === 'unknown'
    ? outcome.missing.flatMap(({ said: why }) => (why === undefined ? [] : untoldIn(why, checkId)))
    : untoldIn(outcome.message, checkId);

/**
 * Runs a table of named cases against a check. Arguments are frozen through and through, so a check that changes one throws.
 *
 * Whatever is said must be there in Chinese too. Every failure must carry evidence and a command with the resource's real id.
 */
export function testCheck<K extends KindName>(check: Check<K>, cases: CheckCases<K>): void {
  describe(check.id, () => {
    test.each(casesOf(check, cases).map((each) => [`${each.verdict}: ${each.name}`, each] as const))(
      '%s',
      (_, each) => {
        const outcomes = examineCase(check as AnyCheck, each);
        const verdicts = outcomes.map(({ verdict }) => verdict);
        if (each.messages) expect(outcomes.map(said)).toEqual(each.messages);
        // A table of several results says what holds of the worst: the others pass or say nothing.
        expect(
          verdicts.filter((verdict) => verdict !== 'pass' && verdict !== 'not-applicable' && verdict !== each.verdict),
        ).toEqual([]);
        expect(verdicts).toContain(each.verdict);
        expect(outcomes.flatMap((outcome) => untoldBy(outcome, check.id))).toEqual([]);
        for (const outcome of outcomes) {
          if (outcome.verdict === 'unknown') expect(outcome.missing).not.toEqual([]);
          if (outcome.verdict !== 'fail') continue;
          expect(wordsOf(outcome.message)).toMatch(/\.$/);
          expect(Object.keys(outcome.evidence)).not.toEqual([]);
          expect(JSON.parse(JSON.stringify(outcome.evidence))).toEqual(outcome.evidence);
          if (!each.byHand) expect(outcome.commands ?? []).not.toEqual([]);
          for (const command of outcome.commands ?? [])
            expect(command).toMatch(/^(aws [a-z0-9-]+ [a-z0-9-]+|aliyun [a-z0-9-]+ [A-Za-z0-9]+)( |$)/);
          if (each.severity) expect(outcome.severity ?? check.severity).toBe(each.severity);
        }
      },
    );
  });
}
