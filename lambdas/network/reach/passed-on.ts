import { AddressSet } from '../address-set.ts';
import { groupedBy } from '../grouped.ts';
import { distinctReasons, type Hop } from '../hop.ts';
import type { Exposure } from './exposure.ts';
import type { Forwarding } from './forwarding.ts';
import type { ClassEntry } from './traffic-class.ts';

/** Traffic that came through a node, and how. */
export interface PassedOn {
  readonly entry: ClassEntry;
  readonly pathFor: (source: string) => readonly Hop[];
}

/** Entries of one port from several nodes as one: the same clients once, and nothing unknown that is certain. */
export function merged(entries: readonly ClassEntry[]): readonly ClassEntry[] {
  const alike = groupedBy(entries, ({ verdict, clientPorts, clientPortRanges, sources, hiddenBehind }) =>
    JSON.stringify([sources.family, verdict, clientPorts, clientPortRanges, hiddenBehind]),
  );
  const certain = { ipv4: AddressSet.none('ipv4'), ipv6: AddressSet.none('ipv6') };
  for (const { verdict, sources } of entries)
    if (verdict === 'reachable') certain[sources.family] = certain[sources.family].union(sources);
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    const { family } = first.sources;
    const all = AddressSet.unionOf(
      family,
      same.map(({ sources }) => sources),
    );
    const sources = first.verdict === 'unknown' ? all.subtract(certain[family]) : all;
    if (sources.isEmpty) return [];
    const reasons = distinctReasons(same.flatMap((entry) => entry.reasons ?? []));
    return [{ ...first, sources, ...(first.reasons ? { reasons } : {}) }];
  });
}

/** The client's way to a node, what lies behind it, and the client's way back. */
export const through = (path: readonly Hop[], behind: readonly Hop[]): readonly Hop[] => {
  const turn = path.findIndex(({ leg }) => leg === 'return');
  return turn < 0 ? [...path, ...behind] : [...path.slice(0, turn), ...behind, ...path.slice(turn)];
};

/** Whether traffic arrives on a port. */
export const isOn = ({ traffic }: Exposure, protocol: number, port: number): boolean =>
  traffic.protocol === protocol && (traffic.ports ?? []).some(([first, last]) => first <= port && port <= last);

/** That a listener passes traffic on to a target group. */
export const groupHop = ({ group, targetPort }: Forwarding): Hop => ({
  leg: 'forward',
  hop: 'target-group',
  component: group,
  rule: String(targetPort),
  verdict: 'pass',
  message: `It is passed on to port ${targetPort}.`,
});
