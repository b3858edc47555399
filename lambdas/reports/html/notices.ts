import type { NoticeEntry } from '../notice-entries.ts';
import { KINDS, openEntries, reachedText } from '../notice-lines.ts';
import { type Html, html } from './html.ts';

/** Matters that the page shows, and entries of each one's timeline. */
const MATTERS_LIMIT = 100;
const TIMELINE_LIMIT = 60;

/** What the clouds told us: open matters first and unfolded, then those that are over. Empty where nothing was told. */
export function* noticesSection(notices: readonly NoticeEntry[]): Iterable<Html> {
  if (notices.length === 0) return;
  yield html`<section id="notices" aria-labelledby="notices-title">
<h2 id="notices-title">Notices of the clouds <span class="count">${openEntries(notices).length} open</span></h2>
`;
  for (const entry of notices.slice(0, MATTERS_LIMIT)) yield matter(entry);
  if (notices.length > MATTERS_LIMIT) yield html`<p>${notices.length - MATTERS_LIMIT} more stand in report.json.</p>`;
  yield html`</section>
`;
}

function matter(entry: NoticeEntry): Html {
  const {
    kind,
    code,
    severity,
    status,
    drill,
    account,
    region,
    resources,
    startedAt,
    endsAt,
    text,
    findings,
    timeline,
    waiver,
  } = entry;
  const reached = reachedText(entry);
  return html`<details class="panel"${status === 'open' && html` open`}><summary><b>${severity}</b> ${drill && html`<b>Drill</b> `}${KINDS[kind]}: ${code} <span class="count">${status}</span></summary>
<p>${
    resources.length === 0
      ? 'Names no resource'
      : `About ${resources
          .slice(0, 20)
          .map(({ id }) => id)
          .join(', ')}`
  }, ${account} ${region}${startedAt && `, since ${startedAt}`}${endsAt && `, until ${endsAt}`}</p>
${reached !== '' && html`<p><b>The Internet reaches it:</b> ${reached}</p>`}${
  findings.length > 0 &&
  html`<p><b>Findings about it:</b></p><ul>${findings.slice(0, 20).map((finding) => html`<li>${finding.severity} ${finding.checkId}: ${finding.message}</li>`)}</ul>`
}${waiver && html`<p class="waiver"><b>Accepted</b> until ${waiver.expires} (${waiver.owner}): ${waiver.reason}</p>`}${
  text !== '' && html`<blockquote><p>${text.slice(0, 4_000)}</p></blockquote>`
}<div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">Resource</th><th scope="col">What</th></tr></thead><tbody>${timeline
    .slice(0, TIMELINE_LIMIT)
    .map(
      ({ at, resource, what }) => html`<tr><td>${at}</td><td>${resource}</td><td>${what}</td></tr>`,
    )}</tbody></table></div>
</details>
`;
}
