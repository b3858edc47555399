import type { NoticeEntry, TimelineEntry } from '../notice-entries.ts';
import { KINDS, openEntries, reachedText } from '../notice-lines.ts';
import { moment } from './header.ts';
import { type Html, html } from './html.ts';
import { waiverNote } from './waivers.ts';

/** Matters that the page shows; of one, the resources, findings and entries of its timeline. */
const MATTERS_LIMIT = 100;
const RESOURCES_SHOWN = 20;
const FINDINGS_SHOWN = 20;
const TIMELINE_LIMIT = 60;
const TEXT_SHOWN = 4_000;

/** What the clouds told us: open matters first and unfolded, then those that are over. Empty where nothing was told. */
export function* noticesSection(notices: readonly NoticeEntry[]): Iterable<Html> {
  if (notices.length === 0) return;
  yield html`<section id="notices" aria-labelledby="notices-title">
<h2 id="notices-title">Notices of the clouds <span class="count">${openEntries(notices).length} open</span></h2>
`;
  for (const entry of notices.slice(0, MATTERS_LIMIT)) yield matter(entry);
  if (notices.length > MATTERS_LIMIT)
    yield html`<p class="more">and ${notices.length - MATTERS_LIMIT} more in report.json</p>`;
  yield html`</section>
`;
}

function matter(entry: NoticeEntry): Html {
  const { kind, code, severity, status, drill, text, timeline, waiver } = entry;
  const reached = reachedText(entry);
  const tone = status === 'open' ? severity : status === 'closed' ? 'good' : 'info';
  return html`<details class="panel notice"${status === 'open' && html` open`}><summary><span class="badge ${tone}">${
    status === 'open' ? severity : status
  }</span> ${drill && html`<span class="badge">drill</span> `}<b>${KINDS[kind]}</b> ${code}</summary>
<p>${about(entry)}</p>
${reached !== '' && html`<p>The Internet reaches it: <b>${reached}</b></p>`}${waiver && waiverNote(waiver)}${
  text !== '' &&
  html`<blockquote>${text.slice(0, TEXT_SHOWN)}${text.length > TEXT_SHOWN && ' … the rest is in report.json'}</blockquote>`
}${findingsAbout(entry)}${timelineTable(timeline)}</details>
`;
}

/** `i-1 and 2 more, 111122223333 eu-west-1, since 2026-11-18 22:57 UTC`. */
function about({ resources, account, region, startedAt, endsAt }: NoticeEntry): string {
  const names = resources.slice(0, RESOURCES_SHOWN).map(({ id }) => id);
  const more = resources.length > names.length ? ` and ${resources.length - names.length} more` : '';
  return [
    names.length === 0 ? 'Names no resource' : `About ${names.join(', ')}${more}`,
    `${account} ${region}`,
    ...(startedAt === undefined ? [] : [`since ${moment(startedAt)}`]),
    ...(endsAt === undefined ? [] : [`until ${moment(endsAt)}`]),
  ].join(', ');
}

function findingsAbout({ findings }: NoticeEntry): Html | undefined {
  if (findings.length === 0) return undefined;
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return html`<h4>What stands about it</h4><ul class="about-it">${shown.map(
    ({ id, severity, checkId, message }) =>
      html`<li><span class="badge ${severity}">${severity}</span> <a href="#${id}">${checkId}</a> ${message}</li>`,
  )}</ul>${findings.length > shown.length && html`<p class="more">and ${findings.length - shown.length} more below</p>`}`;
}

/** What was told and found, resource by resource; of a long story the latest. */
function timelineTable(timeline: readonly TimelineEntry[]): Html | undefined {
  if (timeline.length === 0) return undefined;
  const latest = [...timeline].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, TIMELINE_LIMIT);
  const shown = timeline.filter((entry) => latest.includes(entry));
  return html`<h4>What happened</h4><div class="scroll"><table><thead><tr><th scope="col">Resource</th><th scope="col">When</th><th scope="col">What</th></tr></thead><tbody>${shown.map(
    ({ at, resource, what, findingId }, index) =>
      html`<tr><td>${resource !== shown[index - 1]?.resource && resource}</td><td>${moment(at)}</td><td>${
        findingId === undefined ? what : html`<a href="#${findingId}">${what}</a>`
      }</td></tr>`,
  )}</tbody></table></div>${timeline.length > shown.length && html`<p class="more">and ${timeline.length - shown.length} earlier entries in report.json</p>`}`;
}
