import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding, FindingStatus } from '#findings/finding.ts';
import { type Html, html } from './html.ts';

const STATUSES: readonly FindingStatus[] = ['new', 'open', 'waived', 'resolved'];

/** The filters that make a difference among these findings. Hidden until the script is there to obey them. */
export function filterBar(findings: readonly Finding[]): Html {
  const by = (of: (finding: Finding) => string): Counts => tally(findings, of);
  const selects = [
    select(
      'provider',
      'All clouds',
      by(({ resource }) => resource.provider),
    ),
    select(
      'account',
      'All accounts',
      by(({ resource }) => resource.account),
    ),
    select(
      'region',
      'All regions',
      by(({ resource }) => resource.region),
    ),
    select(
      'concern',
      'All concerns',
      by(({ concern }) => concern),
    ),
    select(
      'check',
      'All checks',
      by(({ checkId }) => checkId),
    ),
  ];
  const severities = by(({ severity }) => severity);
  const statuses = by(({ status }) => status);
  return html`<form id="filters" role="search" aria-label="Filter the findings" hidden>
<div class="bar"><label class="search"><span class="sr">Search</span><input type="search" name="q" placeholder="Search names, ids, messages, evidence…" autocomplete="off" spellcheck="false"></label>${selects}</div>
<div class="chips">${chips('severity', severities, SEVERITIES)}${chips('status', statuses, STATUSES)}<button type="reset" hidden>Clear</button><output id="shown" aria-live="polite"></output></div>
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
function select(name: string, all: string, counts: Counts): Html {
  if (counts.size < 2) return html``;
  const options = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<select name="${name}" aria-label="${name}"><option value="">${all}</option>${options.map(
    ([value, count]) => html`<option value="${value}">${value} (${count})</option>`,
  )}</select>`;
}

/** Any of a few values; nothing where all findings have the same. */
function chips(name: string, counts: Counts, order: readonly string[]): Html {
  if (counts.size < 2) return html``;
  return html`<fieldset><legend class="sr">${name}</legend>${order.flatMap((value) => {
    const count = counts.get(value);
    if (count === undefined) return [];
    return [
      html`<label class="chip ${value}"><input type="checkbox" name="${name}" value="${value}">${value} <b>${count}</b></label>`,
    ];
  })}</fieldset>`;
}
