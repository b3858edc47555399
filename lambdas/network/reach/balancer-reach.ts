import { familyOf } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import { seenOf } from '#inventory/known.ts';
import { TCP } from '#inventory/protocols.ts';
import { groupedBy } from '../grouped.ts';
import {
  type Balancer,
  type BalancerListener,
  type BalancerNode,
  balancersOf,
  inactiveHop,
  nodeDescriptionOf,
  nodesOf,
  unseenBalancer,
} from './balancer.ts';
import { BalancerFronts } from './balancer-front.ts';
import { forwarded } from './behind-balancer.ts';
import type { DirectReach } from './direct-reach.ts';
import type { EdgeReach } from './edge-reach.ts';
import { type ExposedPlace, type Exposure, LazyExposure, type Reach, type Via } from './exposure.ts';
import {
  type ChainedBalancer,
  chainedBalancers,
  chainedForwarding,
  type Forwarding,
  forwardingsOf,
} from './forwarding.ts';
import type { Ingredients } from './ingredients.ts';
import { groupHop, isOn, merged, type PassedOn, through } from './passed-on.ts';
import { possibleListeners } from './possible-listeners.ts';
import { resourceOf, type Target } from './targets.ts';
import { UnreadBalancers } from './unread-balancers.ts';
import { firstOf } from './witness.ts';

/** Traffic that arrives at one node of a balancer. */
interface Arrival {
  readonly node: BalancerNode;
  readonly exposure: Exposure;
}

/** One way from a node of a balancer to a machine. */
export interface BalancerWay {
  readonly node: BalancerNode;
  readonly listener: BalancerListener;
  readonly forwarding: Forwarding;
}

/** What the Internet reaches at balancers, and through them at machines. */
export class BalancerReach {
  readonly fronts: BalancerFronts;
  /** What may lead to machines among balancers that were not read. */
  readonly unread: UnreadBalancers;
  readonly #ingredients: Ingredients;
  readonly #direct: DirectReach;
  readonly #edge: EdgeReach;
  readonly #nodes = new Map<string, readonly BalancerNode[]>();
  readonly #nodeOfInterface = new Map<string, Balancer>();
  readonly #reaches = new Map<string, Reach>();
  #behind: ReadonlyMap<string, readonly Exposure[]> | undefined;

  constructor(ingredients: Ingredients, direct: DirectReach, edge: EdgeReach) {
    this.fronts = new BalancerFronts(ingredients.estate);
    this.#edge = edge;
    this.#ingredients = ingredients;
    this.unread = new UnreadBalancers(ingredients, (id) => this.of(id).exposures);
    this.#direct = direct;
    const { region } = ingredients.estate;
    const nodes = seenOf(region.networkInterfaces).filter(({ description }) => description?.startsWith('ELB '));
    const byDescription = new Map(groupedBy(nodes, ({ description = '' }) => description));
    for (const balancer of balancersOf(region)) {
      const description = nodeDescriptionOf(balancer);
      this.#add(balancer, byDescription.get(description) ?? []);
      byDescription.delete(description);
    }
    // Interfaces that say they are a balancer's, of one that was not read.
    for (const nics of byDescription.values()) {
      const [nic] = nics;
      const balancer = unseenBalancer(nic, region);
      if (balancer) this.#add(balancer, nics);
    }
  }

