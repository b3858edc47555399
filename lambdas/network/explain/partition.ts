import { AddressSet } from '../address-set.ts';
import type { Hop, Reason } from '../hop.ts';
import { firstOf } from '../reach/witness.ts';
import type { HopCheck, Sight } from './hop-check.ts';

/** What comes of a flow. */
export type FlowVerdict = 'reachable' | 'blocked' | 'unknown';

/** Sources for which the same hops fail, and the walk of one of them. */
export interface WalkedPart {
  readonly sources: AddressSet;
  readonly verdict: FlowVerdict;
  readonly hops: readonly Hop[];
  /** What each hop sees, where that is not the flow that was asked about. */
  readonly sights: readonly (Sight | undefined)[];
}

/** Walks every source of a set past every hop, without stopping at the first that fails, and gathers those that fare alike. */
export function walk(checks: readonly HopCheck[], sources: AddressSet): readonly WalkedPart[] {
  let cells: readonly AddressSet[] = sources.isEmpty ? [] : [sources];
  for (const { passes, parts = [] } of checks) {
    cells = splitBy(cells, passes.must);
    if (passes.may !== passes.must) cells = splitBy(cells, passes.may);
    for (const part of parts) cells = splitBy(cells, part);
  }
  const sights = checks.map(({ sight }) => sight);
  const gathered = new Map<string, { readonly hops: readonly Hop[]; readonly sets: AddressSet[] }>();
  for (const cell of cells) {
    const hops = checks.map((check) => check.at(firstOf(cell)));
    const key = hops.map(signatureOf).join('\n');
    const same = gathered.get(key) ?? { hops, sets: [] };
    same.sets.push(cell);
    gathered.set(key, same);
  }
  return [...gathered.values()]
    .map(({ hops, sets }) => ({
      sources: AddressSet.unionOf(sources.family, sets),
      verdict: verdictOf(hops),
      hops,
      sights,
    }))
    .sort(betterFirst);
}

/** Reachable where every hop passes; blocked where one certainly does not; else unknown. */
export function verdictOf(hops: readonly Hop[]): FlowVerdict {
  if (hops.some(({ verdict }) => verdict === 'fail')) return 'blocked';
  return hops.every(({ verdict }) => verdict === 'pass') ? 'reachable' : 'unknown';
}

export const failing = (hops: readonly Hop[]): readonly Hop[] => hops.filter(({ verdict }) => verdict === 'fail');

export const reasonsOf = (hops: readonly Hop[]): readonly Reason[] => hops.flatMap(({ reasons = [] }) => reasons);

/** Reachable before unknown before blocked, few blockers before many, large sets before small ones. */
function betterFirst(a: WalkedPart, b: WalkedPart): number {
  const rank = ({ verdict }: WalkedPart): number => ['reachable', 'unknown', 'blocked'].indexOf(verdict);
  const size = (part: WalkedPart): bigint => part.sources.size();
  return (
    rank(a) - rank(b) ||
    failing(a.hops).length - failing(b.hops).length ||
    (size(a) > size(b) ? -1 : size(a) < size(b) ? 1 : a.sources.key < b.sources.key ? -1 : 1)
  );
}

/** What tells walks apart: which hops do not pass, why, and how many client ports get an answer. */
const signatureOf = ({ verdict, code, because, clientPortRanges }: Hop): string =>
  verdict === 'pass' ? `pass ${JSON.stringify(clientPortRanges ?? null)}` : `${verdict} ${code} ${because ?? ''}`;

const splitBy = (cells: readonly AddressSet[], along: AddressSet): readonly AddressSet[] =>
  cells.flatMap((cell) => [cell.intersect(along), cell.subtract(along)].filter((part) => !part.isEmpty));
