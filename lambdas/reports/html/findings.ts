import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import type { Tongue } from '#languages/tongue.ts';
import { sayAll } from '#platform/text.ts';
import { CONCERN_WORDS, SEVERITY_WORDS, STATUS_WORDS } from '../finding-words.ts';
import { type FindingGroup, groupFindings } from '../groups.ts';
import { severityCount } from '../summary.ts';
import { chainPicture, withoutPicture } from './chain-picture.ts';
import { evidenceView } from './evidence.ts';
import { type Html, html } from './html.ts';
import { pathView } from './path.ts';
import { waiverNote } from './waivers.ts';

/** Rows that one page holds at most: more would not open at once, and nobody reads them here. */
export const ROWS_LIMIT = 10_000;

/** What is the same for all rows of a page. */
export interface Sameness {
  readonly hasOneAccount: boolean;
  readonly t: Tongue;
}

/** A list of findings as a section: one card per check and severity, one row per finding. Empty without findings. */
export function* findingsSection(
  id: string,
  title: string,
  findings: readonly Finding[],
  same: Sameness,
  limit = ROWS_LIMIT,
): Iterable<Html> {
  if (findings.length === 0) return;
  const { t } = same;
  const groups = groupFindings(findings);
  const rows = rowsPerGroup(
    groups.map((group) => group.findings.length),
    limit,
  );
  yield html`<section id="${id}" class="list" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title} <span class="count">${findings.length}</span></h2>
`;
  if (findings.length > limit) yield truncationNote(groups, rows, t);
  for (const group of groups) yield* groupCard(id, group, rows, same);
  yield html`<p class="nothing" hidden>${t`Nothing here matches the filters.`}</p></section>
`;
}

