import type { FindingWaiver } from '#findings/finding.ts';
import type { WaiverUse } from '#findings/waivers.ts';
import type { Tongue } from '#languages/tongue.ts';
import { say } from '#platform/text.ts';
import { type Html, html } from './html.ts';

/** Why a finding is accepted, or was. */
export const waiverNote = ({ reason, owner, expires, expired }: FindingWaiver, t: Tongue): Html =>
  expired
    ? html`<p class="waiver"><b>${t`The waiver ran out`}</b> ${t`on ${expires} (${owner}): ${reason}`}</p>`
    : html`<p class="waiver"><b>${t`Accepted`}</b> ${t`until ${expires} (${owner}): ${reason}`}</p>`;

/** Every waiver of the configuration and what became of it; empty where there are none. */
export function* waiversSection(waivers: readonly WaiverUse[], t: Tongue): Iterable<Html> {
  if (waivers.length === 0) return;
  yield html`<section id="waivers" aria-labelledby="waivers-title">
<h2 id="waivers-title">${t`Waivers`} <span class="count">${waivers.length}</span></h2>
<div class="panel scroll"><table><thead><tr><th scope="col">${t`State`}</th><th scope="col" class="num">${t`Findings`}</th><th scope="col">${t`Check`}</th><th scope="col">${t`Resource`}</th><th scope="col">${t`Place`}</th><th scope="col">${t`Until`}</th><th scope="col">${t`Owner`}</th><th scope="col">${t`Reason`}</th></tr></thead><tbody>
`;
  for (const waiver of waivers) yield waiverRow(waiver, t);
  yield html`</tbody></table></div></section>
`;
}

const STATES = {
  applied: { word: say`applied`, tone: 'ok' },
  expired: { word: say`ran out`, tone: '' },
  unused: { word: say`matches nothing`, tone: '' },
  'not-looked-at': { word: say`not looked at`, tone: 'ok' },
} as const;

function waiverRow(
  { status, findings, check, resource, account, region, expires, owner, reason }: WaiverUse,
  t: Tongue,
): Html {
  const { word, tone } = STATES[status];
  return html`<tr><td><span class="cov ${tone}">${t.words(word)}</span></td><td class="num">${findings}</td><td>${check}</td><td>${resource}</td><td>${account} ${region}</td><td>${expires}</td><td>${owner}</td><td>${reason}</td></tr>
`;
}
