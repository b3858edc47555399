import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Reached } from '../reachable.ts';
import type { Report, Run } from '../report.ts';
import { bySeverity, placesRead, total } from '../summary.ts';
import { unreadCalls } from '../unread.ts';
import { type Html, html } from './html.ts';

/** The answer first: what is open now, what is new, and what could not be looked at. */
export function pageHeader(report: Report, reached: readonly Reached[]): Html {
  const { run, summary, coverage } = report;
  const open = total(summary.open);
  const fresh = total(summary.new);
  const unread = unreadCalls(coverage).length;
  return html`<header class="top">
<p class="brand"><b>Cloud Posture</b> <time datetime="${run.finishedAt}">${moment(run.finishedAt)}</time></p>
<h1>${headline(report)}</h1>
<p class="lede">${sentences(report)}</p>
<ul class="tiles">
<li><a class="tile" href="#?status=new,open"><b>${open}</b><span>open now</span>${open > 0 && severityBar(summary.open)}<small>${bySeverity(summary.open) || 'nothing to do'}</small></a></li>
<li><a class="tile" href="#?status=new"><b>${fresh}</b><span>new</span><small>${bySeverity(summary.new) || since('nothing', run)}</small></a></li>
<li><a class="tile" href="#reachable"><b>${reached.length}</b><span>reachable</span><small>${reachedWords(reached)}</small></a></li>
<li><a class="tile" href="#resolved"><b>${summary.resolved}</b><span>resolved</span><small>${since(summary.resolved > 0 ? 'gone' : 'none', run)}</small></a></li>
<li><a class="tile${unread > 0 && html` warn`}" href="#coverage"><b>${unread}</b><span>${unread === 1 ? 'call not read' : 'calls not read'}</span><small>${placesRead(coverage)} read completely</small></a></li>
</ul>
</header>
`;
}

/** The page's title, for the tab and the bookmark. */
export const pageTitle = (report: Report): string =>
  `${headline(report)} · Cloud Posture ${moment(report.run.finishedAt)}`;

function headline({ summary, coverage }: Report): string {
  const open = total(summary.open);
  if (open === 0) {
    const isWhole = summary.verdicts.unknown === 0 && coverage.scopes.every(({ status }) => status === 'ok');
    return isWhole ? 'Nothing is open' : 'Nothing was found, but not everything could be looked at';
  }
  const grave = (['critical', 'high'] as const).filter((severity) => summary.open[severity] > 0);
  if (grave.length === 0) return `${findings(open)} open, none critical or high`;
  const parts = grave.map((severity) => `${summary.open[severity]} ${severity}`).join(' and ');
  const count = grave.reduce((sum, severity) => sum + summary.open[severity], 0);
  return `${parts} ${count === 1 ? 'finding is' : 'findings are'} open`;
}

/** `none since the last run`, if there was one. */
const since = (what: string, { previousRunId }: Run): string =>
  previousRunId === undefined ? 'this is the first run' : `${what} since the last run`;

function sentences({ run, summary, coverage }: Report): string {
  const fresh = total(summary.new);
  const { pass, unknown } = summary.verdicts;
  const incomplete = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  return [
    run.previousRunId === undefined ? 'This is the first run.' : newness(fresh, total(summary.open)),
    `${pass} ${pass === 1 ? 'verdict passes' : 'verdicts pass'}.`,
    ...(summary.waived > 0 ? [`${summary.waived} accepted with a waiver.`] : []),
    ...(unknown > 0 ? [`${unknown} ${unknown === 1 ? 'is' : 'are'} unknown.`] : []),
    ...(incomplete > 0 ? ['Not everything could be looked at.'] : []),
  ].join(' ');
}

/** How many of what strangers reach has a finding. */
function reachedWords(reached: readonly Reached[]): string {
  const known = reached.filter(({ findings: about }) => about.length > 0).length;
  if (reached.length === 0) return 'nothing from the Internet';
  return known === 0 ? 'from the Internet' : `from the Internet, ${known} with findings`;
}

function newness(fresh: number, open: number): string {
  if (fresh === 0) return 'Nothing is new since the last run.';
  if (fresh === open && open > 1) return 'All are new.';
  return `${fresh === 1 ? '1 is' : `${fresh} are`} new since the last run.`;
}

const findings = (count: number): string => (count === 1 ? '1 finding is' : `${count} findings are`);

/** The severities as parts of one bar; the numbers stand beside it as text. */
function severityBar(counts: Readonly<Record<Severity, number>>): Html {
  const all = total(counts);
  let x = 0;
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => {
    const width = (counts[severity] / all) * 100;
    const part = html`<rect class="${severity}" x="${x.toFixed(2)}" width="${Math.max(width - 0.6, 0.4).toFixed(2)}" height="4"/>`;
    x += width;
    return part;
  });
  return html`<svg class="sevbar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

/** `2026-11-20 03:02 UTC`. */
export const moment = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;
