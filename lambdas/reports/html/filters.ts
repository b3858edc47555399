import type { Concern } from '#checks/check.ts';
import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding, FindingStatus } from '#findings/finding.ts';
import type { Tongue } from '#languages/tongue.ts';
import { CONCERN_WORDS, SEVERITY_WORDS, STATUS_WORDS } from '../finding-words.ts';
import { type Html, html } from './html.ts';

const STATUSES: readonly FindingStatus[] = ['new', 'open', 'waived', 'resolved'];

/** The filters that make a difference among these findings. Hidden until the script is there to obey them. */
export function filterBar(findings: readonly Finding[], t: Tongue): Html {
  const by = (of: (finding: Finding) => string): Counts => tally(findings, of);
  const concerns = by(({ concern }) => concern);
  const selects = [
    select(
      'provider',
      t`All clouds`,
      by(({ resource }) => resource.provider),
    ),
    select(
      'account',
      t`All accounts`,
      by(({ resource }) => resource.account),
    ),
    select(
      'region',
      t`All regions`,
      by(({ resource }) => resource.region),
    ),
    select('concern', t`All concerns`, concerns, (value) => t.words(CONCERN_WORDS[value as Concern])),
    select(
      'check',
      t`All checks`,
      by(({ checkId }) => checkId),
    ),
  ];
  const severities = by(({ severity }) => severity);
  const statuses = by(({ status }) => status);
  return html`<form id="filters" role="search" aria-label="${t`Filter the findings`}" hidden>
<div class="bar"><label class="search"><span class="sr">${t`Search`}</span><input type="search" name="q" placeholder="${t`Search names, ids, messages, evidence…`}" autocomplete="off" spellcheck="false"></label>${selects}</div>
<div class="chips">${chips('severity', t`severity`, severities, SEVERITIES, (value) => t.words(SEVERITY_WORDS[value]))}${chips('status', t`status`, statuses, STATUSES, (value) => t.words(STATUS_WORDS[value]))}<button type="reset" hidden>${t`Clear`}</button><output id="shown" aria-live="polite"></output></div>
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
function select(name: string, all: string, counts: Counts, word = (value: string): string => value): Html {
  if (counts.size < 2) return html``;
  const options = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<select name="${name}" aria-label="${all}"><option value="">${all}</option>${options.map(
    ([value, count]) => html`<option value="${value}">${word(value)} (${count})</option>`,
  )}</select>`;
}

/** Any of a few values; nothing where all findings have the same. */
function chips<V extends string>(
  name: string,
  legend: string,
  counts: Counts,
  order: readonly V[],
  word: (value: V) => string,
): Html {
  if (counts.size < 2) return html``;
  return html`<fieldset><legend class="sr">${legend}</legend>${order.flatMap((value) => {
    const count = counts.get(value);
    if (count === undefined) return [];
    return [
      html`<label class="chip ${value}"><input type="checkbox" name="${name}" value="${value}">${word(value)} <b>${count}</b></label>`,
    ];
  })}</fieldset>`;
}
