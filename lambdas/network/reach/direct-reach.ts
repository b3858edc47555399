import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import {
  gatesTo,
  internetFilterChecks,
  internetReturnChecks,
  isAtTarget,
  troublesOf,
} from '../explain/internet-path.ts';
import { distinctReasons, type Hop, type HopName } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
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
  readonly #paths = new Map<string, readonly Hop[]>();

  constructor(ingredients: Ingredients) {
    this.#ingredients = ingredients;
  }

  /** How many different configurations were evaluated. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /** What of an address the Internet reaches. */
  of(target: Target, front: Front = NO_FRONT): Reach {
    const subnet = this.#ingredients.estate.subnetOf(target.nic);
    const troubles = this.#troublesOf(target, front);
    const traffic = this.#classOf(target, subnet, front);
    const failing = troubles.length === 0 ? troubles : troubles.filter(({ verdict }) => verdict === 'fail');
    if (failing.length > 0 || traffic.isClosed) {
      // What only together admits nothing says something where nothing else does.
      const closings = failing.length > 0 ? traffic.closings.filter(({ isWhole }) => isWhole) : traffic.closings;
      const at = { groupIds: target.nic.groupIds, subnet, family: target.family, front: front.closed };
      const blockers = [...failing.map(blockerOf), ...blockersFor(this.#ingredients, closings, at)];
      return { exposures: NOTHING, blocked: [{ ...placeOf(target), blockers }] };
    }
    const doubts = troubles.length === 0 ? NOTHING : distinctReasons(troubles.flatMap(({ reasons = [] }) => reasons));
    const entries = doubts.length > 0 ? traffic.entriesInDoubt(doubts) : traffic.entries();
    const place = placeOf(target);
    const path = (entry: ClassEntry): readonly Hop[] => this.#path(target, subnet, entry, front);
    return { exposures: entries.map((entry) => new LazyExposure(place, entry, null, path)), blocked: NOTHING };
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

  #path(target: Target, subnet: Subnet, traffic: ClassEntry, front: Front): readonly Hop[] {
    const gates = this.#gatesOf(target, front);
    const flow = flowOf(traffic);
    const source = firstOf(traffic.sources);
    const { nic, family } = target;
    const key = [family, subnet.id, nic.groupIds, flow.protocol, flow.selector, source].join(' ');
    const hopsOf = (leg: 'forward' | 'return', make: () => readonly Hop[]): readonly Hop[] => {
      const found = this.#paths.get(`${leg} ${key}`) ?? make();
      this.#paths.set(`${leg} ${key}`, found);
      return found;
    };
    return [
      ...gates.filter((hop) => !isAtTarget(hop)),
      ...front.gates,
      ...hopsOf('forward', () =>
        internetFilterChecks(this.#ingredients, nic.groupIds, subnet, family, flow).map((check) => check.at(source)),
      ),
      ...gates.filter(isAtTarget),
      ...(front.hopsFor?.(traffic) ?? []),
      ...hopsOf('return', () =>
        internetReturnChecks(this.#ingredients, subnet, family, flow).map((check) => check.at(source)),
      ),
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
