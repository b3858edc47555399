import type { Tongue } from '#languages/tongue.ts';
import { type Html, html } from './html.ts';

/** One hop of a chain of proxies, with how long it waits. */
interface ChainHop {
  readonly name: string;
  readonly readSeconds?: number;
  readonly idleSeconds?: number;
  readonly keepAliveSeconds?: number;
}

/** A chain whose timeouts cross, and between which two neighbours. */
interface Chain {
  readonly hops: readonly ChainHop[];
  readonly rule: string;
  /** Index of the outer one of the two. */
  readonly outer: number;
}

const BOX = 158;
const GAP = 118;
const HEIGHT = 96;

/**
 * A chain whose timeouts cross as a picture, from the client inwards; the wire between the neighbours that do not fit is
 * broken and bears both numbers.
 *
 *     ┌ CDN ──────┐   60 s < 120 s   ┌ balancer ─┐
 *     │ read 60 s │ ┄┄┄┄┄┄ ✗ ┄┄┄┄┄┄▶ │ read 120 s│
 *     └───────────┘                  └───────────┘
 *
 * @returns `undefined` where the evidence is about no chain.
 */
export function chainPicture(evidence: Readonly<Record<string, unknown>>, t: Tongue): Html | undefined {
  const chain = chainOf(evidence);
  if (!chain) return undefined;
  const { hops, outer } = chain;
  const width = hops.length * BOX + (hops.length - 1) * GAP + 2;
  const words = hops.map((hop) => [hop.name, ...timesOf(hop, t)].join(', ')).join(' → ');
  return html`<div class="scroll"><svg class="hops chain" role="img" aria-label="${words}" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}">${hops.map(
    (hop, index) =>
      html`${box(hop, 1 + index * (BOX + GAP), t)}${
        index + 1 < hops.length && wire(1 + index * (BOX + GAP) + BOX, index === outer ? chain : undefined)
      }`,
  )}</svg></div>`;
}

const box = (hop: ChainHop, x: number, t: Tongue): Html => {
  const times = timesOf(hop, t);
  const lines = times.length === 0 ? [t`no time is known`] : times;
  return html`<rect class="box" x="${x}" y="1" width="${BOX}" height="${HEIGHT - 2}" rx="8"/><text class="name" x="${x + BOX / 2}" y="22">${shorten(hop.name)}</text>${lines.map(
    (line, index) => html`<text x="${x + BOX / 2}" y="${44 + index * 18}">${line}</text>`,
  )}`;
};

function wire(x: number, crossing: Chain | undefined): Html {
  const middle = HEIGHT / 2;
  const end = x + GAP;
  const arrow = html`<path class="arrow" d="M${end - 7} ${middle - 4}L${end} ${middle}L${end - 7} ${middle + 4}"/>`;
  if (!crossing) return html`<path class="wire" d="M${x} ${middle}H${end}"/>${arrow}`;
  return html`<g class="fail"><path class="wire broken" d="M${x} ${middle}H${end}"/>${arrow}<circle cx="${x + GAP / 2}" cy="${middle}" r="10"/><text class="sign" x="${x + GAP / 2}" y="${middle + 4}">✗</text></g><text x="${x + GAP / 2}" y="${middle - 18}">${numbersOf(crossing)}</text>`;
}

/** What crosses: the outer hop's number, then the inner one's. */
function numbersOf({ hops, rule, outer }: Chain): string {
  const [one, other] = [hops[outer], hops[outer + 1]];
  return rule === 'read'
    ? `${one?.readSeconds} s < ${other?.readSeconds} s`
    : `${one?.keepAliveSeconds} s ≥ ${other?.idleSeconds} s`;
}

const timesOf = ({ readSeconds, idleSeconds, keepAliveSeconds }: ChainHop, t: Tongue): readonly string[] => [
  ...(readSeconds === undefined ? [] : [t`read ${readSeconds} s`]),
  ...(idleSeconds === undefined ? [] : [t`idle ${idleSeconds} s`]),
  ...(keepAliveSeconds === undefined ? [] : [t`keep-alive ${keepAliveSeconds} s`]),
];

/** The chain that a finding is about: declared hops, of which two neighbours are named, or just the two. */
function chainOf({ hops, rule, outer, inner }: Readonly<Record<string, unknown>>): Chain | undefined {
  if (typeof rule !== 'string') return undefined;
  if (Array.isArray(hops)) {
    const read = hops.flatMap((hop) => readHop(hop) ?? []);
    const at = read.findIndex(({ name }, index) => name === outer && read[index + 1]?.name === inner);
    return at >= 0 && read.length === hops.length ? { hops: read, rule, outer: at } : undefined;
  }
  const [first, second] = [readHop(outer), readHop(inner)];
  return first && second ? { hops: [first, second], rule, outer: 0 } : undefined;
}

function readHop(value: unknown): ChainHop | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Readonly<Record<string, unknown>>;
  const name = raw['name'] ?? raw['label'];
  const seconds = (key: string): number | undefined => (typeof raw[key] === 'number' ? raw[key] : undefined);
  if (typeof name !== 'string') return undefined;
  return {
    name,
    readSeconds: seconds('readSeconds'),
    idleSeconds: seconds('idleSeconds'),
    keepAliveSeconds: seconds('keepAliveSeconds') ?? seconds('keepaliveSeconds'),
  };
}

const shorten = (word: string): string => (word.length > 20 ? `${word.slice(0, 19)}…` : word);

/** The evidence without what the picture says. */
export const withoutPicture = (evidence: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(evidence).filter(([key]) => !['hops', 'picture', 'message'].includes(key)));
