import Table from 'cli-table3';
import colors from 'picocolors';
import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { type Tongue, tongueOf } from '#languages/tongue.ts';
import { say, sayAll } from '#platform/text.ts';
import { SEVERITY_WORDS } from './finding-words.ts';
import { broughtText, type FindingGroup, groupFindings, isStanding, sharedMessage } from './groups.ts';
import { noticeLines, openEntries } from './notice-lines.ts';
import { plainUpTo } from './plain-text.ts';
import { reachedNow } from './reachable.ts';
import { reachedLines, reachedName } from './reached-lines.ts';
import type { Report } from './report.ts';
import { placesRead, total } from './summary.ts';
import { adviceFor, COVERAGE_WORDS, KIND_WORDS, unreadCalls } from './unread.ts';
import { waiverLines } from './waiver-lines.ts';
import { padColumns, wrap } from './wrap.ts';

export interface TerminalOptions {
  readonly colors: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Findings below this severity are counted and not listed. */
  readonly from: Severity;
}

/** Groups of findings and unread calls that fit on a screen. */
const GROUPS_SHOWN = 6;
const PLACES_SHOWN = 2;
const UNREAD_SHOWN = 6;
const REACHED_SHOWN = 5;
const NOTICES_SHOWN = 3;

type Paint = ReturnType<typeof colors.createColors>;

/** The end of a run on a terminal: the counts, what to mend first, and what could not be looked at. */
export function terminalSummary(report: Report, { colors: isColored, width, from }: TerminalOptions): string {
  const paint = colors.createColors(isColored);
  const t = tongueOf(report.run.language);
  const columns = Math.max(40, Math.min(width, 160));
  const parts = [
    countTable(report, paint, t),
    notices(report, columns, paint, t),
    reached(report, columns, paint, t),
    topFindings(report, from, columns, paint, t),
    waivers(report, columns, paint, t),
    unread(report, columns, paint, t),
  ];
  return `\n${parts.filter((part) => part !== '').join('\n')}\n${verdictLine(report, paint, t)}\n`;
}

/** One finding on one line: severity, what should hold and does not (or does again), whose, and where. */
export function findingLine(
  finding: Finding,
  {
    colors: isColored,
    tongue: t,
    isGone = false,
  }: Pick<TerminalOptions, 'colors'> & { readonly tongue: Tongue; readonly isGone?: boolean },
): string {
  const paint = colors.createColors(isColored);
  const title = plainUpTo(140, finding.title);
  const expected = isGone ? t`Met again: ${title}` : t`Not met: ${title}`;
  return `${label(finding.severity, paint, t)} ${expected}: ${who(finding, paint)}`;
}

function countTable({ summary }: Report, paint: Paint, t: Tongue): string {
  const table = new Table({
    head: ['', t`open`, t`new`].map((text) => paint.dim(text)),
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    chars: BORDERLESS,
  });
  for (const severity of SEVERITIES) {
    const [open, fresh] = [summary.open[severity], summary.new[severity]];
    table.push([
      open > 0 ? label(severity, paint, t) : paint.dim(t.words(SEVERITY_WORDS[severity]).toUpperCase()),
      open > 0 ? paint.bold(String(open)) : paint.dim('0'),
      fresh > 0 ? paint.bold(String(fresh)) : paint.dim('0'),
    ]);
  }
  const { pass, unknown } = summary.verdicts;
  const rest = [
    t`${pass} passed`,
    ...(unknown > 0 ? [paint.yellow(t`${unknown} unknown`)] : []),
    ...(summary.resolved > 0 ? [paint.green(t`${summary.resolved} resolved`)] : []),
    ...(summary.waived > 0 ? [t`${summary.waived} waived`] : []),
  ];
  return `${table.toString()}\n  ${rest.join(paint.dim(' · '))}\n`;
}

function topFindings(report: Report, from: Severity, columns: number, paint: Paint, t: Tongue): string {
  const wanted = new Set(SEVERITIES.slice(0, SEVERITIES.indexOf(from) + 1));
  const standing = report.findings.filter((finding) => isStanding(finding) && wanted.has(finding.severity));
  const groups = groupFindings(standing);
  if (groups.length === 0) return '';
  const shown = groups.slice(0, GROUPS_SHOWN);
  const hidden = groups.slice(GROUPS_SHOWN).reduce((sum, { findings }) => sum + findings.length, 0);
  return [
    ...shown.map((group) => groupText(group, columns, paint, t)),
    ...(hidden > 0
      ? [paint.dim(`  ${t`and ${hidden} more findings of ${groups.length - shown.length} kinds in the report`}\n`)]
      : []),
  ].join('');
}

function groupText(
  { severity, title, families, findings }: FindingGroup,
  columns: number,
  paint: Paint,
  t: Tongue,
): string {
  const heads = families.map(({ head }) => head);
  const [first] = heads;
  const message = sharedMessage(heads);
  const told = (text: string, indent: string): readonly string[] => wrap(plainUpTo(180, text), columns, indent);
  const count = findings.length > 1 ? paint.dim(` × ${findings.length}`) : '';
  const lines = [`${label(severity, paint, t)} ${t`Not met: ${paint.bold(plainUpTo(columns - 26, title))}`}${count}`];
  if (message !== undefined) lines.push(...told(message, '  '));
  for (const { head: finding, narrower } of families.slice(0, PLACES_SHOWN)) {
    const brought = broughtText({ narrower }, t);
    lines.push(
      `  ${message === undefined ? '' : '• '}${who(finding, paint)}${finding.status === 'new' ? paint.cyan(` ${t`new`}`) : ''}`,
    );
    if (message === undefined) lines.push(...told(finding.message, '    '));
    if (brought !== undefined) lines.push(...told(brought, '    '));
  }
  if (heads.length > PLACES_SHOWN) lines.push(paint.dim(`  ${t`and ${heads.length - PLACES_SHOWN} more`}`));
  if (first) lines.push(...told(t`Fix: ${first.fix.text}`, '  ').map((line) => paint.green(line)));
  return `${lines.join('\n')}\n\n`;
}

