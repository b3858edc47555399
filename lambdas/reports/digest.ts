import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import { broughtText, type FindingGroup, groupFindings, isStanding, sharedMessage } from './groups.ts';
import { noticeLines, openEntries } from './notice-lines.ts';
import { plainUpTo } from './plain-text.ts';
import { type Reached, reachedNow } from './reachable.ts';
import { reachedLines, reachedName } from './reached-lines.ts';
import type { Coverage, Report } from './report.ts';
import { bySeverity, placesRead, total } from './summary.ts';
import { adviceFor, KIND_WORDS, unreadCalls } from './unread.ts';
import { waiverLines } from './waiver-lines.ts';

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
export function digest(report: Report, where = 'report.html, in the same folder as this file'): Digest {
  const standing = report.findings.filter(isStanding);
  const fresh = standing.filter(({ status }) => status === 'new');
  const resolved = report.findings.filter(({ status }) => status === 'resolved');
  const guardDuty = standing.filter(({ checkId }) => GUARDDUTY.test(checkId));
  const older = standing.filter(({ status, checkId }) => status === 'open' && !GUARDDUTY.test(checkId));
  const notices = openEntries(report.notices);
  const reached = reachedNow(report);
  const parts = [
    head(report),
    part(
      `OPEN NOTICES OF THE CLOUDS (${notices.length})`,
      notices.map((entry) => ({ text: `* ${noticeLines(entry).join('\n')}\n`, count: 1 })),
      BUDGET_BYTES.notices,
    ),
    part(`REACHABLE FROM THE INTERNET NOW (${reached.length})`, reached.map(reachedBlock), BUDGET_BYTES.reached),
    part(`NEW (${fresh.length})`, groupFindings(fresh).map(groupBlock), BUDGET_BYTES.new),
    part(`RESOLVED (${resolved.length})`, groupFindings(resolved).map(resolvedBlock), BUDGET_BYTES.resolved),
    part(`STILL OPEN (${older.length})`, groupFindings(older).map(groupBlock), BUDGET_BYTES.open),
    part(`GUARDDUTY (${guardDuty.length})`, guardDutyBlocks(guardDuty), BUDGET_BYTES.guardDuty),
    part(
      'WAIVERS TO LOOK AT',
      waiverLines(report.waivers).map((line) => ({ text: `* ${line}\n`, count: 1 })),
      BUDGET_BYTES.waivers,
    ),
    part('COULD NOT BE READ', unreadBlocks(report.coverage), BUDGET_BYTES.coverage),
    `The full report: ${plainUpTo(300, where)}\n`,
  ];
  return { subject: digestSubject(report), body: parts.filter((text) => text !== '').join('\n') };
}

/** `digest.txt`: the subject on the first line, then the mail. */
export function digestText(report: Report, where?: string): string {
  const mail = digest(report, where);
  return `${mail.subject}\n\n${mail.body}`;
}

/** `[posture] 2 new critical, 14 open, 1 resolved, 17/17 regions`: counts and words of our own, nothing that others wrote. */
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

