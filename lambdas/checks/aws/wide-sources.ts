import type { Family } from '#inventory/addresses.ts';
import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6 } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET, isWorld } from '#network/internet.ts';
import { opennessOfGroup } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { TrafficSet } from '#network/traffic-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** The longest prefix that is still too wide. */
const WIDE: Readonly<Record<Family, number>> = { ipv4: 15, ipv6: 31 };

/** Public ranges that are too wide for a partner and too narrow for the world, one set for each family that has any. */
export interface WideSources {
  readonly must: readonly AddressSet[];
  /** What the unread part could make of it; the world counts, since part of it could be meant. */
  readonly may: readonly AddressSet[];
  readonly missing: readonly MissingCall[];
}

/** The wide sources of a group, port by port over the union of its rules; ICMP alone does not count. */
export function wideSources(group: SecurityGroup, region: AwsRegion): WideSources {
  const found = (['ipv4', 'ipv6'] as const).map((family) => {
    const openness = opennessOfGroup(group, region.prefixLists, 'ingress', family);
    const protocols = [...openness.protocols, ALL_PROTOCOLS].filter((each) => each !== ICMP && each !== ICMPV6);
    const traffic = protocols.map((protocol) => openness.of(protocol));
    const must = traffic.flatMap((each) => addressesOf(each.must)).filter((set) => !isWorld(set));
    // What is open to the world whatever the unread part says stays so.
    const may = traffic.flatMap((each) =>
      each.must === each.may
        ? []
        : addressesOf(each.may.withinPorts(EVERY_PORT.subtract(each.must.portsWhere(isWorld)))),
    );
    const widest = (sets: readonly AddressSet[]): AddressSet => AddressSet.unionOf(family, sets.map(wideParts));
    return { must: widest(must), may: widest(may), missing: openness.missing };
  });
  const filled = (sets: readonly AddressSet[]): readonly AddressSet[] => sets.filter((set) => !set.isEmpty);
  return {
    must: filled(found.map(({ must }) => must)),
    may: filled(found.map(({ may }) => may)),
    missing: found.flatMap(({ missing }) => missing),
  };
}

const EVERY_PORT = PortSet.of([0, 65_535]);

const addressesOf = ({ slices }: TrafficSet): readonly AddressSet[] => slices.map(({ addresses }) => addresses);

/** The public part of a set, as far as it consists of ranges that are too wide. */
function wideParts(set: AddressSet): AddressSet {
  const cidrs = set.intersect(INTERNET[set.family]).cidrs();
  return AddressSet.of(
    set.family,
    cidrs.filter((cidr) => Number(cidr.split('/')[1]) <= WIDE[set.family]),
  );
}
