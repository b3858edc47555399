import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { gatesTo, internetFilterChecks, internetReturnChecks, isAtTarget } from '../explain/internet-path.ts';
import { distinctReasons, type Hop, type HopName } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { closedBy } from './closed-by.ts';
import { type Blocked, type Blocker, blockerOf, type Exposure, type Reach } from './exposure.ts';
import type { Ingredients } from './ingredients.ts';
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

const NO_FRONT: Front = { gates: [], filters: [], without: new Set() };

/** Answers what the Internet reaches at addresses of one region; equal configurations are evaluated once. */
export class DirectReach {
  readonly #ingredients: Ingredients;
  readonly #classes = new Map<string, TrafficClass>();
  readonly #paths = new Map<string, readonly Hop[]>();

  constructor(ingredients: Ingredients) {
    this.#ingredients = ingredients;
  }

  /** How many different configurations were evaluated. */
  get evaluations(): number {
    return this.#classes.size;
  }

  /** What of an address the Internet reaches. */
  of(target: Target, front: Front = NO_FRONT): Reach {
    const subnet = this.#ingredients.estate.subnetOf(target.nic);
    const gates = [...front.gates, ...this.#gatesOf(target, front)];
    const inputs = this.classOf(target.nic.groupIds, subnet, target.family, front.filters);
    const failing = gates.filter(({ verdict }) => verdict === 'fail');
    if (failing.length > 0 || inputs.isClosed) {
      const closed = closedBy(this.#ingredients, target.nic.groupIds, subnet, target.family, inputs, front);
      // What only together admits nothing says something where nothing else does.
      const filters = failing.length > 0 ? closed.filter(({ isWhole }) => isWhole) : closed;
      return {
        exposures: [],
        blocked: [blockedBy(target, [...failing.map(blockerOf), ...filters.map(({ blocker }) => blocker)])],
      };
    }
    const doubts = distinctReasons(gates.flatMap(({ reasons = [] }) => reasons));
    const entries = doubts.length > 0 ? inputs.entriesInDoubt(doubts) : inputs.entries();
    const exposures = entries.map((traffic): Exposure => {
      const path = () => this.#path(target, subnet, traffic, front);
      return lazily({ ...placeOf(target), traffic, via: null }, path);
    });
    return { exposures, blocked: [] };
  }

  /** The class of what arrives behind groups in a subnet and is answered. */
  classOf(
    groupIds: readonly string[],
    subnet: Subnet,
    family: Family,
    filters: readonly Openness[] = [],
  ): TrafficClass {
    const inbound = [
      this.#ingredients.groupsIn(groupIds, family),
      this.#ingredients.acl(subnet.id, 'ingress', family).openness,
      ...filters,
    ];
    const outbound = this.#ingredients.acl(subnet.id, 'egress', family).openness;
    const routes = this.#ingredients.returnRoutes(subnet, family);
    const key = [...inbound.map(({ key }) => key), outbound.key, routes.key]
      .map((each) => this.#ingredients.idOf(each))
      .join(' ');
    let found = this.#classes.get(key);
    if (!found) {
      found = new TrafficClass({ family, sources: INTERNET[family], inbound, outbound, routes });
      this.#classes.set(key, found);
    }
    return found;
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

const placeOf = ({ resource, nic, address, publicAddress, family }: Target) => ({
  resource,
  interface: nic.id === '' ? null : nic.id,
  address: address === '' ? null : address,
  ...(publicAddress === undefined ? {} : { publicAddress }),
  family,
});

const blockedBy = (target: Target, blockers: Blocked['blockers']): Blocked => ({ ...placeOf(target), blockers });

/** An exposure whose path is worked out when somebody looks at it. */
export function lazily(exposure: Omit<Exposure, 'path'>, makePath: () => readonly Hop[]): Exposure {
  let path: readonly Hop[] | undefined;
  return Object.defineProperty({ ...exposure } as Exposure, 'path', {
    enumerable: true,
    get: () => {
      path ??= makePath();
      return path;
    },
  });
}