  /** Ids of all balancers, sorted. */
  get ids(): readonly string[] {
    return [...this.#nodes.keys()].sort();
  }

  /** The nodes of a balancer, by its ARN or, for a classic one, its name. */
  nodesOf(id: string): readonly BalancerNode[] {
    return this.#nodes.get(id) ?? [];
  }

  /** The ARN of a balancer by its name. */
  idNamed(name: string): string | undefined {
    return this.ids.find((id) => id.includes(`/${name}/`));
  }

  /** Every way through a balancer that leads to an address, with the node that it comes by. */
  waysTo(target: Target, protocol: number): readonly BalancerWay[] {
    const { estate } = this.#ingredients;
    return this.ids.flatMap((id) =>
      this.nodesOf(id).flatMap((node) =>
        possibleListeners(estate, node.balancer)
          .filter((listener) => listener.protocols.includes(protocol))
          .flatMap((listener) =>
            forwardingsOf(estate, node.balancer, listener, protocol)
              .filter(({ nic, address }) => nic.id === target.nic.id && address === target.address)
              .map((forwarding) => ({ node, listener, forwarding })),
          ),
      ),
    );
  }

  /** Every way through a network balancer that leads to a node of an application balancer. */
  waysToNode({ balancer, target }: BalancerNode): readonly BalancerWay[] {
    if (balancer.type !== 'alb') return [];
    return this.#chainsTo(balancer.id).flatMap(({ front, listener, chained }) =>
      this.nodesOf(front.id).map((node) => ({ node, listener, forwarding: chainedForwarding(chained, target) })),
    );
  }

  /** The balancer that an interface is a node of. */
  balancerOf(interfaceId: string): Balancer | undefined {
    return this.#nodeOfInterface.get(interfaceId);
  }

