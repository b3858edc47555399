import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { type Tongue, tongueOf } from '#languages/tongue.ts';
import { say, sayAll } from '#platform/text.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import { SEVERITY_WORDS } from './finding-words.ts';
import { broughtText, type FindingGroup, groupFindings, isStanding, sharedMessage } from './groups.ts';
import { noticeLines, openEntries } from './notice-lines.ts';
import { plainUpTo } from './plain-text.ts';
import { type Reached, reachedNow } from './reachable.ts';
import { reachedLines, reachedName } from './reached-lines.ts';
import type { Coverage, Report } from './report.ts';
import { bySeverity, placesRead, total } from './summary.ts';
import { adviceFor, COVERAGE_WORDS, KIND_WORDS, unreadCalls } from './unread.ts';
import { waiverLines } from './waiver-lines.ts';
import { columnsOf, padColumns } from './wrap.ts';

/** The nightly mail. */
export interface Digest {
  /** ASCII, under 100 characters, on one line: what SNS takes. */
  readonly subject: string;
  /** Plain text; with the subject under {@link DIGEST_LIMIT_BYTES} in UTF-8, whatever the report holds. */
  readonly body: string;
}

/** What a mail program shows without cutting it off. */
export const DIGEST_LIMIT_BYTES = 20_000;

/**
 * At most how many bytes each part takes. Their sum stays below the limit, with room for the head and the last line.
 * A part that has more says how much more, and the report has all of it.
 */
const BUDGET_BYTES = {
  notices: 2_200,
  reached: 1_800,
  new: 4_600,
  resolved: 1_000,
  open: 2_800,
  guardDuty: 1_400,
  waivers: 1_000,
  coverage: 2_600,
} as const;

/** Places that one group names. */
const PLACES_SHOWN = 5;
const GUARDDUTY = /^aws-guardduty-findings-/;

/** The mail about a report; `where` tells a person where the report is. */
export function digest(report: Report, where?: string): Digest {
  const t = tongueOf(report.run.language);
  const standing = report.findings.filter(isStanding);
  const fresh = standing.filter(({ status }) => status === 'new');
  const resolved = report.findings.filter(({ status }) => status === 'resolved');
  const guardDuty = standing.filter(({ checkId }) => GUARDDUTY.test(checkId));
  const older = standing.filter(({ status, checkId }) => status === 'open' && !GUARDDUTY.test(checkId));
  const notices = openEntries(report.notices);
  const reached = reachedNow(report);
  const parts = [
    head(report, t),
    part(
      t`OPEN NOTICES OF THE CLOUDS (${notices.length})`,
      notices.map((entry) => ({ text: `* ${noticeLines(entry, t).join('\n')}\n`, count: 1 })),
      BUDGET_BYTES.notices,
      t,
    ),
    part(
      t`REACHABLE FROM THE INTERNET NOW (${reached.length})`,
      reached.map((each) => reachedBlock(each, t)),
      BUDGET_BYTES.reached,
      t,
    ),
    part(t`NEW (${fresh.length})`, groupBlocks(fresh, t), BUDGET_BYTES.new, t),
    part(
      t`RESOLVED (${resolved.length})`,
      groupFindings(resolved).map((group) => resolvedBlock(group, t)),
      BUDGET_BYTES.resolved,
      t,
    ),
    part(t`STILL OPEN (${older.length})`, groupBlocks(older, t), BUDGET_BYTES.open, t),
    part(t`GUARDDUTY (${guardDuty.length})`, guardDutyBlocks(guardDuty, t), BUDGET_BYTES.guardDuty, t),
    part(
      t`WAIVERS TO LOOK AT`,
      waiverLines(report.waivers, t).map((line) => ({ text: `* ${line}\n`, count: 1 })),
      BUDGET_BYTES.waivers,
      t,
    ),
    part(t`COULD NOT BE READ`, unreadBlocks(report.coverage, t), BUDGET_BYTES.coverage, t),
    `${t`The full report: ${where === undefined ? say`report.html, in the same folder as this file` : plainUpTo(300, where)}`}\n`,
  ];
  return { subject: digestSubject(report), body: parts.filter((text) => text !== '').join('\n') };
}

/** `digest.txt`: the subject on the first line, then the mail. */
export function digestText(report: Report, where?: string): string {
  const mail = digest(report, where);
  return `${mail.subject}\n\n${mail.body}`;
}

/**
 * `[posture] 2 new critical, 14 open, 1 resolved, 17/17 regions`: counts and words of our own, nothing that others wrote.
 *
 * English in every language: SNS takes ASCII alone.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function digestSubject({ summary, coverage }: Report): string {
  const worst = SEVERITIES.find((severity) => summary.new[severity] > 0);
  const parts = [
    worst ? `${summary.new[worst]} new ${worst}` : 'nothing new',
    `${total(summary.open)} open`,
    `${summary.resolved} resolved`,
    placesRead(coverage),
  ];
  return `[posture] ${parts.join(', ')}`;
}

function head({ run, summary, coverage }: Report, t: Tongue): string {
  const [open, fresh] = [total(summary.open), total(summary.new)];
  const unread = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  const lines = [
    t`Scan of ${run.finishedAt.slice(0, 16).replace('T', ' ')} UTC`,
    '',
    open === 0 ? t`Nothing is open.` : t`Open:      ${open} (${bySeverity(summary.open, t)})`,
    ...(run.previousRunId === undefined ? [t`This is the first run: there is nothing to compare with.`] : []),
    ...(fresh > 0 ? [t`New:       ${fresh} (${bySeverity(summary.new, t)})`] : []),
    ...(summary.resolved > 0 ? [t`Resolved:  ${summary.resolved}`] : []),
    ...(summary.waived > 0 ? [t`Waived:    ${summary.waived}`] : []),
    unread === 0
      ? t`Looked at: everything (${placesRead(coverage, t)})`
      : t`Looked at: ${placesRead(coverage, t)} completely; what is missing stands below`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A titled part of at most `budgetBytes`; empty when it has no blocks. Blocks that do not fit are counted. */
