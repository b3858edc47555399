import type { Tongue } from '#languages/tongue.ts';
import { say, sayAll, type Text } from '#platform/text.ts';
import { GLOBAL_REGION, type Scope } from '#snapshot/recorded-call.ts';
import type { Coverage, ScopeCoverage } from '../report.ts';
import { adviceFor, COVERAGE_WORDS, KIND_WORDS, type UnreadCall, unreadCalls } from '../unread.ts';
import { type Html, html } from './html.ts';

/** Places that one call names before it only counts them. */
const PLACES_SHOWN = 24;
/** Places without trouble that the table lists before it only counts them. */
const COMPLETE_SHOWN = 500;

/** What could not be read and what to do about it, then every place that was looked at. */
export function* coverageSection(coverage: Coverage, t: Tongue): Iterable<Html> {
  const unread = unreadCalls(coverage);
  const incomplete = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  yield html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">${t`What was looked at`}</h2>
`;
  if (incomplete === 0 && unread.length === 0) {
    yield html`<p class="calm">${t`Everything that was asked for could be read.`}</p>
`;
  } else {
    yield html`<p>${t`Where something could not be read, the checks that need it answer “unknown”: no finding there does not mean that all is well.`}</p>
<ul class="unread">${unread.map((each) => unreadItem(each, t))}</ul>
`;
  }
  yield html`<details class="scopes"${incomplete > 0 && html` open`}><summary>${t`${coverage.scopes.length} places, ${coverage.scopes.length - incomplete} of them read completely`}</summary>
<div class="scroll"><table><thead><tr><th scope="col">${t`Cloud`}</th><th scope="col">${t`Account`}</th><th scope="col">${t`Region`}</th><th scope="col">${t`Result`}</th><th scope="col" class="num">${t`Calls`}</th><th scope="col">${t`Not read`}</th></tr></thead><tbody>
`;
  const complete = coverage.scopes.filter(({ status }) => status === 'ok');
  for (const scope of coverage.scopes) if (scope.status !== 'ok') yield scopeRow(scope, t);
  for (const scope of complete.slice(0, COMPLETE_SHOWN)) yield scopeRow(scope, t);
  yield html`</tbody></table></div>${complete.length > COMPLETE_SHOWN && html`<p class="more">${t`and ${complete.length - COMPLETE_SHOWN} more places that were read completely`}</p>`}</details>
`;
  if (coverage.assumptions.length > 0) {
    yield html`<h3 id="assumptions">${t`Taken for granted`}</h3>
<p>${t`The input does not speak of these, so the verdicts assume them.`}</p>
<ul class="assumptions">${coverage.assumptions.map((assumption) => html`<li>${assumption}</li>`)}</ul>
`;
  }
  yield html`</section>
`;
}

function unreadItem(unread: UnreadCall, t: Tongue): Html {
  const { call, code, message, kind, places } = unread;
  const shown = sayAll(places.slice(0, PLACES_SHOWN).map(placeText));
  const where = places.length > PLACES_SHOWN ? say`${shown} and ${places.length - PLACES_SHOWN} more` : shown;
  return html`<li><p><b>${call}</b> <span class="badge">${t.words(KIND_WORDS[kind])}</span> <span class="where">${t.words(where)}</span></p><p>${t.words(adviceFor(unread))}</p><p class="said">${code}${
    message !== '' && message !== code && html`: ${t.words(message)}`
  }</p></li>`;
}

const placeText = ({ account, region }: Scope): Text =>
  region === GLOBAL_REGION ? say`${account} (global services)` : `${account} ${region}`;

const scopeRow = ({ provider, account, region, status, calls, missing }: ScopeCoverage, t: Tongue): Html =>
  html`<tr><td>${provider}</td><td>${account}</td><td>${region}</td><td><span class="cov ${status}">${t.words(COVERAGE_WORDS[status])}</span></td><td class="num">${calls}</td><td>${[...new Set(missing.map(({ call }) => call))].join(', ')}</td></tr>
`;
