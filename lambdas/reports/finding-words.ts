import type { Concern } from '#checks/check.ts';
import type { Severity } from '#checks/outcome.ts';
import type { FindingStatus } from '#findings/finding.ts';
import { say, type Text } from '#platform/text.ts';

/** How grave a finding is, in words. */
export const SEVERITY_WORDS: Readonly<Record<Severity, Text>> = {
  critical: say`critical`,
  high: say`high`,
  medium: say`medium`,
  low: say`low`,
  info: say`info`,
};

/** What a finding endangers, in words. */
export const CONCERN_WORDS: Readonly<Record<Concern, Text>> = {
  exposure: say`exposure`,
  availability: say`availability`,
  detection: say`detection`,
  hygiene: say`hygiene`,
};

/** What became of a finding, in words. */
export const STATUS_WORDS: Readonly<Record<FindingStatus, Text>> = {
  new: say`new`,
  open: say`open`,
  waived: say`waived`,
  resolved: say`resolved`,
};
