import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Tongue } from '#languages/tongue.ts';
import { say } from '#platform/text.ts';
import type { Reached } from '../reachable.ts';
import type { Report, Run } from '../report.ts';
import { bySeverity, placesRead, severityCount, total } from '../summary.ts';
import { unreadCalls } from '../unread.ts';
import { type Html, html } from './html.ts';

/** The answer first: what is open now, what is new, and what could not be looked at. */
export function pageHeader(report: Report, reached: readonly Reached[], t: Tongue): Html {
  const { run, summary, coverage } = report;
  const open = total(summary.open);
  const fresh = total(summary.new);
  const unread = unreadCalls(coverage).length;
  return html`<header class="top">
<p class="brand"><b>Cloud Posture</b> <time datetime="${run.finishedAt}">${moment(run.finishedAt)}</time></p>
<h1>${headline(report, t)}</h1>
<p class="lede">${sentences(report, t)}</p>
<ul class="tiles">
<li><a class="tile" href="#?status=new,open"><b>${open}</b><span>${t`open now`}</span>${open > 0 && severityBar(summary.open)}<small>${bySeverity(summary.open, t) || t`nothing to do`}</small></a></li>
<li><a class="tile" href="#?status=new"><b>${fresh}</b><span>${t`new`}</span><small>${bySeverity(summary.new, t) || since('nothing', run, t)}</small></a></li>
<li><a class="tile" href="#reachable"><b>${reached.length}</b><span>${t`reachable`}</span><small>${reachedWords(reached, t)}</small></a></li>
<li><a class="tile" href="#resolved"><b>${summary.resolved}</b><span>${t`resolved`}</span><small>${since(summary.resolved > 0 ? 'gone' : 'none', run, t)}</small></a></li>
<li><a class="tile${unread > 0 && html` warn`}" href="#coverage"><b>${unread}</b><span>${unread === 1 ? t`call not read` : t`calls not read`}</span><small>${t`${placesRead(coverage, t)} read completely`}</small></a></li>
</ul>
</header>
`;
}

/** The page's title, for the tab and the bookmark. */
export const pageTitle = (report: Report, t: Tongue): string =>
  `${headline(report, t)} · Cloud Posture ${moment(report.run.finishedAt)}`;

function headline({ summary, coverage }: Report, t: Tongue): string {
  const open = total(summary.open);
  if (open === 0) {
    const isWhole = summary.verdicts.unknown === 0 && coverage.scopes.every(({ status }) => status === 'ok');
    return isWhole ? t`Nothing is open` : t`Nothing was found, but not everything could be looked at`;
  }
  const grave = (['critical', 'high'] as const).filter((severity) => summary.open[severity] > 0);
  if (grave.length === 0)
    return open === 1
      ? t`1 finding is open, none critical or high`
      : t`${open} findings are open, none critical or high`;
  const parts = grave.map((severity) => severityCount(summary.open[severity], severity));
  const [first = '', second] = parts;
  const both = second === undefined ? first : say`${first} and ${second}`;
  const count = grave.reduce((sum, severity) => sum + summary.open[severity], 0);
  return count === 1 ? t`${both} finding is open` : t`${both} findings are open`;
}

/** `none since the last run`, if there was one. */
function since(what: 'nothing' | 'gone' | 'none', { previousRunId }: Run, t: Tongue): string {
  if (previousRunId === undefined) return t`this is the first run`;
  if (what === 'nothing') return t`nothing since the last run`;
  return what === 'gone' ? t`gone since the last run` : t`none since the last run`;
}

function sentences({ run, summary, coverage }: Report, t: Tongue): string {
  const fresh = total(summary.new);
  const { pass, unknown } = summary.verdicts;
  const incomplete = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  return [
    run.previousRunId === undefined ? t`This is the first run.` : newness(fresh, total(summary.open), t),
    pass === 1 ? t`1 verdict passes.` : t`${pass} verdicts pass.`,
    ...(summary.waived > 0 ? [t`${summary.waived} accepted with a waiver.`] : []),
    ...(unknown > 0 ? [unknown === 1 ? t`1 is unknown.` : t`${unknown} are unknown.`] : []),
    ...(incomplete > 0 ? [t`Not everything could be looked at.`] : []),
  ].join(t.language === 'zh' ? '' : ' ');
}

/** How many of what strangers reach has a finding. */
function reachedWords(reached: readonly Reached[], t: Tongue): string {
  const known = reached.filter(({ findings: about }) => about.length > 0).length;
  if (reached.length === 0) return t`nothing from the Internet`;
  return known === 0 ? t`from the Internet` : t`from the Internet, ${known} with findings`;
}

function newness(fresh: number, open: number, t: Tongue): string {
  if (fresh === 0) return t`Nothing is new since the last run.`;
  if (fresh === open && open > 1) return t`All are new.`;
  return fresh === 1 ? t`1 is new since the last run.` : t`${fresh} are new since the last run.`;
}

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
