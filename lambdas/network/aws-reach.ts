import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { Estate } from './estate.ts';
import { DirectReach } from './reach/direct-reach.ts';
import type { Reach } from './reach/exposure.ts';
import { Ingredients } from './reach/ingredients.ts';
import { resourceOf, targetsOf } from './reach/targets.ts';

/**
 * What the Internet reaches in one region of one account.
 *
 * Everything is worked out when first asked and kept. An answer about unread things is `unknown` and names the calls in
 * its `reasons`; `missing` names what keeps whole interfaces or balancers out of sight.
 */
export class AwsReach {
  readonly estate: Estate;
  readonly ingredients: Ingredients;
  readonly #direct: DirectReach;
  readonly #byInterface = new Map<string, Reach>();

  constructor(region: AwsRegion) {
    this.estate = new Estate(region);
    this.ingredients = new Ingredients(this.estate);
    this.#direct = new DirectReach(this.ingredients);
  }

  /** Calls without which there may be interfaces that nobody sees. */
  get missing(): readonly MissingCall[] {
    const { networkInterfaces } = this.estate.region;
    return networkInterfaces.known ? [] : networkInterfaces.missing;
  }

  /** How many different configurations were evaluated so far. */
  get evaluations(): number {
    return this.#direct.evaluations;
  }

  /** What reaches the addresses of an interface itself. An interface that is not there has none. */
  ofInterface(id: string): Reach {
    const known = this.estate.interface(id);
    if (!known.known) return { exposures: [], blocked: [] };
    let reach = this.#byInterface.get(id);
    if (!reach) {
      reach = this.#direct1(known.value);
      this.#byInterface.set(id, reach);
    }
    return reach;
  }

  /** Everything, in a fixed order. */
  all(): Reach {
    const parts = seenOf(this.estate.region.networkInterfaces).map(({ id }) => this.ofInterface(id));
    return {
      exposures: parts.flatMap(({ exposures }) => exposures),
      blocked: parts.flatMap(({ blocked }) => blocked),
    };
  }

  #direct1(nic: NetworkInterface): Reach {
    const parts = targetsOf(nic, resourceOf(this.estate, nic)).map((target) => this.#direct.of(target));
    return {
      exposures: parts.flatMap(({ exposures }) => exposures),
      blocked: parts.flatMap(({ blocked }) => blocked),
    };
  }
}

const MADE = new WeakMap<AwsRegion, AwsReach>();

/** What the Internet reaches in a region; the same object each time the same region is asked about. */
export function awsReach(region: AwsRegion): AwsReach {
  const reach = MADE.get(region) ?? new AwsReach(region);
  MADE.set(region, reach);
  return reach;
}
