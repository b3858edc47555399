import type { Tongue } from '#languages/tongue.ts';
import { say, sayAll, type Text } from '#platform/text.ts';
import { SEVERITY_WORDS } from '../finding-words.ts';
import type { NoticeEntry, TimelineEntry } from '../notice-entries.ts';
import { aboutText, duration, KINDS, openEntries, reachedText } from '../notice-lines.ts';
import { moment } from './header.ts';
import { type Html, html } from './html.ts';
import { waiverNote } from './waivers.ts';

/** Matters that the page shows; of one, the resources, findings and entries of its timeline. */
const MATTERS_LIMIT = 100;
const RESOURCES_SHOWN = 20;
const FINDINGS_SHOWN = 20;
const TIMELINE_LIMIT = 60;
const TEXT_SHOWN = 4_000;

const MATTER_WORDS: Readonly<Record<NoticeEntry['status'], Text>> = {
  open: say`open`,
  waived: say`waived`,
  closed: say`closed`,
};

/** What the clouds told us: open matters first and unfolded, then those that are over. Empty where nothing was told. */
export function* noticesSection(notices: readonly NoticeEntry[], t: Tongue): Iterable<Html> {
  if (notices.length === 0) return;
  yield html`<section id="notices" aria-labelledby="notices-title">
<h2 id="notices-title">${t`Notices of the clouds`} <span class="count">${t`${openEntries(notices).length} open`}</span></h2>
`;
  for (const entry of notices.slice(0, MATTERS_LIMIT)) yield matter(entry, t);
  if (notices.length > MATTERS_LIMIT)
    yield html`<p class="more">${t`and ${notices.length - MATTERS_LIMIT} more in report.json`}</p>`;
  yield html`</section>
`;
}

function matter(entry: NoticeEntry, t: Tongue): Html {
  const { kind, code, severity, status, drill, text, timeline, waiver } = entry;
  const reached = reachedText(entry, t);
  const tone = status === 'open' ? severity : status === 'closed' ? 'good' : 'info';
  return html`<details class="panel notice"${status === 'open' && html` open`}><summary><span class="badge ${tone}">${t.words(
    status === 'open' ? SEVERITY_WORDS[severity] : MATTER_WORDS[status],
  )}</span> ${drill && html`<span class="badge">${t`drill`}</span> `}<b>${t.words(KINDS[kind])}</b> ${code}</summary>
<p>${about(entry, t)}</p>
${reached !== '' && html`<p>${t`The Internet reaches it:`} <b>${reached}</b></p>`}${waiver && waiverNote(waiver, t)}${
  text !== '' &&
  html`<blockquote>${text.slice(0, TEXT_SHOWN)}${text.length > TEXT_SHOWN && t` … the rest is in report.json`}</blockquote>`
}${findingsAbout(entry, t)}${timelineTable(timeline, t)}</details>
`;
}

/** `About i-1 and 2 more, 111122223333 eu-west-1, since 2026-11-18 22:57 UTC`. */
function about({ resources, account, region, startedAt, endsAt }: NoticeEntry, t: Tongue): string {
  const ids = resources.map(({ id }) => id);
  const [since, until] = [startedAt, endsAt].map((at) => (at === undefined ? undefined : moment(at)));
  return t.words(sayAll([aboutText(ids, RESOURCES_SHOWN), `${account} ${region}`, ...duration(since, until)]));
}

function findingsAbout({ findings }: NoticeEntry, t: Tongue): Html | undefined {
  if (findings.length === 0) return undefined;
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return html`<h4>${t`What stands about it`}</h4><ul class="about-it">${shown.map(
    ({ id, severity, checkId, message }) =>
      html`<li><span class="badge ${severity}">${t.words(SEVERITY_WORDS[severity])}</span> <a href="#${id}">${checkId}</a> ${message}</li>`,
  )}</ul>${findings.length > shown.length && html`<p class="more">${t`and ${findings.length - shown.length} more below`}</p>`}`;
}

/** What was told and found, resource by resource; of a long story the latest. */
function timelineTable(timeline: readonly TimelineEntry[], t: Tongue): Html | undefined {
  if (timeline.length === 0) return undefined;
  const latest = [...timeline].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, TIMELINE_LIMIT);
  const shown = timeline.filter((entry) => latest.includes(entry));
  return html`<h4>${t`What happened`}</h4><div class="scroll"><table><thead><tr><th scope="col">${t`Resource`}</th><th scope="col">${t`When`}</th><th scope="col">${t`What`}</th></tr></thead><tbody>${shown.map(
    ({ at, resource, what, findingId }, index) =>
      html`<tr><td>${resource !== shown[index - 1]?.resource && resource}</td><td>${moment(at)}</td><td>${
        findingId === undefined ? what : html`<a href="#${findingId}">${what}</a>`
      }</td></tr>`,
  )}</tbody></table></div>${timeline.length > shown.length && html`<p class="more">${t`and ${timeline.length - shown.length} earlier entries in report.json`}</p>`}`;
}
