import { seenOf } from '#inventory/known.ts';
import { protocolName } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import { edgePath } from '../explain/edge-path.ts';
import { interfaceTroubles } from '../gates/interface.ts';
import { distinctReasons, type Hop, incomplete, type Reason } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { ALL_PORTS, PortSet } from '../port-set.ts';
import { trafficOf } from '../reached.ts';
import { TrafficSet } from '../traffic-set.ts';
import { type EdgeEntrance, edgeEntrances, unreadEntrances } from './edge-services.ts';
import { type ExposedPlace, type Exposure, LazyExposure, type Reach, type Via } from './exposure.ts';
import { addressesOfHider, groupsForHider, unseenAddress } from './hidden-clients.ts';
import type { Ingredients } from './ingredients.ts';
import { Passage } from './passage.ts';
import { ORDINARY_CLIENT_PORTS } from './replies.ts';
import type { Target } from './targets.ts';
import { type ClassEntry, TrafficClass } from './traffic-class.ts';
import { firstOf, flowOf } from './witness.ts';

/** What a balancer adds to what traffic meets at its node. */
export interface EdgeFront {
  readonly filters: readonly Openness[];
  readonly hopsFor: (traffic: ClassEntry) => readonly Hop[];
}

const NO_FRONT: EdgeFront = { filters: [], hopsFor: () => [] };

