import type { Family } from '#inventory/addresses.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import type { Hop } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { Balancer } from './balancer.ts';
import type { Ingredients } from './ingredients.ts';
import type { Target } from './targets.ts';

/** Balancers that were not read, or a classic one whose listeners were not: one may lead to a machine. */
export interface UnreadFront {
  readonly type: Balancer['type'];
  /** That of the balancer, or what stands for a whole list of them. */
  readonly id: string;
  readonly protocols: readonly number[];
  readonly missing: readonly MissingCall[];
  /** Strangers who get to it; nothing where that was not read either. */
  readonly arriving?: (family: Family) => AddressSet;
  /** Whether it may lead to a port of an address; nothing where it may lead to any. */
  readonly leadsTo?: (target: Target) => boolean;
}

/** Nobody knows from which addresses it sends. */
export const asHider = ({ id }: UnreadFront) => ({ id, shows: 'any-address' }) as const;

/**
 * The gates that strangers must pass to whichever subnet the balancer is in: in doubt as long as some subnet of the
 * region lets them in, else those of the target's.
 */
export function doorGates(ingredients: Ingredients, { nic }: Target): readonly Hop[] {
  const { estate } = ingredients;
  const { subnets } = estate.region;
  if (!subnets.known || subnets.value.length === 0) return [];
  const isClosed = subnets.value.every((subnet) =>
    ingredients.subnetTroubles(subnet).troubles.some(({ verdict }) => verdict === 'fail'),
  );
  return isClosed ? ingredients.subnetTroubles(estate.subnetOf(nic)).troubles : [];
}

/** Where balancers have their own addresses: whatever is no stranger's, and the ranges of the region's VPCs. */
export function addressesInside({ region }: Estate, family: Family): AddressSet {
  if (!region.vpcs.known) return AddressSet.all(family);
  const ranges = region.vpcs.value.flatMap(({ cidrs, ipv6Cidrs }) => [...cidrs, ...ipv6Cidrs]);
  return AddressSet.of(family, ranges).union(INTERNET[family].complement());
}