  /** What reaches the nodes of a balancer itself, on the ports it listens on. */
  of(id: string): Reach {
    let reach = this.#reaches.get(id);
    if (!reach) {
      const parts = this.nodesOf(id).map((node): Reach => {
        const { target, balancer, isAssumed } = node;
        const straight = this.#direct.of(target, this.fronts.of(balancer, target, isAssumed));
        const carried = [
          ...(inactiveHop(balancer) ? [] : this.#edge.at(target, this.fronts.atEdge(balancer, target))),
          ...this.#throughNetworkBalancers(node),
        ];
        const known = [...straight.exposures, ...carried];
        const front = this.fronts.atEdge(balancer, target);
        const certain: Reach = { exposures: known, blocked: [] };
        const unsure = inactiveHop(balancer)
          ? []
          : [...this.#edge.atUnread(target, certain, front), ...this.unread.at(target, certain, front.filters)];
        const through = [...carried, ...unsure];
        return through.length === 0 ? straight : { exposures: [...known, ...unsure], blocked: [] };
      });
      reach = {
        exposures: parts.flatMap(({ exposures }) => exposures),
        blocked: parts.flatMap(({ blocked }) => blocked),
      };
      this.#reaches.set(id, reach);
    }
    return reach;
  }

  /** What reaches an interface through balancers. */
  behind(interfaceId: string): readonly Exposure[] {
    this.#behind ??= this.#allBehind();
    return this.#behind.get(interfaceId) ?? [];
  }

  #add(balancer: Balancer, nics: readonly NetworkInterface[]): void {
    this.#nodes.set(balancer.id, nodesOf(balancer, nics));
    for (const { id } of nics) this.#nodeOfInterface.set(id, balancer);
  }

  /** What a network balancer in front passes on to a node of an application balancer. */
  #throughNetworkBalancers(node: BalancerNode): readonly Exposure[] {
    if (node.balancer.type !== 'alb') return [];
    return this.#chainsTo(node.balancer.id).flatMap(({ front, listener, chained }) =>
      this.#chained(node, front, listener, chained),
    );
  }

  /** The listeners of network balancers that lead to an application balancer. */
  #chainsTo(id: string) {
    const { estate } = this.#ingredients;
    return this.ids.flatMap((each) => {
      const front = this.nodesOf(each)[0]?.balancer;
      if (front?.type !== 'nlb') return [];
      return possibleListeners(estate, front).flatMap((listener) =>
        chainedBalancers(estate, front, listener)
          .filter(({ arn }) => arn === id)
          .map((chained) => ({ front, listener, chained })),
      );
    });
  }

  #chained(
    node: BalancerNode,
    front: Balancer,
    { port }: BalancerListener,
    chained: ChainedBalancer,
  ): readonly Exposure[] {
    const { targetPort } = chained;
    const isHeard = seenOf(node.balancer.listeners).some((listener) => listener.port === targetPort);
    if (!isHeard && node.balancer.listeners.known) return [];
    if (inactiveHop(node.balancer)) return [];
    const { target } = node;
    const forwarding = chainedForwarding(chained, target);
    const arrivals = this.#arrivalsOn(front.id, TCP, port);
    const found = arrivals.flatMap(({ node: from, exposure }) => {
      const { entries, path } = forwarded(this.#ingredients, from, [exposure.traffic], forwarding, target, TCP);
      return entries.map((entry) => ({
        entry,
        pathFor: (source: string) => through(exposure.path, [groupHop(forwarding), ...path(source)]),
      }));
    });
    return this.#merged(found, target, { type: 'nlb', id: front.id, listenerPort: port, targetPort });
  }

  #allBehind(): ReadonlyMap<string, readonly Exposure[]> {
    const behind = new Map<string, Exposure[]>();
    for (const id of this.ids) {
      const arrivals = this.#arrivalsAt(id);
      const [{ node } = { node: undefined }] = arrivals;
      if (!node) continue;
      for (const listener of possibleListeners(this.#ingredients.estate, node.balancer)) {
        for (const exposure of this.#through(node.balancer, listener, arrivals)) {
          const key = exposure.interface ?? '';
          behind.set(key, [...(behind.get(key) ?? []), exposure]);
        }
      }
    }
    return behind;
  }

  #arrivalsAt(id: string): readonly Arrival[] {
    const { exposures } = this.of(id);
    return this.nodesOf(id).flatMap((node) =>
      exposures
        .filter(
          ({ interface: nic, address, family }) =>
            (nic ?? '') === node.target.nic.id &&
            (address ?? '') === node.target.address &&
            family === node.target.family,
        )
        .map((exposure) => ({ node, exposure })),
    );
  }

  #arrivalsOn(id: string, protocol: number, port: number): readonly Arrival[] {
    return this.#arrivalsAt(id).filter(({ exposure }) => isOn(exposure, protocol, port));
  }

  /** What a listener passes on, by machine: the union over all nodes that it comes through. */
  #through(balancer: Balancer, listener: BalancerListener, arrivals: readonly Arrival[]): readonly Exposure[] {
    return listener.protocols.flatMap((protocol) => {
      const here = arrivals.filter(({ exposure }) => isOn(exposure, protocol, listener.port));
      if (here.length === 0) return [];
      const forwardings = forwardingsOf(this.#ingredients.estate, balancer, listener, protocol);
      const machines = groupedBy(forwardings, ({ nic, address, targetPort }) => `${nic.id} ${address} ${targetPort}`);
      return [...machines.values()].flatMap((same) => this.#atMachine(balancer, listener, protocol, here, same));
    });
  }

  #atMachine(
    balancer: Balancer,
    { port }: BalancerListener,
    protocol: number,
    arrivals: readonly Arrival[],
    forwardings: readonly [Forwarding, ...Forwarding[]],
  ): readonly Exposure[] {
    const [{ nic, address, targetPort }] = forwardings;
    const family = familyOf(address);
    const target: Target = { nic, resource: resourceOf(this.#ingredients.estate, nic), family, address };
    const via: Via = { type: balancer.type, id: balancer.id, listenerPort: port, targetPort };
    const found = arrivals.flatMap(({ node, exposure }) =>
      forwardings.flatMap((forwarding) => {
        const { entries, path } = forwarded(this.#ingredients, node, [exposure.traffic], forwarding, target, protocol);
        return entries.map((entry) => ({
          entry,
          pathFor: (source: string) => through(exposure.path, [groupHop(forwarding), ...path(source)]),
        }));
      }),
    );
    return this.#merged(found, target, via);
  }

  #merged(found: readonly PassedOn[], { resource, nic, address, family }: Target, via: Via): readonly Exposure[] {
    return merged(found.map(({ entry }) => entry)).map((traffic) => {
      const source = firstOf(traffic.sources);
      const first = found.find(
        ({ entry }) => entry.sources.family === traffic.sources.family && entry.sources.contains(source),
      );
      const place: ExposedPlace = {
        resource,
        interface: nic.id === '' ? null : nic.id,
        address: address === '' ? null : address,
        family,
      };
      return new LazyExposure(place, traffic, via, () => first?.pathFor(source) ?? []);
    });
  }
}