/** Shares the rows out so that every group gets its first ones before any group gets its last. */
export function rowsPerGroup(sizes: readonly number[], limit: number): number {
  const ascending = [...sizes].sort((a, b) => a - b);
  let left = limit;
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return Math.max(1, share);
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

function truncationNote(groups: readonly FindingGroup[], rows: number, t: Tongue): Html {
  const missing = SEVERITIES.flatMap((severity) => {
    const count = groups
      .filter((group) => group.severity === severity)
      .reduce((sum, { findings }) => sum + Math.max(0, findings.length - rows), 0);
    return count > 0 ? [severityCount(count, severity)] : [];
  });
  return html`<p class="note">${t`This page shows the first ${rows} of each kind; ${sayAll(missing)} more are in report.json and findings.csv.`}</p>
`;
}

function* groupCard(sectionId: string, group: FindingGroup, rows: number, same: Sameness): Iterable<Html> {
  const { severity, checkId, title, why, families, findings } = group;
  const { t } = same;
  const [first] = findings;
  if (!first) return;
  const isGone = first.status === 'resolved';
  yield html`<article class="group ${severity}" data-severity="${severity}" data-check="${checkId}" data-concern="${first.concern}" aria-labelledby="${sectionId}-${severity}-${checkId}">
<header>
<p class="meta"><span class="badge">${t.words(SEVERITY_WORDS[severity])}</span><span>${t.words(CONCERN_WORDS[first.concern])}</span>${first.frameworks.map((control) => html`<span>${control}</span>`)}<code>${checkId}</code></p>
<h3 id="${sectionId}-${severity}-${checkId}"><span class="expect">${isGone ? t`Met again` : t`Not met`}</span> ${title} <span class="count">${findings.length}</span></h3>
<dl class="about"><div><dt>${t`Why`}</dt><dd>${why}</dd></div><div><dt>${t`Fix`}</dt><dd>${first.fix.text}</dd></div></dl>
</header>
`;
  let left = rows;
  for (const { head, narrower } of families) {
    if (left-- <= 0) break;
    yield findingRow(head, group, same, narrower.length);
    for (const finding of narrower.slice(0, Math.max(0, left))) yield findingRow(finding, group, same);
    left -= narrower.length;
  }
  if (findings.length > rows)
    yield html`<p class="more">${t`and ${findings.length - rows} more in report.json and findings.csv`}</p>`;
  yield html`</article>
`;
}

/** One finding: a line that unfolds. What it shares with its card stands on the card. */
function findingRow(finding: Finding, group: FindingGroup, { hasOneAccount, t }: Sameness, brings = 0): Html {
  const { id, status, resource, message, evidence, path, fix, firstSeenAt, lastSeenAt } = finding;
  const { provider, account, region } = resource;
  const name = resource.name !== undefined && resource.name !== resource.id && resource.name;
  const chain = chainPicture(evidence, t);
  const facts = evidenceView(chain ? withoutPicture(evidence) : evidence, t);
  const isNarrower = finding.checkId !== group.checkId;
  const ownFix = fix.text !== group.findings[0]?.fix.text && html`<h4>${t`Fix`}</h4><p>${fix.text}</p>`;
  return html`<details class="f${isNarrower && html` sub`}" id="${id}" data-s="${status}" data-p="${provider} ${account} ${region}"${ownFacets(finding, group)}><summary><span class="who">${
    name && html`<bdi>${name}</bdi> `
  }<code>${resource.id}</code></span><span class="msg">${finding.severity !== group.severity && html`<span class="badge ${finding.severity}">${t.words(SEVERITY_WORDS[finding.severity])}</span> `}${isNarrower && html`<span class="expect">${t`Not met`}</span> <b>${finding.title}.</b> `}${message}${brings > 0 && html` <small>${brings === 1 ? t`Brings 1 narrower finding.` : t`Brings ${brings} narrower findings.`}</small>`}</span><span class="where">${!hasOneAccount && html`${account} `}${region}</span><span class="st ${status}">${t.words(STATUS_WORDS[status])}</span></summary><div class="body">
${finding.waiver && waiverNote(finding.waiver, t)}${isNarrower && html`<h4>${t`Why`}</h4><p>${finding.why}</p>`}${ownFix}${
  fix.commands &&
  fix.commands.length > 0 &&
  html`<h4>${t`Commands that fix it`}</h4>${fix.commands.map((command) => html`<pre>${command}</pre>`)}`
}${path && path.length > 0 && pathView(path, t)}${chain && html`<h4>${t`The chain`}</h4>${chain}`}${facts && html`<h4>${t`Evidence`}</h4>${facts}`}<h4>${t`Resource`}</h4>${resourceFacts(finding, t)}
<p class="seen">${t`First seen ${day(firstSeenAt)} · last seen ${day(lastSeenAt)}`}${consoleLink(fix.consoleUrl, t)}</p></div></details>
`;
}

/** What filters must know of a row that differs from its card. */
const ownFacets = ({ severity, checkId, concern }: Finding, group: FindingGroup): Html | undefined =>
  severity === group.severity && checkId === group.checkId
    ? undefined
    : html` data-severity="${severity}" data-check="${checkId}" data-concern="${concern}"`;

function resourceFacts({ resource }: Finding, t: Tongue): Html {
  const { type, provider, account, region, arn, tags = {} } = resource;
  const keys = Object.keys(tags).sort();
  return html`<p class="facts">${t`${type} in ${provider} ${account} ${region}`}${arn !== undefined && arn !== resource.id && html`<br><code>${arn}</code>`}${
    keys.length > 0 && html`<br>${keys.map((key) => html`<span class="tag">${key}: ${tags[key] ?? ''}</span>`)}`
  }</p>`;
}

/** Only https: an address that somebody else got into a report must not become a script. */
const consoleLink = (url: string | undefined, t: Tongue): Html | undefined =>
  url?.startsWith('https://')
    ? html` · <a href="${url}" target="_blank" rel="noopener noreferrer">${t`Open in the console`}</a>`
    : undefined;

const day = (at: string): string => at.slice(0, 10);
