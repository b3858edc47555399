import type { FindingWaiver } from '#findings/finding.ts';
import type { WaiverUse } from '#findings/waivers.ts';
import { type Html, html } from './html.ts';

/** Why a finding is accepted, or was. */
export const waiverNote = ({ reason, owner, expires, expired }: FindingWaiver): Html =>
  expired
    ? html`<p class="waiver"><b>The waiver ran out</b> on ${expires} (${owner}): ${reason}</p>`
    : html`<p class="waiver"><b>Accepted</b> until ${expires} (${owner}): ${reason}</p>`;

/** Every waiver of the configuration and what became of it; empty where there are none. */
export function* waiversSection(waivers: readonly WaiverUse[]): Iterable<Html> {
  if (waivers.length === 0) return;
  yield html`<section id="waivers" aria-labelledby="waivers-title">
<h2 id="waivers-title">Waivers <span class="count">${waivers.length}</span></h2>
<div class="panel scroll"><table><thead><tr><th scope="col">State</th><th scope="col" class="num">Findings</th><th scope="col">Check</th><th scope="col">Resource</th><th scope="col">Place</th><th scope="col">Until</th><th scope="col">Owner</th><th scope="col">Reason</th></tr></thead><tbody>
`;
  for (const waiver of waivers) yield waiverRow(waiver);
  yield html`</tbody></table></div></section>
`;
}

const STATES = {
  applied: { word: 'applied', tone: 'ok' },
  expired: { word: 'ran out', tone: '' },
  unused: { word: 'matches nothing', tone: '' },
  'not-looked-at': { word: 'not looked at', tone: 'ok' },
} as const;

function waiverRow({ status, findings, check, resource, account, region, expires, owner, reason }: WaiverUse): Html {
  const { word, tone } = STATES[status];
  return html`<tr><td><span class="cov ${tone}">${word}</span></td><td class="num">${findings}</td><td>${check}</td><td>${resource}</td><td>${account} ${region}</td><td>${expires}</td><td>${owner}</td><td>${reason}</td></tr>
`;
}
