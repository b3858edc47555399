import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { distinctCalls } from './certainty.ts';
import { Estate } from './estate.ts';
import { BalancerReach } from './reach/balancer-reach.ts';
import { DirectReach } from './reach/direct-reach.ts';
import { EdgeReach } from './reach/edge-reach.ts';
import { missingEntrances } from './reach/edge-services.ts';
import type { Blocked, Exposure, Reach } from './reach/exposure.ts';
import { missingTargets } from './reach/forwarding.ts';
import { Ingredients } from './reach/ingredients.ts';
import { resourceOf, type Target, targetsOf } from './reach/targets.ts';

/**
 * What the Internet reaches in one region of one account.
 *
 * Everything is worked out when first asked and kept. An answer about unread things is `unknown` and names the calls in
 * its `reasons`; `missing` names what keeps whole interfaces or balancers out of sight.
 */
export class AwsReach {
  readonly estate: Estate;
  readonly ingredients: Ingredients;
  readonly balancers: BalancerReach;
  readonly edge: EdgeReach;
  readonly #direct: DirectReach;
  readonly #byInterface = new Map<string, Reach>();

  constructor(region: AwsRegion) {
    this.estate = new Estate(region);
    this.ingredients = new Ingredients(this.estate);
    this.#direct = new DirectReach(this.ingredients);
    this.edge = new EdgeReach(this.ingredients);
    this.balancers = new BalancerReach(this.ingredients, this.#direct, this.edge);
  }

  /** Calls without which there may be interfaces, balancers or targets that nobody sees. */
  get missing(): readonly MissingCall[] {
    const { networkInterfaces } = this.estate.region;
    const unseen = networkInterfaces.known ? [] : networkInterfaces.missing;
    return distinctCalls([...unseen, ...missingTargets(this.estate), ...missingEntrances(this.estate)]);
  }

  /** How many different configurations were evaluated so far. */
  get evaluations(): number {
    return this.#direct.evaluations;
  }

  /**
   * What reaches the addresses of an interface: straight, and through balancers. An address is `blocked` only if nothing
   * does either way. An interface that is a balancer's node is answered as that balancer's; one that is not there has none.
   */
  ofInterface(id: string): Reach {
    const nic = this.estate.interface(id);
    return nic.known ? this.#of(nic.value) : NOWHERE;
  }

  /**
   * What reaches interfaces that use a group: the whole of what reaches them, not only what this group lets in. Empty where
   * nothing uses it.
   */
  ofGroup(id: string): Reach {
    return joined([...this.interfacesWith(id)].map((nic) => this.ofInterface(nic)));
  }

  /** Ids of the interfaces that use a group. */
  interfacesWith(groupId: string): readonly string[] {
    this.#members ??= membersOf(this.estate);
    return this.#members.get(groupId) ?? [];
  }

  #members: ReadonlyMap<string, readonly string[]> | undefined;

  /** What reaches the nodes of a balancer (ARN, or a classic one's name) on the ports that it listens on. */
  ofLoadBalancer(id: string): Reach {
    return this.balancers.of(id);
  }

  /** Everything in the region. */
  all(): Reach {
    const exposures: Exposure[] = [];
    const blocked: Blocked[] = [];
    const add = (part: Reach): void => {
      for (const each of part.exposures) exposures.push(each);
      for (const each of part.blocked) blocked.push(each);
    };
    // What nobody asks for by its interface is not kept by interface: it would double what a large region takes.
    for (const nic of seenOf(this.estate.region.networkInterfaces))
      if (!this.balancers.balancerOf(nic.id)) add(this.#byInterface.get(nic.id) ?? this.#reachOf(nic));
    for (const id of this.balancers.ids) add(this.ofLoadBalancer(id));
    return { exposures, blocked };
  }

  #of(nic: NetworkInterface): Reach {
    let reach = this.#byInterface.get(nic.id);
    if (!reach) {
      reach = this.#reachOf(nic);
      this.#byInterface.set(nic.id, reach);
    }
    return reach;
  }

  /** What may come through balancers and the edge's services that were not read, and does not come otherwise. */
  #unread(target: Target, known: readonly Exposure[]): readonly Exposure[] {
    const exposures = known.filter(({ address }) => address === target.address);
    const certain: Reach = { exposures, blocked: [] };
    return [...this.edge.atUnread(target, certain), ...this.balancers.unread.at(target, certain)];
  }

  #reachOf(nic: NetworkInterface): Reach {
    const balancer = this.balancers.balancerOf(nic.id);
    if (balancer) {
      const { exposures, blocked } = this.balancers.of(balancer.id);
      const isHere = (each: { readonly interface: string | null }): boolean => each.interface === nic.id;
      return { exposures: exposures.filter(isHere), blocked: blocked.filter(isHere) };
    }
    const targets = targetsOf(nic, resourceOf(this.estate, nic));
    const straight = joined(targets.map((target) => this.#direct.of(target)));
    const carried = [...this.balancers.behind(nic.id), ...targets.flatMap((target) => this.edge.at(target))];
    const through = [
      ...carried,
      ...targets.flatMap((target) => this.#unread(target, [...straight.exposures, ...carried])),
    ];
    if (through.length === 0) return straight;
    const reached = new Set(through.map(({ address }) => address));
    return {
      exposures: [...straight.exposures, ...through],
      blocked: straight.blocked.filter(({ address }) => !reached.has(address)),
    };
  }
}

const NOWHERE: Reach = { exposures: [], blocked: [] };

function joined(parts: readonly Reach[]): Reach {
  const [first, second] = parts;
  if (first && !second) return first;
  const exposures: Exposure[] = [];
  const blocked: Blocked[] = [];
  for (const part of parts) {
    for (const each of part.exposures) exposures.push(each);
    for (const each of part.blocked) blocked.push(each);
  }
  return { exposures, blocked };
}

function membersOf({ region }: Estate): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { id, groupIds } of seenOf(region.networkInterfaces)) {
    for (const group of groupIds) {
      const list = members.get(group);
      if (list) list.push(id);
      else members.set(group, [id]);
    }
  }
  return members;
}

const MADE = new WeakMap<AwsRegion, AwsReach>();

/** What the Internet reaches in a region; the same object each time the same region is asked about. */
export function awsReach(region: AwsRegion): AwsReach {
  const reach = MADE.get(region) ?? new AwsReach(region);
  MADE.set(region, reach);
  return reach;
}