function part(title: string, blocks: readonly Block[], budgetBytes: number, t: Tongue): string {
  if (blocks.length === 0) return '';
  let text = `${title}\n${'-'.repeat(columnsOf(title))}\n`;
  // The last line may have to say how many there are besides.
  let leftBytes = budgetBytes - Buffer.byteLength(text) - 80;
  for (const [index, block] of blocks.entries()) {
    const bytes = Buffer.byteLength(block.text);
    if (bytes > leftBytes) {
      const more = blocks.slice(index).reduce((sum, { count }) => sum + count, 0);
      return `${text}${t`... and ${more} more in the report`}\n`;
    }
    text += block.text;
    leftBytes -= bytes;
  }
  return `${text.trimEnd()}\n`;
}

/** A piece of a part that stands or falls as a whole, and how many things it tells of. */
interface Block {
  readonly text: string;
  readonly count: number;
}

const reachedBlock = (reached: Reached, t: Tongue): Block => ({
  text: `${[`* ${reachedName(reached)}, ${place(reached)}`, ...reachedLines(reached, t)].join('\n    ')}\n`,
  count: 1,
});

const groupBlocks = (findings: readonly Finding[], t: Tongue): readonly Block[] =>
  groupFindings(findings).map((group) => groupBlock(group, t));

function groupBlock({ severity, title, families, findings }: FindingGroup, t: Tongue): Block {
  const heads = families.map(({ head }) => head);
  const message = sharedMessage(heads);
  const lines = [
    `${label(severity, t)}${t`Not met: ${plainUpTo(140, title)}`}${findings.length > 1 ? ` (${findings.length})` : ''}`,
    ...(message === undefined ? [] : [`  ${plainUpTo(240, message)}`]),
    ...families.slice(0, PLACES_SHOWN).flatMap((family) => {
      const brought = broughtText(family, t);
      return [
        `  * ${who(family.head)}`,
        ...(message === undefined ? [`    ${plainUpTo(240, family.head.message)}`] : []),
        ...(brought === undefined ? [] : [`    ${brought}`]),
      ];
    }),
    ...(heads.length > PLACES_SHOWN ? [`  * ${t`and ${heads.length - PLACES_SHOWN} more`}`] : []),
    ...heads.slice(0, 1).map(({ fix }) => `  ${t`Fix: ${plainUpTo(300, fix.text)}`}`),
  ];
  return { text: `${lines.join('\n')}\n\n`, count: findings.length };
}

function resolvedBlock({ severity, title, findings }: FindingGroup, t: Tongue): Block {
  const names = findings.slice(0, PLACES_SHOWN).map((finding) => `  * ${who(finding)}`);
  const more = findings.length > PLACES_SHOWN ? [`  * ${t`and ${findings.length - PLACES_SHOWN} more`}`] : [];
  return {
    text: `${[`${label(severity, t)}${t`Met again: ${plainUpTo(140, title)}`}`, ...names, ...more].join('\n')}\n\n`,
    count: findings.length,
  };
}

function guardDutyBlocks(findings: readonly Finding[], t: Tongue): readonly Block[] {
  return SEVERITIES.flatMap((severity) => {
    const those = findings.filter((finding) => finding.severity === severity);
    if (those.length === 0) return [];
    const lines = [
      `${label(severity, t)}${those.length}`,
      ...those.slice(0, 3).map(({ message, resource }) => `  * ${plainUpTo(160, message)} (${place(resource)})`),
      ...(those.length > 3 ? [`  * ${t`and ${those.length - 3} more`}`] : []),
    ];
    return [{ text: `${lines.join('\n')}\n`, count: those.length }];
  });
}

/** Every call by name with the places where it failed, and what to do about it. */
function unreadBlocks(coverage: Coverage, t: Tongue): readonly Block[] {
  const calls = unreadCalls(coverage).map((unread): Block => {
    const shown = sayAll(unread.places.slice(0, 8).map(place));
    const where = unread.places.length > 8 ? say`${shown} and ${unread.places.length - 8} more` : shown;
    const lines = [
      `* ${plainUpTo(90, unread.call)}: ${t.words(KIND_WORDS[unread.kind])} (${plainUpTo(60, unread.code)})`,
      `  ${t`in ${where}`}`,
      `  ${plainUpTo(240, t.words(adviceFor(unread)))}`,
    ];
    return { text: `${lines.join('\n')}\n`, count: 1 };
  });
  const silent = coverage.scopes.filter(({ status, missing }) => status !== 'ok' && missing.length === 0);
  return [
    ...calls,
    ...silent.map((scope) => ({ text: `* ${place(scope)}: ${t.words(COVERAGE_WORDS[scope.status])}\n`, count: 1 })),
  ];
}

/** Upper case where the language has it. */
const label = (severity: Severity, t: Tongue): string =>
  padColumns(t.words(SEVERITY_WORDS[severity]).toUpperCase(), 10);

/** `web-1 (i-0abc), aws 111122223333 eu-west-1`. */
function who({ resource }: Finding): string {
  const id = plainUpTo(120, resource.id);
  const name = plainUpTo(60, resource.name ?? '');
  return `${name === '' || name === id ? id : `${name} (${id})`}, ${place(resource)}`;
}

const place = ({ provider, account, region }: Scope): string =>
  [provider, account, region].map((each) => plainUpTo(40, each)).join(' ');
