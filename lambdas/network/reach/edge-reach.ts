import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import { aclOutCheck, groupsInCheck } from '../explain/internet-path.ts';
import { interfaceHops, interfaceTroubles } from '../gates/interface.ts';
import { distinctReasons, type Hop, incomplete, type Reason } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { PortSet } from '../port-set.ts';
import { type EdgeEntrance, edgeEntrances } from './edge-services.ts';
import { type ExposedPlace, type Exposure, LazyExposure, type Via } from './exposure.ts';
import type { Ingredients } from './ingredients.ts';
import { Passage } from './passage.ts';
import type { Target } from './targets.ts';
import { type ClassEntry, TrafficClass } from './traffic-class.ts';
import { firstOf, flowOf } from './witness.ts';

/**
 * What reaches resources through Global Accelerator and CloudFront VPC origins: they need no public address and no route
 * to the Internet gateway, only that one is attached. ACLs filter their traffic on the way out alone.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export class EdgeReach {
  readonly #ingredients: Ingredients;
  readonly #byEndpoint = new Map<string, readonly EdgeEntrance[]>();

  constructor(ingredients: Ingredients) {
    this.#ingredients = ingredients;
    const { estate } = ingredients;
    for (const entrance of edgeEntrances(estate)) {
      // An Elastic IP stands for the interface that has it.
      const address = seenOf(estate.region.addresses).find(({ allocationId }) => allocationId === entrance.endpoint);
      const key = address?.interfaceId ?? entrance.endpoint;
      this.#byEndpoint.set(key, [...(this.#byEndpoint.get(key) ?? []), entrance]);
    }
  }

  /** What reaches an address this way. `listening` is what a balancer's listeners add to what filters. */
  at(target: Target, listening: readonly Openness[] = []): readonly Exposure[] {
    if (this.#byEndpoint.size === 0 || target.family !== 'ipv4') return [];
    const own = this.#isPrimary(target) ? (this.#byEndpoint.get(target.resource.id) ?? []) : [];
    const entrances = [...own, ...(this.#byEndpoint.get(target.nic.id) ?? [])];
    return entrances.flatMap((entrance) => this.#through(entrance, target, listening));
  }

  /** An endpoint that is an instance means the first address of its first interface. */
  #isPrimary({ resource, nic, address }: Target): boolean {
    if (resource.type !== 'instance') return true;
    const instance = this.#ingredients.estate.instance(resource.id);
    const first = instance.known ? instance.value.interfaceIds[0] : undefined;
    const primary = nic.addresses.find((each) => each.primary) ?? nic.addresses[0];
    return (first === undefined || first === nic.id) && primary?.privateIp === address;
  }

  #through(entrance: EdgeEntrance, target: Target, listening: readonly Openness[]): readonly Exposure[] {
    const { nic, family } = target;
    const { estate } = this.#ingredients;
    const subnet = estate.subnetOf(nic);
    const troubles = [...this.#ingredients.subnetTroubles(subnet).troubles, ...interfaceTroubles(estate, nic)].filter(
      ({ component }) => component !== '',
    );
    if (troubles.some(({ verdict }) => verdict === 'fail')) return [];
    const passage = new Passage({
      family,
      sources: INTERNET[family],
      inbound: [...listening],
      outbound: this.#ingredients.acl(subnet.id, 'egress', family).openness,
      routes: { passes: certain(AddressSet.all(family)), reasons: [] },
    });
    const traffic = new TrafficClass(passage, this.#ingredients.groupsIn(nic.groupIds, family));
    const doubts = [...troubles.flatMap(({ reasons = [] }) => reasons), ...entrance.missing.map(incomplete)];
    const entries = doubts.length > 0 ? traffic.entriesInDoubt(distinctReasons(doubts)) : traffic.entries();
    return entrance.ports.flatMap((ports) => {
      const arriving = PortSet.of(ports.target === undefined ? ports.listener : [ports.target, ports.target]);
      return entries.flatMap((entry) => this.#exposures(entrance, target, entry, arriving, ports.listener[0]));
    });
  }

  #exposures(
    entrance: EdgeEntrance,
    target: Target,
    entry: ClassEntry,
    arriving: PortSet,
    firstListener: number,
  ): readonly Exposure[] {
    if (entry.name !== 'all' && entry.protocol !== entrance.protocol) return [];
    const open = PortSet.of(...(entry.ports ?? [[1, 65535] as const])).intersect(arriving);
    const seen = entrance.preservesClient ? entry : this.#hidden(entrance, entry, target);
    return open.intervals().map(([first, last]) => {
      const traffic: ClassEntry = {
        ...seen,
        protocol: entrance.protocol,
        name: entrance.protocol === TCP ? 'tcp' : entrance.protocol === UDP ? 'udp' : String(entrance.protocol),
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
      return new LazyExposure(place, traffic, via, (each) => this.#path(entrance, target, each));
    });
  }

  /** Behind addresses of AWS's own all strangers are alike: certain only if the groups admit every address. */
  #hidden({ id }: EdgeEntrance, entry: ClassEntry, { family }: Target): ClassEntry {
    const everyone = INTERNET[family];
    if (entry.sources.covers(everyone)) return { ...entry, sources: everyone };
    const reason: Reason = {
      code: 'X_MIDDLEBOX',
      component: id,
      message: `From which addresses ${id} comes is not in the snapshot.`,
    };
    return {
      ...entry,
      verdict: 'unknown',
      sources: everyone,
      reasons: distinctReasons([...(entry.reasons ?? []), reason]),
    };
  }

  #path(entrance: EdgeEntrance, { nic, family }: Target, entry: ClassEntry): readonly Hop[] {
    const made = this.#ingredients;
    const subnet = made.estate.subnetOf(nic);
    const flow = flowOf(entry);
    const source = firstOf(entry.sources);
    const front: Hop = {
      leg: 'forward',
      hop: 'accelerator',
      component: entrance.id,
      rule: null,
      verdict: 'pass',
      message: `${entrance.type === 'accelerator' ? 'Global Accelerator' : 'CloudFront'} carries it into the VPC.`,
    };
    return [
      front,
      ...made.subnetGates(subnet),
      groupsInCheck(made, nic.groupIds, family, flow).at(source),
      ...(nic.id === '' ? [] : interfaceHops(made.estate, nic)),
      aclOutCheck(made, subnet, family, flow).at(source),
    ];
  }
}