/**
 * What reaches resources through Global Accelerator and CloudFront VPC origins: they need no public address and no route
 * to the Internet gateway, only that one is attached. ACLs filter their traffic on the way out alone.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export class EdgeReach {
  readonly #ingredients: Ingredients;
  readonly #byEndpoint = new Map<string, readonly EdgeEntrance[]>();
  readonly #unread: readonly EdgeEntrance[];

  constructor(ingredients: Ingredients) {
    this.#ingredients = ingredients;
    const { estate } = ingredients;
    for (const entrance of edgeEntrances(estate)) {
      // An Elastic IP stands for the interface that has it.
      const address = seenOf(estate.region.addresses).find(({ allocationId }) => allocationId === entrance.endpoint);
      const key = address?.interfaceId ?? entrance.endpoint;
      this.#byEndpoint.set(key, [...(this.#byEndpoint.get(key) ?? []), entrance]);
    }
    this.#unread = unreadEntrances(estate);
  }

  /** The entrances that lead to an address. */
  entrancesTo(target: Target): readonly EdgeEntrance[] {
    if (this.#byEndpoint.size === 0 || target.family !== 'ipv4') return [];
    const own = this.#isPrimary(target) ? (this.#byEndpoint.get(target.resource.id) ?? []) : [];
    return [...own, ...(this.#byEndpoint.get(target.nic.id) ?? [])];
  }

  /** What may lead to an address for all that was read: balancers, machines and elastic addresses can be endpoints. */
  unreadEntrancesTo(target: Target): readonly EdgeEntrance[] {
    if (this.#unread.length === 0 || target.family !== 'ipv4') return [];
    const { type } = target.resource;
    const isEndpoint = type === 'alb' || type === 'nlb' || (type === 'instance' && this.#isPrimary(target));
    return this.#unread.filter(
      (entrance) => isEndpoint || (entrance.type === 'accelerator' && target.publicAddress !== undefined),
    );
  }

  /** What reaches an address this way. */
  at(target: Target, front: EdgeFront = NO_FRONT): readonly Exposure[] {
    return this.entrancesTo(target).flatMap((entrance) => this.#through(entrance, target, front));
  }

  /** What may reach an address through accelerators and origins that were not read, besides what does for certain. */
  atUnread(target: Target, certain: Reach, front: EdgeFront = NO_FRONT): readonly Exposure[] {
    return this.unreadEntrancesTo(target).flatMap((entrance) => {
      const { must: sure } = trafficOf(certain, entrance.protocol, target.family);
      return this.#through(entrance, target, front, sure);
    });
  }

  /** An endpoint that is an instance means the first address of its first interface. */
  #isPrimary({ resource, nic, address }: Target): boolean {
    if (resource.type !== 'instance') return true;
    const instance = this.#ingredients.estate.instance(resource.id);
    const first = instance.known ? instance.value.interfaceIds[0] : undefined;
    const primary = nic.addresses.find((each) => each.primary) ?? nic.addresses[0];
    return (first === undefined || first === nic.id) && primary?.privateIp === address;
  }

  #through(
    entrance: EdgeEntrance,
    target: Target,
    front: EdgeFront,
    besides = TrafficSet.none(target.family),
  ): readonly Exposure[] {
    const { estate } = this.#ingredients;
    const subnet = estate.subnetOf(target.nic);
    const atInterface = target.nic.id === '' ? [] : interfaceTroubles(estate, target.nic);
    const troubles = [...this.#ingredients.subnetTroubles(subnet).troubles, ...atInterface];
    if (troubles.some(({ verdict }) => verdict === 'fail')) return [];
    const doubts = [...troubles.flatMap(({ reasons = [] }) => reasons), ...entrance.missing.map(incomplete)];
    const entries =
      entrance.shows === 'client'
        ? this.#shown(target, front.filters, doubts)
        : this.#hidden(entrance, target, front.filters, doubts);
    return entrance.ports.flatMap((ports) => {
      const arriving = PortSet.of(ports.target === undefined ? ports.listener : [ports.target, ports.target]);
      return entries.flatMap((entry) =>
        this.#exposures(entrance, target, entry, arriving, ports.listener[0], front.hopsFor, besides),
      );
    });
  }

  /** Clients that the filters see for themselves. */
  #shown({ nic, family }: Target, filters: readonly Openness[], doubts: readonly Reason[]): readonly ClassEntry[] {
    const passage = new Passage({
      family,
      sources: INTERNET[family],
      inbound: [...filters],
      outbound: this.#ingredients.acl(nic.subnetId, 'egress', family).openness,
      routes: { passes: certain(AddressSet.all(family)), reasons: [] },
    });
    const traffic = new TrafficClass(passage, this.#ingredients.groupsIn(nic.groupIds, family));
    return doubts.length > 0 ? traffic.entriesInDoubt(distinctReasons(doubts)) : traffic.entries();
  }

  /** Behind addresses of AWS's own all strangers are alike: certain only where filters treat every such address alike. */
  #hidden(
    entrance: EdgeEntrance,
    { nic, family }: Target,
    filters: readonly Openness[],
    doubts: readonly Reason[],
  ): readonly ClassEntry[] {
    const { protocol, id, shows } = entrance;
    const addresses = addressesOfHider(entrance, family);
    const made = this.#ingredients;
    const acl = (direction: 'ingress' | 'egress'): Openness => made.acl(nic.subnetId, direction, family).openness;
    const groups =
      nic.groupIds.length === 0
        ? made.unfiltered(family)
        : groupsForHider(made.estate, entrance, nic.groupIds, family).openness;
    const certainly = (filter: Openness): PortSet =>
      filter.of(protocol).must.portsWhere((each) => each.covers(addresses));
    const possibly = (filter: Openness): PortSet =>
      filter.of(protocol).may.portsWhere((each) => each.overlaps(addresses));
    const replies = acl('egress').of(protocol);
    const answered = (side: 'must' | 'may'): AddressSet => replies[side].withinPorts(ORDINARY_CLIENT_PORTS).addresses();
    const [isAnswered, mayBeAnswered] = [answered('must').covers(addresses), answered('may').overlaps(addresses)];
    // Where the edge may stand in the same subnet, an ACL may not be in the way at all.
    const isInside = shows === 'any-address';
    const inbound = [...filters, groups, ...(isInside ? [] : [acl('ingress')])];
    const all = (ports: readonly PortSet[]): PortSet => ports.reduce((both, each) => both.intersect(each), ALL_PORTS);
    const none = PortSet.of();
    const sure = doubts.length === 0 && isAnswered ? all([...inbound, acl('ingress')].map(certainly)) : none;
    const possible = mayBeAnswered || isInside ? all(inbound.map(possibly)) : none;
    const missing = [...inbound, acl('ingress'), acl('egress')].flatMap((filter) => filter.missing.map(incomplete));
    const reasons = distinctReasons([...doubts, ...missing, ...(doubts.length === 0 ? [unseenAddress(entrance)] : [])]);
    const base = {
      protocol,
      name: protocolName(protocol),
      sources: INTERNET[family],
      clientPorts: 'full',
      hiddenBehind: { id, shows },
    } as const;
    const doubtful = possible.subtract(sure);
    return [
      ...(sure.isEmpty ? [] : [{ ...base, verdict: 'reachable' as const, ports: sure.intervals() }]),
      ...(doubtful.isEmpty ? [] : [{ ...base, verdict: 'unknown' as const, ports: doubtful.intervals(), reasons }]),
    ];
  }

  #exposures(
    entrance: EdgeEntrance,
    target: Target,
    entry: ClassEntry,
    arriving: PortSet,
    firstListener: number,
    hopsFor: EdgeFront['hopsFor'],
    besides: TrafficSet,
  ): readonly Exposure[] {
    if (entry.name !== 'all' && entry.protocol !== entrance.protocol) return [];
    const open = PortSet.of(...(entry.ports ?? [[1, 65535] as const])).intersect(arriving);
    const left = TrafficSet.onEveryPort(entry.sources).withinPorts(open).subtract(besides).boxes();
    const parts = left.flatMap(({ ports, addresses }) => ports.intervals().map((range) => ({ range, addresses })));
    return parts.map(({ range: [first, last], addresses }) => {
      const traffic: ClassEntry = {
        ...entry,
        sources: addresses,
        protocol: entrance.protocol,
        name: protocolName(entrance.protocol),
        ports: [[first, last]],
      };
      const listenerPort = first === arriving.intervals()[0]?.[0] ? firstListener : first;
      const via: Via = { type: entrance.type, id: entrance.id, listenerPort, targetPort: first };
      const place: ExposedPlace = {
        resource: target.resource,
        interface: target.nic.id === '' ? null : target.nic.id,
        address: target.address === '' ? null : target.address,
        family: target.family,
      };
      return new LazyExposure(place, traffic, via, (each) => this.#path(entrance, target, each, hopsFor));
    });
  }

  #path(entrance: EdgeEntrance, target: Target, entry: ClassEntry, hopsFor: EdgeFront['hopsFor']): readonly Hop[] {
    const source = firstOf(entry.sources);
    const hops = edgePath(this.#ingredients, entrance, target, flowOf(entry)).map((check) => check.at(source));
    const turn = hops.findIndex(({ leg }) => leg === 'return');
    return [...hops.slice(0, turn), ...hopsFor(entry), ...hops.slice(turn)];
  }
}
