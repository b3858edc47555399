import type { Finding } from '#findings/finding.ts';
import { plain } from './plain-text.ts';

/** The columns of `findings.csv` and what stands in them. New ones are added at the end. */
const COLUMNS: readonly (readonly [name: string, cell: (finding: Finding) => string | undefined])[] = [
  ['status', ({ status }) => status],
  ['severity', ({ severity }) => severity],
  ['concern', ({ concern }) => concern],
  ['provider', ({ resource }) => resource.provider],
  ['account', ({ resource }) => resource.account],
  ['region', ({ resource }) => resource.region],
  ['resourceType', ({ resource }) => resource.type],
  ['resourceId', ({ resource }) => resource.id],
  ['resourceName', ({ resource }) => resource.name],
  ['checkId', ({ checkId }) => checkId],
  ['title', ({ title }) => title],
  ['message', ({ message }) => message],
  ['why', ({ why }) => why],
  ['fix', ({ fix }) => fix.text],
  ['commands', ({ fix }) => fix.commands?.join(' ; ')],
  ['frameworks', ({ frameworks }) => frameworks.join('; ')],
  ['firstSeenAt', ({ firstSeenAt }) => firstSeenAt],
  ['lastSeenAt', ({ lastSeenAt }) => lastSeenAt],
  ['id', ({ id }) => id],
  ['waiverOwner', ({ waiver }) => waiver?.owner],
  ['waiverExpires', ({ waiver }) => waiver?.expires],
  ['waiverReason', ({ waiver }) => waiver?.reason],
  ['rootCause', ({ rootCause }) => rootCause],
];

/**
 * `findings.csv`: one line per finding, UTF-8, CRLF.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function* findingsCsv(findings: readonly Finding[]): Iterable<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const finding of findings) yield `${COLUMNS.map(([, cell]) => csvCell(cell(finding) ?? '')).join(',')}\r\n`;
}

/** Characters that make spreadsheets take a cell for a formula, full-width ones too. */
const STARTS_FORMULA = /^[=+\-@＝＋－＠]/u;

/**
 * One cell: on one line, without control characters, never a formula (an apostrophe before it makes it text), quoted where needed.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string): string {
  const text = plain(value);
  const safe = STARTS_FORMULA.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
