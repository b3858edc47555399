import { say } from '#platform/text.ts';
import type { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import type { HopCheck } from '../explain/hop-check.ts';
import { ALL_PORTS, type PortSet } from '../port-set.ts';
import type { TrafficSet } from '../traffic-set.ts';
import type { Ingredients } from './ingredients.ts';
import type { Target } from './targets.ts';

/**
 * Where a target sees the clients: the replies that get out of its subnet, into the node's and out of that again, each to
 * its client's port.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export function repliesThrough(
  ingredients: Ingredients,
  node: Target,
  target: Target,
  protocol: number,
): Certainty<TrafficSet> {
  const { estate } = ingredients;
  const here = estate.subnetOf(node.nic).id;
  const there = estate.subnetOf(target.nic).id;
  const filter = (subnetId: string, direction: 'ingress' | 'egress') =>
    ingredients.acl(subnetId, direction, target.family).openness.of(protocol);
  const out = filter(here, 'egress');
  if (here === there) return out;
  const leave = filter(there, 'egress');
  const back = filter(here, 'ingress');
  const on = (side: keyof Certainty<unknown>): TrafficSet =>
    out[side]
      .intersect(leave[side])
      .withinPorts(back[side].portsWhere((addresses) => addresses.contains(target.address)));
  return { must: on('must'), may: on('may') };
}

/**
 * A reply check that also fails where both ACLs let replies to a client pass, and none those to one port. Where the node's
 * own ACL lets none out, that ACL says so.
 */
export function onOnePort(
  check: HopCheck,
  ingredients: Ingredients,
  node: Target,
  target: Target,
  protocol: number,
  clientPorts: PortSet = ALL_PORTS,
): HopCheck {
  const here = ingredients.estate.subnetOf(node.nic).id;
  const of = (direction: 'ingress' | 'egress') => ingredients.acl(here, direction, target.family).openness.of(protocol);
  const [out, back] = [of('egress'), of('ingress')];
  const replies = repliesThrough(ingredients, node, target, protocol);
  const kept = (side: keyof Certainty<unknown>): AddressSet => {
    const isAnswered = back[side].withinPorts(clientPorts).addresses().contains(target.address);
    if (!isAnswered) return check.passes[side];
    const crossed = out[side].withinPorts(clientPorts).addresses();
    return check.passes[side].subtract(crossed.subtract(replies[side].withinPorts(clientPorts).addresses()));
  };
  const passes = { must: kept('must'), may: kept('may') };
  return {
    ...check,
    passes,
    at(source) {
      const hop = check.at(source);
      if (hop.verdict !== 'pass' || passes.may.contains(source)) return hop;
      const message = say`No client port gets its reply past the ACLs of both subnets.`;
      return { ...hop, verdict: 'fail', code: 'SUBNET_ACL_RESTRICTION', message };
    },
  };
}
