import type { ControlStatus, FrameworkStatus } from '#frameworks/status.ts';
import type { Tongue } from '#languages/tongue.ts';
import { say, type Text } from '#platform/text.ts';
import { type Html, html } from './html.ts';

/** How a status looks, its word, and the words for several. The gravest comes first. */
interface StatusWords {
  readonly tone: string;
  readonly word: Text;
  readonly several: (count: number) => Text;
}

const STATUSES: Readonly<Record<ControlStatus, StatusWords>> = {
  fails: { tone: 'critical', word: say`fails`, several: (count) => say`${count} fail` },
  unknown: { tone: 'medium', word: say`unknown`, several: (count) => say`${count} unknown` },
  passes: { tone: 'good', word: say`passes`, several: (count) => say`${count} pass` },
  'not-applicable': {
    tone: 'info',
    word: say`nothing to judge`,
    several: (count) => say`${count} with nothing to judge`,
  },
  'not-run': { tone: 'info', word: say`not run`, several: (count) => say`${count} not run` },
  'not-covered': { tone: 'info', word: say`not covered`, several: (count) => say`${count} not covered` },
};

const GRAVEST_FIRST = Object.keys(STATUSES) as readonly ControlStatus[];

/** What a run says about each framework, control by control. Empty where no check of any framework ran. */
export function* frameworksSection(frameworks: readonly FrameworkStatus[], t: Tongue): Iterable<Html> {
  if (frameworks.length === 0) return;
  yield html`<section id="frameworks" aria-labelledby="frameworks-title">
<h2 id="frameworks-title">${t`Frameworks`} <span class="count">${frameworks.length}</span></h2>
<p>${t`Only what checks here evaluate. A control that is not covered has been judged by nobody.`}</p>
`;
  for (const framework of frameworks) yield card(framework, t);
  yield html`</section>
`;
}

function card({ name, part, source, counts, controls }: FrameworkStatus, t: Tongue): Html {
  const badges = GRAVEST_FIRST.filter((status) => counts[status] > 0).map((status) => {
    const { tone, several } = STATUSES[status];
    return html` <span class="badge ${tone}">${t.words(several(counts[status]))}</span>`;
  });
  const rank = ({ status }: { readonly status: ControlStatus }): number => GRAVEST_FIRST.indexOf(status);
  const sorted = [...controls].sort((a, b) => rank(a) - rank(b));
  return html`<details class="panel framework"><summary><b>${name}</b> <small>${part}</small>${badges}</summary>
<div class="scroll"><table><thead><tr><th scope="col">${t`Control`}</th><th scope="col">${t`Asks for`}</th><th scope="col">${t`Result`}</th><th scope="col">${t`Judged by`}</th></tr></thead><tbody>${sorted.map((control) => controlRow(control, t))}</tbody></table></div>
${source.startsWith('https://') && html`<p class="more"><a href="${source}" target="_blank" rel="noopener noreferrer">${source}</a></p>`}</details>
`;
}

function controlRow({ id, title, status, checks }: FrameworkStatus['controls'][number], t: Tongue): Html {
  const { word, tone } = STATUSES[status];
  const judges = checks.map((check) =>
    status === 'fails' ? html`<a href="#?check=${check}">${check}</a> ` : html`${check} `,
  );
  return html`<tr><td>${id}</td><td>${title}</td><td><span class="badge ${tone}">${t.words(word)}</span></td><td>${judges}</td></tr>
`;
}
