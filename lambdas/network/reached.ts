import type { Family } from '#inventory/addresses.ts';
import { ICMP, ICMPV6, TCP, UDP } from '#inventory/protocols.ts';
import { wordsOf } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { type Certainty, certain, distinctCalls, joinCertainty, mapCertainty } from './certainty.ts';
import { isWorld } from './internet.ts';
import { ALL_PORTS, type Interval, NO_PORTS, PortSet } from './port-set.ts';
import type { Exposure, Reach } from './reach/exposure.ts';
import type { ClassEntry } from './reach/traffic-class.ts';
import { TrafficSet } from './traffic-set.ts';

/** The traffic of a protocol that arrives, certainly and possibly, over all of a reach's ways in; -1 asks for what no rule names. */
export function trafficOf(reach: Reach, protocol: number, family: Family): Certainty<TrafficSet> {
  const union = (exposures: readonly Exposure[]): TrafficSet =>
    exposures
      .filter(({ traffic }) => traffic.sources.family === family)
      .filter(({ traffic }) => isAbout(traffic, protocol))
      .reduce((all, { traffic }) => all.union(trafficIn(traffic, protocol)), TrafficSet.none(family));
  const must = union(reach.exposures.filter(({ traffic }) => traffic.verdict === 'reachable'));
  const unsure = reach.exposures.filter(({ traffic }) => traffic.verdict === 'unknown');
  return unsure.length === 0 ? certain(must) : { must, may: must.union(union(unsure)) };
}

/** The ports of a protocol that the world reaches: at least half of the public space, over the union of all ways in. */
export function portsReachedByWorld(reach: Reach, protocol: number): Certainty<PortSet> {
  const families: readonly Family[] = ['ipv4', 'ipv6'];
  return families
    .map((family) => mapCertainty(trafficOf(reach, protocol, family), (traffic) => traffic.portsWhere(isWorld)))
    .reduce((all, each) => joinCertainty(all, each, (a, b) => a.union(b)), certain(NO_PORTS));
}

/** Calls that would tell what may be reached from what is. */
export const missingFor = (reach: Reach): readonly MissingCall[] =>
  distinctCalls(
    reach.exposures.flatMap(({ traffic }) =>
      (traffic.reasons ?? []).map(({ code, call, error, message, component }) => ({
        call: call ?? component ?? code,
        code: error ?? code,
        message: wordsOf(message ?? code),
        ...(typeof message === 'object' ? { said: message } : {}),
      })),
    ),
  );

/** Whether an entry is about a protocol: it names it, or means every one, or the rest to which it belongs. */
function isAbout({ name, protocol, except = [] }: ClassEntry, asked: number): boolean {
  if (name === 'all' || protocol === asked) return true;
  return name === 'other' && ![TCP, UDP, ICMP, ICMPV6, ...except].includes(asked);
}

function trafficIn({ sources, name, ports, types, codes }: ClassEntry, protocol: number): TrafficSet {
  const everything = TrafficSet.onEveryPort(sources);
  if (types && codes) {
    const selectors = types.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((type) =>
        codes.map(([from, to]): Interval => [type * 256 + from, type * 256 + to]),
      ),
    );
    return everything.withinPorts(PortSet.of(...selectors));
  }
  if (ports) return everything.withinPorts(PortSet.of(...ports));
  return name === 'all' && (protocol === TCP || protocol === UDP) ? everything.withinPorts(ALL_PORTS) : everything;
}
