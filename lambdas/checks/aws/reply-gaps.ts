import type { Family } from '#inventory/addresses.ts';
import type { NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import type { AddressSet } from '#network/address-set.ts';
import { opennessOfAcl } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { TrafficSet } from '#network/traffic-set.ts';
import { EPHEMERAL_PORTS, letsRepliesPass } from './acl-entries.ts';

/** Traffic that an ACL lets pass one way and whose replies it does not let pass the other way. */
export interface ReplyGap {
  /** The way of the first packet. */
  readonly direction: 'ingress' | 'egress';
  readonly family: Family;
  readonly protocol: number;
  /** What the first packets are for. */
  readonly services: PortSet;
  /** The other ends that get no reply, or give none. */
  readonly peers: AddressSet;
  /** Ephemeral ports that replies cannot go to. */
  readonly refused: PortSet;
}

/** What load balancers and NAT gateways use for their own end. */
const WIDE_EPHEMERAL_PORTS = [1024, 65_535] as const;

/** The gaps of an ACL for ordinary clients, and whether there are more for balancers and NAT gateways. */
export function replyGaps(entries: readonly NetworkAclEntry[]): {
  readonly gaps: readonly ReplyGap[];
  readonly isNarrowForBalancers: boolean;
} {
  const ways = (['ingress', 'egress'] as const).flatMap((direction) =>
    (['ipv4', 'ipv6'] as const).flatMap((family) => [TCP, UDP].map((protocol) => ({ direction, family, protocol }))),
  );
  const gapsOver = (range: readonly [number, number]): readonly ReplyGap[] =>
    ways.flatMap(({ direction, family, protocol }) => {
      const back = direction === 'ingress' ? 'egress' : 'ingress';
      const services = entries.filter((entry) => !letsRepliesPass(entry));
      const there = opennessOfAcl({ entries: known(services) }, direction, family).of(protocol).must;
      const replies = opennessOfAcl({ entries: known(entries) }, back, family).of(protocol).must;
      const peers = there.addresses().subtract(replies.addressesOnAll(...range));
      if (peers.isEmpty) return [];
      const refused = PortSet.of(range).subtract(openToAll(replies, peers));
      return { direction, family, protocol, services: portsOf(there.within(peers)), peers, refused };
    });
  const gaps = gapsOver(EPHEMERAL_PORTS);
  return { gaps, isNarrowForBalancers: gaps.length === 0 && gapsOver(WIDE_EPHEMERAL_PORTS).length > 0 };
}

const portsOf = ({ slices }: TrafficSet): PortSet =>
  PortSet.of(...slices.map(({ first, last }) => [first, last] as const));

const openToAll = (traffic: TrafficSet, peers: AddressSet): PortSet =>
  traffic.portsWhere((addresses) => addresses.covers(peers));
