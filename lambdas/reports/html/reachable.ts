import type { Tongue } from '#languages/tongue.ts';
import { SEVERITY_WORDS } from '../finding-words.ts';
import type { Reached, ReachedWay } from '../reachable.ts';
import { isIncomplete, type Report } from '../report.ts';
import { severityCount } from '../summary.ts';
import { portsText, portWords, protocolWord, shortId, whence } from '../way-words.ts';
import type { Sameness } from './findings.ts';
import { type Html, html } from './html.ts';
import { pathView } from './path.ts';

/** Rows that one page holds at most; rows that stand open to view before the rest is folded away; rows with their paths. */
const ROWS_LIMIT = 2_000;
const ROWS_UNFOLDED = 25;
const ROWS_WITH_PATHS = 500;
/** Of one row: ways in, ranges of ports, addresses, findings. */
const WAYS_SHOWN = 8;
const PORTS_SHOWN = 8;
const FINDINGS_SHOWN = 12;
const MESSAGE_SHOWN = 240;

/** What the Internet reaches, one row for each machine or balancer: what is open on it, to whom, and how they get there. */
export function* reachableSection(reached: readonly Reached[], report: Report, same: Sameness): Iterable<Html> {
  const { t } = same;
  yield html`<section id="reachable"${reached.length > 0 && html` class="list"`} aria-labelledby="reachable-title">
<h2 id="reachable-title">${t`Reachable from the Internet now`} <span class="count">${reached.length}</span></h2>
`;
  if (reached.length === 0) {
    yield html`<p class="calm">${nothingReached(report, t)}</p></section>
`;
    return;
  }
  if (report.coverage.scopes.some(({ status }) => status !== 'ok'))
    yield html`<p class="note">${t`Not everything could be looked at, so there may be more.`}</p>
`;
  yield html`<article class="group reach" aria-labelledby="reachable-title">
`;
  const folded = reached.slice(ROWS_UNFOLDED, ROWS_LIMIT);
  for (const each of reached.slice(0, ROWS_UNFOLDED)) yield row(each, same, true);
  if (folded.length > 0) {
    yield html`<details class="rest"><summary>${t`and ${folded.length} more`}</summary>
`;
    for (const [index, each] of folded.entries()) yield row(each, same, index < ROWS_WITH_PATHS - ROWS_UNFOLDED);
    yield html`</details>
`;
  }
  if (reached.length > ROWS_LIMIT)
    yield html`<p class="more">${t`and ${reached.length - ROWS_LIMIT} more in report.json`}</p>`;
  yield html`</article>
<p class="nothing" hidden>${t`Nothing here matches the filters.`}</p></section>
`;
}

/** An empty list is good news only where everything was looked at. */
const nothingReached = (report: Report, t: Tongue): string =>
  isIncomplete(report)
    ? t`Nothing was seen to be reachable, but not everything could be looked at.`
    : t`The Internet reaches nothing of what was looked at.`;

function row(reached: Reached, { hasOneAccount, t }: Sameness, hasPaths: boolean): Html {
  const { provider, account, region, type, id, name, ways, findings, severity } = reached;
  const worst = findings.filter((each) => each.severity === severity).length;
  const more =
    ways.length > WAYS_SHOWN && html`<span class="way">${t`and ${ways.length - WAYS_SHOWN} more ways`}</span>`;
  return html`<details class="m" data-p="${provider} ${account} ${region}" data-f="${findings.map((each) => each.id).join(' ')}"><summary><span class="who">${
    name !== undefined && name !== id && html`<bdi>${name}</bdi> `
  }<code>${shortId(id) === id ? id : type.toUpperCase()}</code></span><span class="ways">${ways.slice(0, WAYS_SHOWN).map((way) => wayLine(way, t))}${more}</span><span class="where">${!hasOneAccount && html`${account} `}${region}</span><span class="worst">${
    severity
      ? html`<span class="badge ${severity}">${t.words(severityCount(worst, severity))}</span>`
      : html`<small>${t`no finding`}</small>`
  }</span></summary><div class="body">
${findings.length > 0 && findingLinks(reached, t)}${hasPaths ? pathsOf(ways.slice(0, WAYS_SHOWN), t) : html`<p class="more">${t`The paths stand in report.json.`}</p>`}<h4>${t`Resource`}</h4><p class="facts">${t`${type} in ${provider} ${account} ${region}`}<br><code>${id}</code></p></div></details>
`;
}

/** `tcp 22 SSH` from everywhere at 52.0.0.10. */
function wayLine(way: ReachedWay, t: Tongue): Html {
  const words = portWords(way);
  const shown = words.slice(0, PORTS_SHOWN).map(({ range, service, family }) => {
    if (range === '') return html``;
    const isSensitive = family !== undefined && family !== 'public' && way.strangers.isWorld;
    return html`<b class="port${isSensitive && html` hot`}">${t.words(range)}${service && html` <span>${service}</span>`}</b>`;
  });
  return html`<span class="way">${way.verdict === 'unknown' && html`<i class="perhaps">${t`perhaps`}</i> `}${way.protocol === 'all' && way.strangers.isWorld ? html`<b class="port hot">${t`everything`}</b>` : t.words(protocolWord(way.protocol))} ${shown}${
    words.length > PORTS_SHOWN && html` <b class="port">${t`and ${words.length - PORTS_SHOWN} more`}</b>`
  } <span class="from">${whence(way, t)}</span></span>`;
}

const findingLinks = ({ findings }: Reached, t: Tongue): Html =>
  html`<h4>${t`What stands about it`}</h4><ul class="about-it">${findings
    .slice(0, FINDINGS_SHOWN)
    .map(
      ({ id, severity, title, message }) =>
        html`<li><span class="badge ${severity}">${t.words(SEVERITY_WORDS[severity])}</span> <span class="expect">${t`Not met`}</span> <a href="#${id}">${title}</a>. ${message.length > MESSAGE_SHOWN ? `${message.slice(0, MESSAGE_SHOWN)}…` : message}</li>`,
    )}</ul>${findings.length > FINDINGS_SHOWN && html`<p class="more">${t`and ${findings.length - FINDINGS_SHOWN} more below`}</p>`}`;

/** The paths of the ways, each once with all that takes it. */
function pathsOf(ways: readonly ReachedWay[], t: Tongue): readonly Html[] {
  const byPath = new Map<string, ReachedWay[]>();
  for (const way of ways) {
    const key = JSON.stringify(way.path);
    const same = byPath.get(key);
    if (same) same.push(way);
    else byPath.set(key, [way]);
  }
  return [...byPath.values()].map(
    (same) => html`${same.map((way) => wayTitle(way, t))}${pathView(same[0]?.path ?? [], t)}`,
  );
}

function wayTitle(way: ReachedWay, t: Tongue): Html {
  const title = `${portsText(way, t)} ${whence(way, t)}`;
  return html`<h4>${way.verdict === 'unknown' ? t`Perhaps ${title}` : title}</h4>`;
}
