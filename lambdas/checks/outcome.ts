import { allKnown, type Known } from '#inventory/known.ts';
import { distinctCalls } from '#network/certainty.ts';
import type { Text } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The next lower severity; `info` stays. */
export const oneStepLower = (severity: Severity): Severity =>
  SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] as Severity;

/** Machine-readable facts that decided: the rule, both numbers, the path. */
export type Evidence = Readonly<Record<string, unknown>>;

/** What a check says about one resource. */
export type Outcome =
  | { readonly verdict: 'pass'; readonly message: Text; readonly evidence: Evidence; readonly discriminator?: string }
  | {
      readonly verdict: 'fail';
      /** One sentence that names the setting and its value. */
      readonly message: Text;
      readonly evidence: Evidence;
      /** Where it differs from the check's own. */
      readonly severity?: Severity;
      /** Tells several results about one resource apart; part of the finding's id, so never a name or a number that moves. */
      readonly discriminator?: string;
      /** Commands that mend exactly this, with its real ids. Text only: the scanner changes nothing. */
      readonly commands?: readonly string[];
      /** The way in, hop by hop. */
      readonly path?: readonly object[];
    }
  | { readonly verdict: 'unknown'; readonly missing: readonly MissingCall[]; readonly discriminator?: string }
  | { readonly verdict: 'not-applicable'; readonly message: Text; readonly discriminator?: string };

export type Verdict = Outcome['verdict'];

/** Holds. The message may say what was looked at. */
export const pass = (message: Text = '', evidence: Evidence = {}): Outcome => ({ verdict: 'pass', message, evidence });

/** A failure. */
export type Fail = Extract<Outcome, { verdict: 'fail' }>;

/** Does not hold, for the reason in `message`. */
export const fail = (
  message: Text,
  evidence: Evidence,
  more: Partial<Pick<Fail, 'severity' | 'discriminator' | 'commands' | 'path'>> = {},
): Fail => ({
  verdict: 'fail',
  message,
  evidence,
  ...more,
});

/** Says nothing about this resource. */
export const notApplicable = (message: Text = ''): Outcome => ({ verdict: 'not-applicable', message });

/** Cannot be told without the missing calls. */
export const undecided = (missing: readonly MissingCall[]): Outcome => ({
  verdict: 'unknown',
  missing: distinctCalls(missing),
});

type Values<F extends Record<string, Known<unknown>>> = { [K in keyof F]: F[K] extends Known<infer T> ? T : never };

/** Judges by facts that must all be known; where one is not, the verdict is unknown and names the calls. */
export function given<F extends Record<string, Known<unknown>>, R extends Outcome | readonly Outcome[]>(
  facts: F,
  judge: (values: Values<F>) => R,
): R | Outcome {
  const all = allKnown(facts);
  return all.known ? judge(all.value as Values<F>) : undecided(all.missing);
}
