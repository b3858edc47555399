import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding, FindingStatus } from '#findings/finding.ts';
import { type Html, html } from './html.ts';

const STATUSES: readonly FindingStatus[] = ['new', 'open', 'waived', 'resolved'];

/** The filters that make a difference among these findings. Hidden until the script is there to obey them. */
export function filterBar(findings: readonly Finding[]): Html {
  return html`<form id="filters" role="search" aria-label="Filter the findings" hidden>
<div class="bar"><label class="search"><span class="sr">Search</span><input type="search" name="q" placeholder="Search names, ids, messages, evidence…" autocomplete="off" spellcheck="false"></label>
${select(
  'provider',
  'Cloud',
  'All clouds',
  tally(findings, ({ resource }) => resource.provider),
)}${select(
  'account',
  'Account',
  'All accounts',
  tally(findings, ({ resource }) => resource.account),
)}${select(
  'region',
  'Region',
  'All regions',
  tally(findings, ({ resource }) => resource.region),
)}${select(
  'check',
  'Check',
  'All checks',
  tally(findings, ({ checkId }) => checkId),
)}</div>
<div class="chips">${chips(
    'severity',
    'Severity',
    tally(findings, ({ severity }) => severity),
    SEVERITIES,
  )}${chips(
    'status',
    'Status',
    tally(findings, ({ status }) => status),
    STATUSES,
  )}${chips(
    'concern',
    'Concern',
    tally(findings, ({ concern }) => concern),
  )}
<button type="reset">Clear</button><output id="shown" aria-live="polite"></output></div>
</form>
`;
}

type Counts = ReadonlyMap<string, number>;

function tally(findings: readonly Finding[], of: (finding: Finding) => string): Counts {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const value = of(finding);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** One of many values; nothing where all findings have the same. */
function select(name: string, label: string, all: string, counts: Counts): Html | undefined {
  if (counts.size < 2) return undefined;
  const options = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<label><span class="sr">${label}</span><select name="${name}"><option value="">${all}</option>${options.map(
    ([value, count]) => html`<option value="${value}">${value} (${count})</option>`,
  )}</select></label>`;
}

/** Any of a few values; nothing where all findings have the same. */
function chips(
  name: string,
  label: string,
  counts: Counts,
  order: readonly string[] = [...counts.keys()].sort(),
): Html | undefined {
  if (counts.size < 2) return undefined;
  return html`<fieldset><legend class="sr">${label}</legend>${order
    .filter((value) => counts.has(value))
    .map(
      (value) =>
        html`<label class="chip ${value}"><input type="checkbox" name="${name}" value="${value}">${value} <b>${counts.get(value)}</b></label>`,
    )}</fieldset>`;
}
