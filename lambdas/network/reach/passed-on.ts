import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { groupedBy } from '../grouped.ts';
import { distinctReasons, type Hop } from '../hop.ts';
import { PortSet } from '../port-set.ts';
import type { Exposure } from './exposure.ts';
import type { Forwarding } from './forwarding.ts';
import { clientPortsName, ORDINARY_CLIENT_PORTS } from './replies.ts';
import type { ClassEntry } from './traffic-class.ts';

/** Traffic that came through a node, and how. */
export interface PassedOn {
  readonly entry: ClassEntry;
  readonly pathFor: (source: string) => readonly Hop[];
}

/** Entries of one port from several nodes as one: the same clients once, and nothing unknown that is certain. */
export function merged(entries: readonly ClassEntry[]): readonly ClassEntry[] {
  const alike = groupedBy(entries, ({ verdict, sources, hiddenBehind }) =>
    JSON.stringify([sources.family, verdict, hiddenBehind]),
  );
  const certain = { ipv4: AddressSet.none('ipv4'), ipv6: AddressSet.none('ipv6') };
  for (const { verdict, sources } of entries)
    if (verdict === 'reachable') certain[sources.family] = certain[sources.family].union(sources);
  return [...alike.values()].flatMap((same) => {
    const [{ clientPortRanges: _each, ...first }] = same;
    const { family } = first.sources;
    const reasons = distinctReasons(same.flatMap((entry) => entry.reasons ?? []));
    return byClientPorts(same).flatMap((part) => {
      const sources = first.verdict === 'unknown' ? part.sources.subtract(certain[family]) : part.sources;
      return sources.isEmpty ? [] : [{ ...first, ...part, sources, ...(first.reasons ? { reasons } : {}) }];
    });
  });
}

/** Each client once, with all the ports on which some node gets an answer to it. */
function byClientPorts(
  entries: readonly ClassEntry[],
): readonly Pick<ClassEntry, 'sources' | 'clientPorts' | 'clientPortRanges'>[] {
  let parts: readonly { readonly sources: AddressSet; readonly ports: PortSet }[] = [];
  for (const { sources, clientPortRanges } of entries) {
    const ports = clientPortRanges ? PortSet.of(...clientPortRanges) : ORDINARY_CLIENT_PORTS;
    const fresh = parts.reduce((rest, part) => rest.subtract(part.sources), sources);
    parts = [
      ...parts.flatMap((part) => [
        { sources: part.sources.intersect(sources), ports: part.ports.union(ports) },
        { sources: part.sources.subtract(sources), ports: part.ports },
      ]),
      { sources: fresh, ports },
    ].filter((part) => !part.sources.isEmpty);
  }
  const alike = groupedBy(parts, ({ ports }) => (clientPortsName(ports) === 'full' ? 'full' : String(ports)));
  return [...alike.values()].map((same) => {
    const [{ ports, sources }] = same;
    const clientPorts = clientPortsName(ports);
    return {
      sources: AddressSet.unionOf(
        sources.family,
        same.map((part) => part.sources),
      ),
      clientPorts,
      ...(clientPorts === 'full' ? {} : { clientPortRanges: ports.intervals() }),
    };
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
  message: say`It is passed on to port ${targetPort}.`,
});
