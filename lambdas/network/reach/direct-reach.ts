import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import type { HopCheck } from '../explain/hop-check.ts';
import {
  aclInCheck,
  aclOutCheck,
  gatesTo,
  groupsInCheck,
  isAtTarget,
  returnRouteCheck,
  troublesOf,
} from '../explain/internet-path.ts';
import { distinctReasons, type Hop, type HopName } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { BlockedTarget } from './blocked-target.ts';
import { blockersFor } from './closing-blockers.ts';
import { type Blocker, blockerOf, type ExposedPlace, LazyExposure, type Reach } from './exposure.ts';
import type { Ingredients } from './ingredients.ts';
import { Passage } from './passage.ts';
import type { Target } from './targets.ts';
import { type ClassEntry, TrafficClass } from './traffic-class.ts';
import { firstOf, flowOf } from './witness.ts';

/** What besides ACL and groups a packet meets at an address: a balancer's listeners, and whether it faces the Internet. */
export interface Front {
  readonly gates: readonly Hop[];
  readonly filters: readonly Openness[];
  /** Gates that do not apply here. */
  readonly without: ReadonlySet<HopName>;
  /** What is said where `filters` let nothing through. */
  readonly closed?: Blocker;
  /** Hops that depend on the traffic. */
  readonly hopsFor?: (traffic: ClassEntry) => readonly Hop[];
}

/** Shared, since most answers have no second half. */
const NOTHING: readonly never[] = [];

const NO_FRONT: Front = { gates: [], filters: [], without: new Set() };

/** Answers what the Internet reaches at addresses of one region; equal configurations are evaluated once. */
export class DirectReach {
  readonly #ingredients: Ingredients;
  readonly #passages = new Map<string, Passage>();
  readonly #passageAt = { ipv4: new Map<string, Passage>(), ipv6: new Map<string, Passage>() };
  readonly #classes = new Map<Openness, Map<Passage, TrafficClass>>();
  #evaluations = 0;
  readonly #hops = new Map<string, Hop>();

  constructor(ingredients: Ingredients) {
    this.#ingredients = ingredients;
  }

  /** How many different configurations were evaluated. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /** What of an address the Internet reaches. */
  of(target: Target, front: Front = NO_FRONT): Reach {
    // Most addresses are private: for them nothing else needs to be known until somebody asks why.
    if (target.publicAddress === undefined && target.family === 'ipv4' && !front.without.has('address-mapping'))
      return this.#blocked(target, front);
    const subnet = this.#ingredients.estate.subnetOf(target.nic);
    const troubles = this.#troublesOf(target, front);
    const traffic = this.#classOf(target, subnet, front);
    if (troubles.some(({ verdict }) => verdict === 'fail') || traffic.isClosed) return this.#blocked(target, front);
    const doubts = troubles.length === 0 ? NOTHING : distinctReasons(troubles.flatMap(({ reasons = [] }) => reasons));
    const entries = doubts.length > 0 ? traffic.entriesInDoubt(doubts) : traffic.entries();
    const place = placeOf(target);
    const path = this.#pathTo(target, subnet, front);
    return { exposures: entries.map((entry) => new LazyExposure(place, entry, null, path)), blocked: NOTHING };
  }

