import type { Tongue } from '#languages/tongue.ts';
import { say, type Text } from '#platform/text.ts';
import { type Hop, MARKS } from './hops.ts';
import { type Html, html } from './html.ts';

/** What stands below a hop: one or two short words. The network's own name where there is none. */
const WORDS: Readonly<Record<string, Text>> = {
  'block-public-access': say`block access`,
  'internet-gateway': say`gateway`,
  'address-mapping': say`address`,
  'edge-route-table': say`edge routes`,
  'load-balancer': say`balancer`,
  'target-group': say`targets`,
  'security-group-out': say`group out`,
  'network-acl-out': say`ACL out`,
  'route-table': say`routes`,
  'transit-gateway-attachment': say`attachment`,
  'transit-gateway': say`transit`,
  'transit-gateway-route-table': say`TGW routes`,
  'network-acl-in': say`ACL in`,
  'security-group-in': say`group in`,
};

const STEP = 86;
const MARGIN = 44;
const AXIS = 16;

/**
 * One leg as a picture: a wire from end to end with a mark per hop. Behind the first hop that refuses, the wire is broken.
 *
 *     Internet ●──✓──✓──✗┄┄✓┄┄● resource
 *
 * For those who cannot see it, the list of the same hops says everything.
 */
export function hopPicture(hops: readonly Hop[], ends: readonly [string, string], t: Tongue): Html {
  const width = MARGIN * 2 + STEP * (hops.length + 1);
  const at = (index: number): number => MARGIN + STEP * index;
  const refusal = hops.findIndex(({ verdict }) => verdict === 'fail');
  const brokenFrom = refusal === -1 ? hops.length + 1 : refusal + 1;
  return html`<div class="scroll"><svg class="hops" viewBox="0 0 ${width} 46" width="${width}" height="46" aria-hidden="true"><path class="wire" d="M${at(0)} ${AXIS}H${at(brokenFrom)}"/>${
    refusal !== -1 && html`<path class="wire broken" d="M${at(brokenFrom)} ${AXIS}H${at(hops.length + 1)}"/>`
  }${endOf(at(0), ends[0])}${hops.map((hop, index) => stop(at(index + 1), hop, t))}${endOf(at(hops.length + 1), ends[1])}</svg></div>`;
}

const endOf = (x: number, word: string): Html =>
  html`<circle class="end" cx="${x}" cy="${AXIS}" r="4"/><text x="${x}" y="42">${word}</text>`;

const stop = (x: number, { hop, component, verdict }: Hop, t: Tongue): Html =>
  html`<g class="${verdict}"><circle cx="${x}" cy="${AXIS}" r="10"/><text class="sign" x="${x}" y="${AXIS + 4}">${MARKS[verdict].sign}</text></g><text x="${x}" y="42">${shorten(
    hop === undefined ? (component ?? '') : t.words(WORDS[hop] ?? hop),
  )}</text>`;

const shorten = (word: string): string => (word.length > 13 ? `${word.slice(0, 12)}…` : word);
