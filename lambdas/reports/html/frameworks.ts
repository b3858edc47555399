import type { ControlStatus, FrameworkStatus } from '#frameworks/status.ts';
import { type Html, html } from './html.ts';

/** Each status in words, the gravest first, how it looks, and the words for several. */
const STATUSES: readonly (readonly [status: ControlStatus, word: string, tone: string, several: string])[] = [
  ['fails', 'fails', 'critical', 'fail'],
  ['unknown', 'unknown', 'medium', 'unknown'],
  ['passes', 'passes', 'good', 'pass'],
  ['not-applicable', 'nothing to judge', 'info', 'with nothing to judge'],
  ['not-run', 'not run', 'info', 'not run'],
  ['not-covered', 'not covered', 'info', 'not covered'],
];

/** What a run says about each framework, control by control. Empty where no check of any framework ran. */
export function* frameworksSection(frameworks: readonly FrameworkStatus[]): Iterable<Html> {
  if (frameworks.length === 0) return;
  yield html`<section id="frameworks" aria-labelledby="frameworks-title">
<h2 id="frameworks-title">Frameworks <span class="count">${frameworks.length}</span></h2>
<p>Only what checks here evaluate. A control that is not covered has been judged by nobody.</p>
`;
  for (const framework of frameworks) yield card(framework);
  yield html`</section>
`;
}

function card({ name, part, source, counts, controls }: FrameworkStatus): Html {
  const badges = STATUSES.filter(([status]) => counts[status] > 0).map(
    ([status, , tone, several]) => html` <span class="badge ${tone}">${counts[status]} ${several}</span>`,
  );
  const order = STATUSES.map(([status]) => status);
  const sorted = [...controls].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return html`<details class="panel framework"><summary><b>${name}</b> <small>${part}</small>${badges}</summary>
<div class="scroll"><table><thead><tr><th scope="col">Control</th><th scope="col">Asks for</th><th scope="col">Result</th><th scope="col">Judged by</th></tr></thead><tbody>${sorted.map(controlRow)}</tbody></table></div>
${source.startsWith('https://') && html`<p class="more"><a href="${source}" target="_blank" rel="noopener noreferrer">${source}</a></p>`}</details>
`;
}

function controlRow({ id, title, status, checks }: FrameworkStatus['controls'][number]): Html {
  const [, word = status, tone = 'info'] = STATUSES.find(([each]) => each === status) ?? [];
  const judges = checks.map((check) =>
    status === 'fails' ? html`<a href="#?check=${check}">${check}</a> ` : html`${check} `,
  );
  return html`<tr><td>${id}</td><td>${title}</td><td><span class="badge ${tone}">${word}</span></td><td>${judges}</td></tr>
`;
}
