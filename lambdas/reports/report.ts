import type { Severity, Verdict } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import type { WaiverUse } from '#findings/waivers.ts';
import type { FrameworkStatus } from '#frameworks/status.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import type { Language } from '#platform/text.ts';
import type { MissingCall, Provider, Scope } from '#snapshot/recorded-call.ts';
import type { NoticeEntry } from './notice-entries.ts';

/** How well one account and region could be looked at. */
export interface ScopeCoverage extends Scope {
  readonly status: 'ok' | 'partial' | 'denied' | 'disabled' | 'throttled' | 'failed';
  /** How many calls the snapshot holds. */
  readonly calls: number;
  /** Calls without a usable answer. */
  readonly missing: readonly MissingCall[];
}

/** What was looked at, and what could not be. */
export interface Coverage {
  readonly scopes: readonly ScopeCoverage[];
  /** What was taken for granted because plain dumps never say it. */
  readonly assumptions: readonly string[];
}

/** The run that made a report. */
export interface Run {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** The language of everything in the report that is for people. */
  readonly language: Language;
  /** The run that this one is compared with; none for the first. */
  readonly previousRunId?: string;
}

/** The counts that people read first. */
export interface Summary {
  /** Findings that are new or open, by severity. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Of those, the new ones. */
  readonly new: Readonly<Record<Severity, number>>;
  readonly resolved: number;
  readonly waived: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly scopes: { readonly total: number; readonly complete: number };
}

/** A line of what the Internet reaches, with whose it is. */
export interface ReportedExposure extends ExposureRecord {
  readonly provider: Provider;
  /** The resource's name, as people gave it. */
  readonly name?: string;
}

/** Everything a run has to say: `report.json`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly run: Run;
  readonly coverage: Coverage;
  readonly summary: Summary;
  /** Sorted by severity, check and resource; resolved ones included. */
  readonly findings: readonly Finding[];
  /** What the Internet reaches, by place and resource. */
  readonly exposures: readonly ReportedExposure[];
  /** What the clouds told us, open matters first. */
  readonly notices: readonly NoticeEntry[];
  /** Every waiver of the configuration and what became of it. */
  readonly waivers: readonly WaiverUse[];
  /** What became of the controls of each framework that the run's checks are about. */
  readonly frameworks: readonly FrameworkStatus[];
}

/** Whether something could not be looked at. */
export const isIncomplete = ({ summary, coverage }: Report): boolean =>
  summary.verdicts.unknown > 0 || coverage.scopes.some(({ status }) => status !== 'ok');