function head({ run, summary, coverage }: Report): string {
  const [open, fresh] = [total(summary.open), total(summary.new)];
  const unread = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  const lines = [
    `Scan of ${run.finishedAt.slice(0, 16).replace('T', ' ')} UTC`,
    '',
    open === 0 ? 'Nothing is open.' : `Open:      ${open} (${bySeverity(summary.open)})`,
    ...(run.previousRunId === undefined ? ['This is the first run: there is nothing to compare with.'] : []),
    ...(fresh > 0 ? [`New:       ${fresh} (${bySeverity(summary.new)})`] : []),
    ...(summary.resolved > 0 ? [`Resolved:  ${summary.resolved}`] : []),
    ...(summary.waived > 0 ? [`Waived:    ${summary.waived}`] : []),
    unread === 0
      ? `Looked at: everything (${placesRead(coverage)})`
      : `Looked at: ${placesRead(coverage)} completely; what is missing stands below`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A titled part of at most `budgetBytes`; empty when it has no blocks. Blocks that do not fit are counted. */
function part(title: string, blocks: readonly Block[], budgetBytes: number): string {
  if (blocks.length === 0) return '';
  let text = `${title}\n${'-'.repeat(title.length)}\n`;
  // The last line may have to say how many there are besides.
  let leftBytes = budgetBytes - Buffer.byteLength(text) - 80;
  for (const [index, block] of blocks.entries()) {
    const bytes = Buffer.byteLength(block.text);
    if (bytes > leftBytes) {
      const more = blocks.slice(index).reduce((sum, { count }) => sum + count, 0);
      return `${text}... and ${more} more in the report\n`;
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

const reachedBlock = (reached: Reached): Block => ({
  text: `${[`* ${reachedName(reached)}, ${place(reached)}`, ...reachedLines(reached)].join('\n    ')}\n`,
  count: 1,
});

function groupBlock({ severity, title, families, findings }: FindingGroup): Block {
  const heads = families.map(({ head }) => head);
  const message = sharedMessage(heads);
  const lines = [
    `${label(severity)}Not met: ${plainUpTo(140, title)}${findings.length > 1 ? ` (${findings.length})` : ''}`,
    ...(message === undefined ? [] : [`  ${plainUpTo(240, message)}`]),
    ...families.slice(0, PLACES_SHOWN).flatMap((family) => {
      const brought = broughtText(family);
      return [
        `  * ${who(family.head)}`,
        ...(message === undefined ? [`    ${plainUpTo(240, family.head.message)}`] : []),
        ...(brought === undefined ? [] : [`    ${brought}`]),
      ];
    }),
    ...(heads.length > PLACES_SHOWN ? [`  * and ${heads.length - PLACES_SHOWN} more`] : []),
    ...heads.slice(0, 1).map(({ fix }) => `  Fix: ${plainUpTo(300, fix.text)}`),
  ];
  return { text: `${lines.join('\n')}\n\n`, count: findings.length };
}

function resolvedBlock({ severity, title, findings }: FindingGroup): Block {
  const names = findings.slice(0, PLACES_SHOWN).map((finding) => `  * ${who(finding)}`);
  const more = findings.length > PLACES_SHOWN ? [`  * and ${findings.length - PLACES_SHOWN} more`] : [];
  return {
    text: `${[`${label(severity)}Met again: ${plainUpTo(140, title)}`, ...names, ...more].join('\n')}\n\n`,
    count: findings.length,
  };
}

function guardDutyBlocks(findings: readonly Finding[]): readonly Block[] {
  return SEVERITIES.flatMap((severity) => {
    const those = findings.filter((finding) => finding.severity === severity);
    if (those.length === 0) return [];
    const lines = [
      `${label(severity)}${those.length}`,
      ...those.slice(0, 3).map(({ message, resource }) => `  * ${plainUpTo(160, message)} (${place(resource)})`),
      ...(those.length > 3 ? [`  * and ${those.length - 3} more`] : []),
    ];
    return [{ text: `${lines.join('\n')}\n`, count: those.length }];
  });
}

/** Every call by name with the places where it failed, and what to do about it. */
function unreadBlocks(coverage: Coverage): readonly Block[] {
  const calls = unreadCalls(coverage).map((unread): Block => {
    const shown = unread.places.slice(0, 8).map(place).join(', ');
    const more = unread.places.length > 8 ? ` and ${unread.places.length - 8} more` : '';
    const lines = [
      `* ${plainUpTo(90, unread.call)}: ${KIND_WORDS[unread.kind]} (${plainUpTo(60, unread.code)})`,
      `  in ${shown}${more}`,
      `  ${plainUpTo(240, adviceFor(unread))}`,
    ];
    return { text: `${lines.join('\n')}\n`, count: 1 };
  });
  const silent = coverage.scopes.filter(({ status, missing }) => status !== 'ok' && missing.length === 0);
  return [...calls, ...silent.map((scope) => ({ text: `* ${place(scope)}: ${scope.status}\n`, count: 1 }))];
}

const label = (severity: Severity): string => severity.toUpperCase().padEnd(10);

/** `web-1 (i-0abc), aws 111122223333 eu-west-1`. */
function who({ resource }: Finding): string {
  const id = plainUpTo(120, resource.id);
  const name = plainUpTo(60, resource.name ?? '');
  return `${name === '' || name === id ? id : `${name} (${id})`}, ${place(resource)}`;
}

const place = ({ provider, account, region }: Scope): string =>
  [provider, account, region].map((each) => plainUpTo(40, each)).join(' ');
