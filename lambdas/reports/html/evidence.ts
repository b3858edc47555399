import type { Tongue } from '#languages/tongue.ts';
import { type Html, html } from './html.ts';

/** Items of one list that the page shows; report.json has all. */
const ITEMS_SHOWN = 40;
const COLUMNS_SHOWN = 8;
const DEPTH_SHOWN = 4;

type Row = Readonly<Record<string, unknown>>;

/** The facts that decided, for people: a list of names and values, tables where several things have the same fields. */
export function evidenceView(evidence: Row, t: Tongue): Html | undefined {
  const entries = Object.entries(evidence).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : fields(entries, 0, t);
}

const fields = (entries: readonly (readonly [string, unknown])[], depth: number, t: Tongue): Html =>
  html`<dl class="kv">${entries.map(([key, value]) => html`<dt>${words(key)}</dt><dd>${view(value, depth, t)}</dd>`)}</dl>`;

function view(value: unknown, depth: number, t: Tongue): Html {
  if (value === null || value === undefined || value === '') return html`<i>${t`none`}</i>`;
  if (typeof value === 'boolean') return html`${value ? t`yes` : t`no`}`;
  if (typeof value === 'number' || typeof value === 'bigint') return html`${String(value)}`;
  if (typeof value === 'string') return html`${value}`;
  if (depth >= DEPTH_SHOWN) return html`<code>${JSON.stringify(value) ?? ''}</code>`;
  if (Array.isArray(value)) return list(value, depth, t);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length === 0 ? html`<i>${t`none`}</i>` : fields(entries, depth + 1, t);
}

function list(items: readonly unknown[], depth: number, t: Tongue): Html {
  if (items.length === 0) return html`<i>${t`none`}</i>`;
  const shown = items.slice(0, ITEMS_SHOWN);
  const more =
    items.length > shown.length &&
    html`<p class="more">${t`and ${items.length - shown.length} more in report.json`}</p>`;
  if (shown.every(isRange)) return html`${shown.map(rangeText).join(', ')}${more}`;
  if (shown.every((item) => typeof item !== 'object' || item === null)) {
    return html`${shown.map((item) => String(item)).join(', ')}${more}`;
  }
  if (shown.every(isRow)) {
    const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))];
    if (columns.length <= COLUMNS_SHOWN) return html`${table(columns, shown, depth, t)}${more}`;
  }
  return html`<ul>${shown.map((item) => html`<li>${view(item, depth + 1, t)}</li>`)}</ul>${more}`;
}

const table = (columns: readonly string[], rows: readonly Row[], depth: number, t: Tongue): Html =>
  html`<div class="scroll"><table><thead><tr>${columns.map((column) => html`<th scope="col">${words(column)}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${columns.map((column) => html`<td>${view(row[column], depth + 1, t)}</td>`)}</tr>`,
  )}</tbody></table></div>`;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A closed interval of numbers, such as ports. */
const isRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');

const rangeText = ([first, last]: readonly [number, number]): string =>
  first === last ? String(first) : `${first}–${last}`;

const ACRONYMS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  alb: 'ALB',
  arn: 'ARN',
  cidr: 'CIDR',
  cidrs: 'CIDRs',
  dns: 'DNS',
  http: 'HTTP',
  https: 'HTTPS',
  icmp: 'ICMP',
  id: 'ID',
  ids: 'IDs',
  ip: 'IP',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  nlb: 'NLB',
  tcp: 'TCP',
  tls: 'TLS',
  udp: 'UDP',
  url: 'URL',
  vpc: 'VPC',
};

/** `networkAclId` as people write it: "Network ACL ID". What is no name of ours stays as it is. */
function words(key: string): string {
  if (!/^[a-z][A-Za-z0-9]{0,60}$/.test(key)) return key;
  const parts = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map((word) => ACRONYMS[word] ?? word);
  const text = parts.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
