import type { Family } from '#inventory/addresses.ts';
import { protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import { unreadBalancerPath } from '../explain/unread-balancer-path.ts';
import { interfaceTroubles } from '../gates/interface.ts';
import { distinctReasons, incomplete } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { ALL_PORTS } from '../port-set.ts';
import { trafficOf } from '../reached.ts';
import { TrafficSet } from '../traffic-set.ts';
import { type Balancer, balancersOf } from './balancer.ts';
import { type Exposure, LazyExposure, type Reach } from './exposure.ts';
import { groupsForHider } from './hidden-clients.ts';
import type { Ingredients } from './ingredients.ts';
import type { Target } from './targets.ts';
import type { ClassEntry } from './traffic-class.ts';
import { addressesInside, asHider, doorGates, type UnreadFront } from './unread-front.ts';
import { firstOf } from './witness.ts';

/**
 * What may lead to machines among balancers that were not read. Of such a one only its far end is certain: it sends to an
 * address from inside the estate or, where it shows its clients, from theirs.
 */
export class UnreadBalancers {
  readonly #ingredients: Ingredients;
  readonly #arriving: (balancerId: string) => readonly Exposure[];
  readonly #admitted = new Map<string, TrafficSet>();
  #fronts: readonly UnreadFront[] | undefined;

  /** @param arriving What reaches the nodes of a balancer. */
  constructor(ingredients: Ingredients, arriving: (balancerId: string) => readonly Exposure[]) {
    this.#ingredients = ingredients;
    this.#arriving = arriving;
  }

  /** Whether one of them is a balancer, or stands for balancers, of which no more than this is known. */
  includes(balancerId: string): boolean {
    return this.#all.some(({ id }) => id === balancerId);
  }

  get #all(): readonly UnreadFront[] {
    this.#fronts ??= this.#allFronts();
    return this.#fronts;
  }

  /** What may lead to an address. */
  frontsTo(target: Target): readonly UnreadFront[] {
    if (this.#all.length === 0) return NONE;
    const { type } = target.resource;
    if (type === 'nat-gateway' || type === 'nlb' || type === 'clb') return NONE;
    return this.#all.filter((front) => {
      if (type === 'alb' && front.type !== 'nlb') return false;
      if (front.type === 'clb' && (type !== 'instance' || target.family === 'ipv6')) return false;
      return front.leadsTo?.(target) ?? true;
    });
  }

  /** What may reach an address so, besides what reaches it for certain. */
  at(target: Target, certain: Reach, filters: readonly Openness[] = []): readonly Exposure[] {
    return this.frontsTo(target).flatMap((front) => this.#through(front, target, certain, filters));
  }

  #through(front: UnreadFront, target: Target, certain: Reach, filters: readonly Openness[]): readonly Exposure[] {
    const { estate } = this.#ingredients;
    const { resource, nic, address, family, publicAddress } = target;
    const atTarget = nic.id === '' ? [] : interfaceTroubles(estate, nic);
    const troubles = [...(front.arriving ? [] : doorGates(this.#ingredients, target)), ...atTarget];
    if (troubles.some(({ verdict }) => verdict === 'fail')) return [];
    const families: readonly Family[] = resource.type === 'alb' ? [family] : ['ipv4', 'ipv6'];
    return families.flatMap((clients) => {
      const arriving = front.arriving?.(clients) ?? INTERNET[clients];
      if (arriving.isEmpty) return [];
      return front.protocols.flatMap((protocol) => {
        const { missing } = groupsForHider(estate, asHider(front), nic.groupIds, family).openness;
        const reasons = distinctReasons([
          ...front.missing.map(incomplete),
          ...troubles.flatMap((hop) => hop.reasons ?? []),
          ...(nic.groupIds.length === 0 ? [] : missing.map(incomplete)),
        ]);
        let traffic = this.#admits(target, protocol, clients).within(arriving);
        for (const filter of filters) traffic = traffic.intersect(filter.of(protocol).may);
        const sure = trafficOf(certain, protocol, clients).must;
        return traffic
          .subtract(sure)
          .boxes()
          .flatMap(({ ports, addresses }) =>
            ports.intervals().map(([first, last]) => {
              const entry: ClassEntry = {
                verdict: 'unknown',
                protocol,
                name: protocolName(protocol),
                ports: [[first, last]],
                sources: addresses,
                clientPorts: 'full',
                reasons,
              };
              const place = {
                resource,
                interface: nic.id === '' ? null : nic.id,
                address: address === '' ? null : address,
                family,
                ...(publicAddress === undefined ? {} : { publicAddress }),
              };
              const admitted = this.admittedAt(target, protocol, first, clients);
              const via = { type: front.type, id: front.id, listenerPort: first, targetPort: first };
              return new LazyExposure(place, entry, via, () =>
                unreadBalancerPath(this.#ingredients, front, target, { protocol, selector: first }, admitted, true).map(
                  (check) => check.at(firstOf(addresses)),
                ),
              );
            }),
          );
      });
    });
  }

  /** Clients of a family whose traffic the groups of a target may let in from some balancer. */
  #admits({ nic, family }: Target, protocol: number, clients: Family): TrafficSet {
    const key = `${family} ${clients} ${protocol} ${nic.groupIds.join(' ')}`;
    const admitted = this.#admitted.get(key) ?? this.#admittedBy(nic.groupIds, family, protocol, clients);
    this.#admitted.set(key, admitted);
    return admitted;
  }

  #admittedBy(groupIds: readonly string[], family: Family, protocol: number, clients: Family): TrafficSet {
    const everyone = TrafficSet.everything(clients);
    const { estate } = this.#ingredients;
    const openness = groupsForHider(estate, { id: '', shows: 'any-address' }, groupIds, family).openness;
    const open =
      groupIds.length === 0 ? everyone : openAs(openness.of(protocol).may, addressesInside(estate, family), clients);
    return open.withinPorts(ALL_PORTS);
  }

  /** Clients of a family that the groups of a target may let in on a port. */
  admittedAt(target: Target, protocol: number, port: number, clients: Family): AddressSet {
    return this.#admits(target, protocol, clients).at(port);
  }

  #allFronts(): readonly UnreadFront[] {
    const { region } = this.#ingredients.estate;
    const { loadBalancers, classicLoadBalancers } = region;
    return [
      ...(loadBalancers.known
        ? []
        : [
            { type: 'nlb', id: 'unread load balancer', protocols: [TCP, UDP], missing: loadBalancers.missing } as const,
          ]),
      ...(classicLoadBalancers.known
        ? []
        : [
            {
              type: 'clb',
              id: 'unread Classic Load Balancer',
              protocols: [TCP],
              missing: classicLoadBalancers.missing,
            } as const,
          ]),
      ...balancersOf(region).flatMap((balancer) => this.#withoutListeners(balancer)),
    ];
  }

  /** A classic balancer that was read, without some of its listeners: it may lead to any port of its instances. */
  #withoutListeners(balancer: Balancer): readonly UnreadFront[] {
    const { type, id, listeners, source } = balancer;
    if (listeners.known || !('instanceIds' in source)) return [];
    const instances = new Set(source.instanceIds);
    const strangers = new Map<Family, AddressSet>();
    const arriving = (family: Family): AddressSet => {
      const made =
        strangers.get(family) ??
        AddressSet.unionOf(
          family,
          this.#arriving(id).flatMap(({ traffic: { sources } }) => (sources.family === family ? [sources] : [])),
        );
      strangers.set(family, made);
      return made;
    };
    const leadsTo = ({ resource }: Target): boolean => instances.has(resource.id);
    return [{ type, id, protocols: [TCP], missing: listeners.missing, arriving, leadsTo }];
  }
}

const NONE: readonly UnreadFront[] = [];

/** Clients behind a filter that sees them or an address from inside: where it admits one of those, everybody. */
function openAs(filter: TrafficSet, inside: AddressSet, clients: Family): TrafficSet {
  const all = AddressSet.all(clients);
  return TrafficSet.painted(
    clients,
    filter.slices.map(({ first, last, addresses }) => ({
      first,
      last,
      allow: true,
      addresses: addresses.overlaps(inside) ? all : addresses.family === clients ? addresses : AddressSet.none(clients),
    })),
  );
}