  /** Works out paths to an address; its gates are the same for all of them. */
  #pathTo(target: Target, subnet: Subnet, front: Front): (entry: ClassEntry) => readonly Hop[] {
    let gates: readonly Hop[] | undefined;
    return (entry) => {
      gates ??= this.#gatesOf(target, front);
      return this.#path(target, gates, subnet, entry, front);
    };
  }

  #blocked(target: Target, front: Front): Reach {
    return { exposures: NOTHING, blocked: [new BlockedTarget(target, front, this.#blockers)] };
  }

  readonly #blockers = (target: Target, front: Front): readonly Blocker[] => this.#blockersOf(target, front);

  /** The gates that fail, and the filters and routes that refuse everything by themselves. */
  #blockersOf(target: Target, front: Front): readonly Blocker[] {
    const subnet = this.#ingredients.estate.subnetOf(target.nic);
    const failing = this.#troublesOf(target, front).filter(({ verdict }) => verdict === 'fail');
    const { closings } = this.#classOf(target, subnet, front);
    // What only together admits nothing says something where nothing else does.
    const telling = failing.length > 0 ? closings.filter(({ isWhole }) => isWhole) : closings;
    const at = { groupIds: target.nic.groupIds, subnet, family: target.family, front: front.closed };
    return [...failing.map(blockerOf), ...blockersFor(this.#ingredients, telling, at)];
  }

  /** The class of what arrives behind groups in a subnet and is answered. */
  #classOf({ nic: { groupIds }, family }: Target, subnet: Subnet, front: Front): TrafficClass {
    const groups = this.#ingredients.groupsIn(groupIds, family);
    let classes = this.#classes.get(groups);
    if (!classes) {
      classes = new Map();
      this.#classes.set(groups, classes);
    }
    const passage = this.#passageOf(subnet, family, front);
    let found = classes.get(passage);
    if (!found) {
      found = new TrafficClass(passage, groups);
      classes.set(passage, found);
      this.#evaluations++;
    }
    return found;
  }

  /** Equal content is one passage, whichever subnets it was copied to. */
  #passageOf(subnet: Subnet, family: Family, front: Front): Passage {
    const isPlain = front.filters.length === 0;
    const known = isPlain ? this.#passageAt[family].get(subnet.id) : undefined;
    if (known) return known;
    const inbound = [this.#ingredients.acl(subnet.id, 'ingress', family).openness, ...front.filters];
    const outbound = this.#ingredients.acl(subnet.id, 'egress', family).openness;
    const routes = this.#ingredients.returnRoutes(subnet, family);
    const key = [...inbound.map((filter) => filter.key), outbound.key, routes.key]
      .map((each) => this.#ingredients.idOf(each))
      .join(' ');
    const found =
      this.#passages.get(key) ?? new Passage({ family, sources: INTERNET[family], inbound, outbound, routes });
    this.#passages.set(key, found);
    if (isPlain) this.#passageAt[family].set(subnet.id, found);
    return found;
  }

  #troublesOf(target: Target, { gates, without }: Front): readonly Hop[] {
    const own = troublesOf(this.#ingredients, target);
    if (gates.length === 0 && without.size === 0) return own;
    return [...gates.filter(({ verdict }) => verdict !== 'pass'), ...own.filter(({ hop }) => !without.has(hop))];
  }

  #gatesOf(target: Target, { without }: Front): readonly Hop[] {
    const gates = gatesTo(this.#ingredients, target);
    return without.size === 0 ? gates : gates.filter(({ hop }) => !without.has(hop));
  }

  #path(target: Target, gates: readonly Hop[], subnet: Subnet, traffic: ClassEntry, front: Front): readonly Hop[] {
    const flow = flowOf(traffic);
    const source = firstOf(traffic.sources);
    const { nic, family } = target;
    const asked = `${flow.protocol} ${flow.selector} ${source}`;
    const made = this.#ingredients;
    const aclId = made.acl(subnet.id, 'ingress', family).component;
    const { component: tableId } = made.returnRoutes(subnet, family);
    // Hops are shared by all paths that they are part of: there are many more interfaces than groups, ACLs and tables.
    const hop = (key: string, check: () => HopCheck): Hop => {
      const known = this.#hops.get(key) ?? check().at(source);
      this.#hops.set(key, known);
      return known;
    };
    return [
      ...gates.filter((gate) => !isAtTarget(gate)),
      hop(`in ${aclId} ${asked}`, () => aclInCheck(made, subnet, family, flow)),
      hop(`groups ${nic.groupIds.join(' ')} ${asked}`, () => groupsInCheck(made, nic.groupIds, family, flow)),
      ...gates.filter(isAtTarget),
      ...front.gates,
      ...(front.hopsFor?.(traffic) ?? []),
      hop(`out ${aclId} ${asked}`, () => aclOutCheck(made, subnet, family, flow)),
      hop(`back ${tableId} ${source}`, () => returnRouteCheck(made, subnet, family)),
    ];
  }
}

const placeOf = ({ resource, nic, address, publicAddress, family }: Target): ExposedPlace => ({
  resource,
  interface: nic.id === '' ? null : nic.id,
  address: address === '' ? null : address,
  ...(publicAddress === undefined ? {} : { publicAddress }),
  family,
});