function notices({ notices: entries }: Report, columns: number, paint: Paint, t: Tongue): string {
  const open = openEntries(entries);
  if (open.length === 0) return '';
  const lines = open
    .slice(0, NOTICES_SHOWN)
    .flatMap((entry) => noticeLines(entry, t).flatMap((line) => wrap(line, columns, '  ')));
  const more = open.length > NOTICES_SHOWN ? [`  ${t`and ${open.length - NOTICES_SHOWN} more in the report`}`] : [];
  return `${paint.red(paint.bold(t`Open notices of the clouds: ${open.length}`))}\n${[...lines, ...more].join('\n')}\n`;
}

/** What strangers reach, gravest first. */
function reached(report: Report, columns: number, paint: Paint, t: Tongue): string {
  const all = reachedNow(report);
  if (all.length === 0) return '';
  const lines = all
    .slice(0, REACHED_SHOWN)
    .flatMap((each) => [
      `  ${reachedName(each)} ${paint.dim(`${plainUpTo(40, each.account)} ${plainUpTo(40, each.region)}`)}`,
      ...reachedLines(each, t).flatMap((line) => wrap(line, columns, '    ')),
    ]);
  const more =
    all.length > REACHED_SHOWN ? [paint.dim(`  ${t`and ${all.length - REACHED_SHOWN} more in the report`}`)] : [];
  return `${paint.bold(t`Reachable from the Internet now: ${all.length}`)}\n${[...lines, ...more].join('\n')}\n`;
}

function waivers({ waivers: uses }: Report, columns: number, paint: Paint, t: Tongue): string {
  const lines = waiverLines(uses, t).flatMap((line) => wrap(line, columns, '  '));
  return lines.length === 0 ? '' : `${paint.yellow(paint.bold(t`Waivers to look at`))}\n${lines.join('\n')}\n`;
}

function unread({ coverage }: Report, columns: number, paint: Paint, t: Tongue): string {
  const calls = unreadCalls(coverage);
  const silent = coverage.scopes.filter(({ status, missing }) => status !== 'ok' && missing.length === 0);
  if (calls.length + silent.length === 0) return '';
  const lines = [paint.yellow(paint.bold(t`Could not be read`))];
  for (const each of calls.slice(0, UNREAD_SHOWN)) {
    const where = [...new Set(each.places.map(({ region }) => plainUpTo(30, region)))];
    const shown = sayAll(where.slice(0, 4));
    const regions = where.length > 4 ? say`${shown} and ${where.length - 4} more` : shown;
    const code = plainUpTo(60, each.code);
    lines.push(
      ...wrap(t`${plainUpTo(90, each.call)}: ${KIND_WORDS[each.kind]} (${code}) in ${regions}`, columns, '  '),
      ...wrap(t.words(adviceFor(each)), columns, '    ').map((line) => paint.dim(line)),
    );
  }
  const more = calls.length - UNREAD_SHOWN;
  if (more > 0) lines.push(paint.dim(`  ${more === 1 ? t`and 1 more call` : t`and ${more} more calls`}`));
  for (const { region, status } of silent.slice(0, UNREAD_SHOWN))
    lines.push(`  ${plainUpTo(30, region)}: ${t.words(COVERAGE_WORDS[status])}`);
  return `${lines.join('\n')}\n`;
}

/** The answer in one line. */
function verdictLine({ run, summary, coverage }: Report, paint: Paint, t: Tongue): string {
  const open = total(summary.open);
  const isWhole = coverage.scopes.every(({ status }) => status === 'ok') && summary.verdicts.unknown === 0;
  const read = t`${placesRead(coverage, t)} read completely`;
  const fresh = run.previousRunId === undefined ? say`the first run` : say`${total(summary.new)} new`;
  if (open > 0) return t`${paint.bold(t`${open} open`)}, ${fresh}; ${isWhole ? read : paint.yellow(read)}`;
  if (isWhole) return paint.green(t`Nothing open; ${read}`);
  return paint.yellow(t`Nothing found, but not everything could be looked at; ${read}`);
}

const PAINTS: Readonly<Record<Severity, (text: string, paint: Paint) => string>> = {
  critical: (text, paint) => paint.bold(paint.red(text)),
  high: (text, paint) => paint.red(text),
  medium: (text, paint) => paint.yellow(text),
  low: (text, paint) => paint.blue(text),
  info: (text, paint) => paint.dim(text),
};

const label = (severity: Severity, paint: Paint, t: Tongue): string =>
  PAINTS[severity](padColumns(t.words(SEVERITY_WORDS[severity]).toUpperCase(), 8), paint);

/** `web-1 (i-0abc) 111122223333 eu-west-1`. */
function who({ resource }: Finding, paint: Paint): string {
  const id = plainUpTo(120, resource.id);
  const name = plainUpTo(60, resource.name ?? '');
  const shown = name === '' || name === id ? id : `${name} (${id})`;
  return `${shown} ${paint.dim(`${plainUpTo(40, resource.account)} ${plainUpTo(40, resource.region)}`)}`;
}

const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
