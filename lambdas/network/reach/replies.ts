import { ICMP, ICMPV6, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import { type Certainty, mapCertainty } from '../certainty.ts';
import type { Hop } from '../hop.ts';
import type { Openness } from '../openness.ts';
import { ALL_PORTS, type Interval, PortSet } from '../port-set.ts';
import { TrafficSet } from '../traffic-set.ts';

/** How many of the ports that clients use can get an answer: every ordinary one, some, or only ones below 1024. */
export type ClientPorts = 'full' | 'partial' | 'crafted';

/** Forward traffic whose replies can leave to one set of client ports. */
export interface ReplyPart {
  readonly clientPorts: ClientPorts;
  /** The exact client ports, unless full. */
  readonly clientPortRanges?: readonly Interval[];
  readonly traffic: TrafficSet;
}

/**
 * What clients use when they choose a port themselves: 1024–65535. An attacker may bind any other.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const ORDINARY_CLIENT_PORTS = PortSet.of([1024, 65535]);

/** Requests and what answers them; other types come back as they are. */
const ICMP_REPLIES: Readonly<Record<number, ReadonlyMap<number, number>>> = {
  [ICMP]: new Map([
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
  ]),
  [ICMPV6]: new Map([[128, 129]]),
};

/** The selector (`type × 256 + code`) of the answer to an ICMP message. */
export function icmpReplySelector(protocol: number, selector: number): number {
  const reply = ICMP_REPLIES[protocol]?.get(selector >>> 8);
  return reply === undefined ? selector : reply * 256;
}

/** What of forward traffic of a protocol can be answered through the filter on the way back. */
export function replyParts(out: Openness, protocol: number): Certainty<readonly ReplyPart[]> {
  return mapCertainty(out.of(protocol), (replies): readonly ReplyPart[] => {
    if (protocol === TCP || protocol === UDP) return partsByClientPort(replies);
    const traffic =
      protocol === ICMP || protocol === ICMPV6 ? icmpForward(replies, protocol) : TrafficSet.onEveryPort(replies.at(0));
    return traffic.isEmpty ? [] : [{ clientPorts: 'full', traffic }];
  });
}

/** Clients by the ports to which a filter lets replies go. */
export function clientPortsOf(
  replies: TrafficSet,
): readonly { readonly addresses: AddressSet; readonly ports: PortSet }[] {
  let parts: { addresses: AddressSet; intervals: Interval[] }[] = [
    { addresses: AddressSet.all(replies.family), intervals: [] },
  ];
  for (const { first, last, addresses } of replies.withinPorts(ALL_PORTS).slices) {
    parts = parts
      .flatMap((part) => [
        { addresses: part.addresses.intersect(addresses), intervals: [...part.intervals, [first, last] as const] },
        { addresses: part.addresses.subtract(addresses), intervals: part.intervals },
      ])
      .filter((part) => !part.addresses.isEmpty);
  }
  return parts
    .filter(({ intervals }) => intervals.length > 0)
    .map(({ addresses, intervals }) => ({ addresses, ports: PortSet.of(...intervals) }));
}

/** The client ports to which a reply gets past every hop; nothing where each hop lets every ordinary one pass. */
export function answeredPorts(hops: readonly Hop[]): PortSet | undefined {
  const limits = hops.flatMap(({ clientPortRanges }) => (clientPortRanges ? [PortSet.of(...clientPortRanges)] : []));
  return limits.length === 0 ? undefined : limits.reduce((both, each) => both.intersect(each));
}

/** The name for a set of client ports. */
export function clientPortsName(ports: PortSet): ClientPorts {
  if (ports.covers(ORDINARY_CLIENT_PORTS)) return 'full';
  return ports.overlaps(ORDINARY_CLIENT_PORTS) ? 'partial' : 'crafted';
}

/** Replies as parts, each with one say about client ports. */
export function partsByClientPort(replies: TrafficSet): readonly ReplyPart[] {
  const gathered = new Map<string, { readonly ports: PortSet; readonly addresses: AddressSet[] }>();
  for (const { addresses, ports } of clientPortsOf(replies)) {
    const key = clientPortsName(ports) === 'full' ? 'full' : String(ports);
    const same = gathered.get(key) ?? { ports, addresses: [] };
    same.addresses.push(addresses);
    gathered.set(key, same);
  }
  return [...gathered.values()].map(({ ports, addresses }) => {
    const clientPorts = clientPortsName(ports);
    return {
      clientPorts,
      ...(clientPorts === 'full' ? {} : { clientPortRanges: ports.intervals() }),
      traffic: TrafficSet.onEveryPort(AddressSet.unionOf(replies.family, addresses)),
    };
  });
}

/** The messages whose answers pass. */
function icmpForward(replies: TrafficSet, protocol: number): TrafficSet {
  const requests = [...(ICMP_REPLIES[protocol] ?? [])];
  const selectors = requests.map(([type]): Interval => [type * 256, type * 256 + 255]);
  const echoed = replies.withinPorts(PortSet.of([0, 65535]).subtract(PortSet.of(...selectors)));
  return requests.reduce((forward, [type, reply]) => {
    const answered = TrafficSet.onEveryPort(replies.at(reply * 256));
    return forward.union(answered.withinPorts(PortSet.of([type * 256, type * 256 + 255])));
  }, echoed);
}
