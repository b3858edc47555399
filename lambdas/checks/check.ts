import type { Known } from '#inventory/known.ts';
import type { Policy } from '#platform/policy.ts';
import type { KindName, RegionOf, ResourceOf } from './kinds.ts';
import type { OpenNotice } from './open-notice.ts';
import type { Outcome, Severity } from './outcome.ts';

/** What a finding endangers. */
export type Concern = 'exposure' | 'availability' | 'detection' | 'hygiene';

/** What a check may look at besides the resource itself. */
export interface CheckContext<Region> {
  /** Everything that was read in the resource's account and region. */
  readonly region: Region;
  /** The values that users set in their configuration. */
  readonly policy: Policy;
  /** What the clouds told us about the account, as far as it is kept; unknown where no store of notices is at hand. */
  readonly notices: Known<readonly OpenNotice[]>;
}

/**
 * One thing that should hold for every resource of a kind.
 *
 * The id says what holds when it passes; it is also the check's file, test, documentation anchor and registry row.
 */
export interface Check<K extends KindName> {
  /** `<provider>-<service>-<what holds>`; never changed, never used again. */
  readonly id: string;
  /** What is true when the check passes. */
  readonly title: string;
  readonly severity: Severity;
  readonly concern: Concern;
  readonly examines: K;
  /** The harm. */
  readonly why: string;
  /** What to do, as an imperative. */
  readonly fix: string;
  /** Vendor pages that the check's facts come from. */
  readonly sources: readonly string[];
  /** Control ids such as `FSBP EC2.2` or `CIS-A-5.0 5.5`. */
  readonly frameworks?: readonly string[];
  /** Pure: looks at nothing but its arguments and changes none of them. */
  readonly examine: (resource: ResourceOf<K>, context: CheckContext<RegionOf<K>>) => Outcome | readonly Outcome[];
  /** What a region gets that was read and has no such resource. By default nothing is said. */
  readonly whenNone?: (context: CheckContext<RegionOf<K>>) => Outcome;
}

/** A check of whatever kind. */
export type AnyCheck = { [K in KindName]: Check<K> }[KindName];

/** Declares a check. */
export const defineCheck = <K extends KindName>(check: Check<K>): Check<K> => check;
