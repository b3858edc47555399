import type { Family } from '#inventory/addresses.ts';
import { say } from '#platform/text.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import { callsText, distinctReasons, type Hop, incomplete } from '../hop.ts';
import type { PortSet } from '../port-set.ts';
import { type EdgeEntrance, listenerPortsTo } from '../reach/edge-services.ts';
import {
  addressesOfHider,
  blinded,
  CLOUDFRONT,
  groupsForHider,
  nameOfHider,
  unseenAddress,
} from '../reach/hidden-clients.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import { ORDINARY_CLIENT_PORTS } from '../reach/replies.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { groupCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck, type Sight, seeing } from './hop-check.ts';
import { aclInCheck, aclOutCheck, groupsInCheck } from './internet-path.ts';

/**
 * Every hop between an entrance at AWS's edge and an endpoint and back: no public address and no route to the Internet
 * gateway is needed, only that one is attached. Where clients are shown, ACLs filter on the way out alone.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function edgePath(
  ingredients: Ingredients,
  entrance: EdgeEntrance,
  target: Target,
  flow: Flow,
  clientPorts?: PortSet,
): readonly HopCheck[] {
  const { nic, family } = target;
  const { estate } = ingredients;
  const subnet = estate.subnetOf(nic);
  const gate = (hop: Hop): HopCheck => gateCheck(hop, family);
  const [listenerPort = flow.selector] = listenerPortsTo(entrance, flow.selector);
  const { publicAddress: _public, ...unseen } = target;
  const entered: Sight = {
    target: { ...unseen, address: entrance.id },
    flow: { protocol: flow.protocol, selector: listenerPort },
  };
  const before = [...seeing([gate(entranceHop(entrance))], entered), ...ingredients.subnetGates(subnet).map(gate)];
  // A balancer's node that no interface was read of is in use all the same.
  const atTarget = nic.id === '' ? [] : interfaceHops(estate, nic).map(gate);
  if (entrance.shows === 'client') {
    return [
      ...before,
      groupsInCheck(ingredients, nic.groupIds, family, flow),
      ...atTarget,
      aclOutCheck(ingredients, subnet, family, flow, clientPorts),
    ];
  }
  const hidden = (checks: readonly HopCheck[]): readonly HopCheck[] =>
    seeing(checks, {
      target,
      flow,
      sender: nameOfHider(entrance),
      ...(entrance.type === 'vpc-origin' ? { senderGroup: CLOUDFRONT.group } : {}),
    });
  return [
    ...before,
    ...hidden([
      aclForHider(aclInCheck(ingredients, subnet, family, flow), entrance, family),
      groupsForEntrance(ingredients, entrance, target, flow),
      ...atTarget,
      aclForHider(aclOutCheck(ingredients, subnet, family, flow, ORDINARY_CLIENT_PORTS), entrance, family),
    ]),
  ];
}

const NAMES: Readonly<Record<EdgeEntrance['type'], string>> = {
  accelerator: 'Global Accelerator',
  'vpc-origin': 'CloudFront',
};

function entranceHop({ type, id, missing }: EdgeEntrance): Hop {
  const at = { leg: 'forward', hop: 'accelerator', component: id, rule: null } as const;
  if (missing.length === 0) return { ...at, verdict: 'pass', message: say`${NAMES[type]} carries it into the VPC.` };
  const calls = callsText(missing);
  return {
    ...at,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: say`Whether ${NAMES[type]} carries it into the VPC is not known: ${calls}.`,
    reasons: distinctReasons(missing.map(incomplete)),
  };
}

function groupsForEntrance(
  { estate }: Ingredients,
  entrance: EdgeEntrance,
  { nic, family }: Target,
  flow: Flow,
): HopCheck {
  const { groups, openness, resolve } = groupsForHider(estate, entrance, nic.groupIds, family);
  const component = groups[0]?.id ?? 'no security group';
  const place = { leg: 'forward', hop: 'security-group-in', component } as const;
  const check = groupCheck(place, groups, openness, flow, estate.region.prefixLists, resolve);
  if (groups.length > 0) return blinded(check, entrance, family);
  const open = check.at(firstOf(addressesOfHider(entrance, family)));
  return gateCheck({ ...open, verdict: 'pass' }, family);
}

/** Between interfaces of one subnet ACLs do not filter, and from which CloudFront comes nobody can tell. */
function aclForHider(check: HopCheck, entrance: EdgeEntrance, family: Family): HopCheck {
  const blind = blinded(check, entrance, family);
  const hop = blind.at(firstOf(addressesOfHider(entrance, family)));
  if (entrance.shows !== 'any-address' || hop.verdict !== 'fail') return blind;
  const message = say`${hop.message} It filters nothing inside a subnet, and from which one ${entrance.id} comes is not in the snapshot.`;
  const unsure: Hop = { ...hop, verdict: 'unknown', code: 'X_MIDDLEBOX', message, reasons: [unseenAddress(entrance)] };
  return gateCheck(unsure, family);
}
