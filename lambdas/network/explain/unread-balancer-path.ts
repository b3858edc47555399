import { type Said, say, sayAll } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import { callsText, distinctReasons, type Hop, incomplete } from '../hop.ts';
import { groupsForHider } from '../reach/hidden-clients.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { addressesInside, asHider, doorGates, type UnreadFront } from '../reach/unread-front.ts';
import { firstOf } from '../reach/witness.ts';
import { groupCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';

/**
 * What is known of the way over a balancer that was not read: whether strangers get into the region at all, and whether the
 * target takes what a balancer may send, from the clients `admitted`. ACLs are not asked: inside a subnet they filter nothing.
 */
export function unreadBalancerPath(
  ingredients: Ingredients,
  front: UnreadFront,
  target: Target,
  flow: Flow,
  admitted: AddressSet,
  isFromInternet: boolean,
): readonly HopCheck[] {
  const { estate } = ingredients;
  const gates = front.arriving || !isFromInternet ? [] : doorGates(ingredients, target);
  const atTarget = target.nic.id === '' ? [] : interfaceHops(estate, target.nic);
  const gate = (hop: Hop): HopCheck => gateCheck(hop, admitted.family);
  return [
    ...gates.map(gate),
    gate(frontHop(front)),
    groupsCheck(ingredients, front, target, flow, admitted),
    ...atTarget.map(gate),
  ];
}

const NAMES: Readonly<Record<UnreadFront['type'], Said>> = {
  alb: say`an application load balancer`,
  nlb: say`a load balancer`,
  clb: say`a Classic Load Balancer`,
};

function frontHop({ type, id, missing }: UnreadFront): Hop {
  const calls = callsText(missing);
  return {
    leg: 'forward',
    hop: 'load-balancer',
    component: id,
    rule: null,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: say`Whether ${id.startsWith('unread ') ? NAMES[type] : id} passes it on is not known: ${calls}.`,
    reasons: distinctReasons(missing.map(incomplete)),
  };
}

/** The groups of the target, which may see the client or the balancer. */
function groupsCheck(
  { estate }: Ingredients,
  front: UnreadFront,
  target: Target,
  flow: Flow,
  admitted: AddressSet,
): HopCheck {
  const { nic, family } = target;
  const { prefixLists } = estate.region;
  const { groups, openness, resolve } = groupsForHider(estate, asHider(front), nic.groupIds, family);
  const component = groups[0]?.id ?? 'no security group';
  const place = { leg: 'forward', hop: 'security-group-in', component } as const;
  const check = groupCheck(place, groups, openness, flow, prefixLists, resolve);
  if (groups.length === 0) return gateCheck({ ...check.at(''), verdict: 'pass' }, admitted.family);
  const isOpen = check.passes.must.equals(AddressSet.all(family));
  return {
    passes: { must: isOpen ? admitted : AddressSet.none(admitted.family), may: admitted },
    at(source) {
      const { code, ...hop } = check.at(firstOf(addressesInside(estate, family)));
      if (isOpen || !admitted.contains(source)) return code ? { ...hop, code } : hop;
      return {
        ...hop,
        rule: null,
        verdict: 'unknown',
        code: 'X_SNAPSHOT_INCOMPLETE',
        message: say`${sayAll(groups.map(({ id }) => id))} lets some addresses in; from which one a balancer would send is not known.`,
        reasons: distinctReasons([...front.missing, ...openness.missing].map(incomplete)),
      };
    },
  };
}
