import { GLOBAL_REGION, type Scope } from '#snapshot/recorded-call.ts';
import type { Coverage, ScopeCoverage } from '../report.ts';
import { adviceFor, KIND_WORDS, type UnreadCall, unreadCalls } from '../unread.ts';
import { type Html, html } from './html.ts';

/** Places that one call names before it only counts them. */
const PLACES_SHOWN = 24;
/** Places without trouble that the table lists before it only counts them. */
const COMPLETE_SHOWN = 500;

/** What could not be read and what to do about it, then every place that was looked at. */
export function* coverageSection(coverage: Coverage): Iterable<Html> {
  const unread = unreadCalls(coverage);
  const incomplete = coverage.scopes.filter(({ status }) => status !== 'ok').length;
  yield html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">What was looked at</h2>
`;
  if (incomplete === 0 && unread.length === 0) {
    yield html`<p class="calm">Everything that was asked for could be read.</p>
`;
  } else {
    yield html`<p>Where something could not be read, the checks that need it answer “unknown”: no finding there does not mean that all is well.</p>
<ul class="unread">${unread.map(unreadItem)}</ul>
`;
  }
  yield html`<details class="scopes"${incomplete > 0 && html` open`}><summary>${coverage.scopes.length} places, ${coverage.scopes.length - incomplete} of them read completely</summary>
<div class="scroll"><table><thead><tr><th scope="col">Cloud</th><th scope="col">Account</th><th scope="col">Region</th><th scope="col">Result</th><th scope="col" class="num">Calls</th><th scope="col">Not read</th></tr></thead><tbody>
`;
  const complete = coverage.scopes.filter(({ status }) => status === 'ok');
  for (const scope of coverage.scopes) if (scope.status !== 'ok') yield scopeRow(scope);
  for (const scope of complete.slice(0, COMPLETE_SHOWN)) yield scopeRow(scope);
  yield html`</tbody></table></div>${complete.length > COMPLETE_SHOWN && html`<p class="more">and ${complete.length - COMPLETE_SHOWN} more places that were read completely</p>`}</details>
`;
  if (coverage.assumptions.length > 0) {
    yield html`<h3 id="assumptions">Taken for granted</h3>
<p>The input does not speak of these, so the verdicts assume them.</p>
<ul class="assumptions">${coverage.assumptions.map((assumption) => html`<li>${assumption}</li>`)}</ul>
`;
  }
  yield html`</section>
`;
}

function unreadItem(unread: UnreadCall): Html {
  const { call, code, message, kind, places } = unread;
  const more = places.length > PLACES_SHOWN && html` and ${places.length - PLACES_SHOWN} more`;
  return html`<li><p><b>${call}</b> <span class="badge">${KIND_WORDS[kind]}</span> <span class="where">${places.slice(0, PLACES_SHOWN).map(placeText).join(', ')}${more}</span></p><p>${adviceFor(unread)}</p><p class="said">${code}${
    message !== '' && message !== code && html`: ${message}`
  }</p></li>`;
}

const placeText = ({ account, region }: Scope): string =>
  `${account} ${region === GLOBAL_REGION ? '(global services)' : region}`;

const scopeRow = ({ provider, account, region, status, calls, missing }: ScopeCoverage): Html =>
  html`<tr><td>${provider}</td><td>${account}</td><td>${region}</td><td><span class="cov ${status}">${status}</span></td><td class="num">${calls}</td><td>${[...new Set(missing.map(({ call }) => call))].join(', ')}</td></tr>
`;
