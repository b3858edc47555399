import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { AwsReach } from '../aws-reach.ts';
import { certain } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import { type Hop, undecidedHop } from '../hop.ts';
import type { PortSet } from '../port-set.ts';
import type { BalancerWay } from '../reach/balancer-reach.ts';
import { checksBetween, nodeAddresses, preservedChecks, zoneReasons } from '../reach/behind-balancer.ts';
import { blinded, type Hider, nameOfHider } from '../reach/hidden-clients.ts';
import { answeredPorts } from '../reach/replies.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import type { Arrival } from './arrivals.ts';
import { sourceText } from './changes.ts';
import { beforeReplies, gateCheck, type HopCheck, type Sight, seeing, verdictAt } from './hop-check.ts';
import type { Walk } from './walks.ts';

/** A client's packet to a node, and what the node makes of it towards the target. */
export function throughNode(
  reach: AwsReach,
  way: BalancerWay,
  { walks, hider }: Arrival,
  target: Target,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  const { node, listener, forwarding } = way;
  const { family } = node.target;
  return walks.map((walk) => ({
    ...walk,
    checks: (asked) => {
      // Another port of the machine is another listener, another way.
      if (asked.selector !== flow.selector || asked.protocol !== flow.protocol) return undefined;
      const atListener: Flow = { protocol: flow.protocol, selector: listener.port };
      const arriving = walk.checks(atListener);
      if (!arriving) return undefined;
      const sight: Sight = { target: node.target, flow: atListener, ...(hider ? { sender: nameOfHider(hider) } : {}) };
      const clientSide = seeing(arriving, sight);
      const passedOn = groupCheck(forwarding, family);
      const zone = zoneHop(reach, way);
      const between = [
        ...seeing(
          [hider ? blinded(passedOn, hider, family) : passedOn, ...(zone ? [gateCheck(zone, family)] : [])],
          sight,
        ),
        ...towardsTarget(reach, way, target, flow, hider, clientPorts),
      ];
      return beforeReplies(clientSide, firstOf(walk.sources), between);
    },
  }));
}

/** Which clients the listener's rules lead to the group. */
function groupCheck(
  { clients, group, targetPort, reasons }: BalancerWay['forwarding'],
  family: Target['family'],
): HopCheck {
  const passes = { must: clients.must[family], may: clients.may[family] };
  const at = { leg: 'forward', hop: 'target-group', component: group, rule: String(targetPort) } as const;
  return {
    passes: passes.must.equals(passes.may) ? certain(passes.must) : passes,
    at(source) {
      const verdict = verdictAt(passes, source);
      if (verdict === 'pass') return { ...at, verdict, message: say`It is passed on to port ${targetPort}.` };
      if (verdict === 'fail')
        return {
          ...at,
          verdict,
          code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
          message: say`The rules of the listener lead this client elsewhere.`,
        };
      return {
        ...at,
        verdict,
        code: 'X_SNAPSHOT_INCOMPLETE',
        message: say`The rules of the listener are not fully known.`,
        reasons,
      };
    },
  };
}

function zoneHop({ ingredients }: AwsReach, { node, forwarding }: BalancerWay): Hop | undefined {
  const zone = zoneReasons(ingredients, node, forwarding);
  const { type, id } = node.balancer;
  const at = { leg: 'forward', hop: 'target-group', component: id, rule: null } as const;
  if (zone === 'never')
    return {
      ...at,
      verdict: 'fail',
      code: type === 'clb' ? 'ELB_NOT_CROSSZONE' : 'ELBV2_NO_TARGETS_IN_AZ',
      message: say`This node of ${id} uses no target of another zone.`,
    };
  if (zone.length === 0) return undefined;
  return {
    ...at,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: say`Whether ${id} uses targets of other zones could not be read.`,
    reasons: zone,
  };
}

/** The node's own connection, or the client's packet where the target sees it. */
function towardsTarget(
  { ingredients }: AwsReach,
  { node, forwarding }: BalancerWay,
  target: Target,
  flow: Flow,
  hider: Hider | undefined,
  clientPorts: PortSet | undefined,
): readonly HopCheck[] {
  const { family } = node.target;
  const { preservesClient } = forwarding;
  const canShow = family === target.family;
  const shown = (): readonly HopCheck[] =>
    seeing(preservedChecks(ingredients, node, target, flow, hider, clientPorts), {
      target,
      flow,
      ...(hider ? { sender: nameOfHider(hider) } : {}),
    });
  if (preservesClient.known && preservesClient.value && canShow) return shown();
  const addresses = nodeAddresses(ingredients, node, target.family);
  const first = firstOf(addresses);
  // The ports of the node's own connection are none of the client's.
  const hidden = checksBetween(ingredients, node, target, flow, addresses).map((check): Hop => {
    const { clientPortRanges: _node, ...hop } = check.at(first);
    return hop;
  });
  const [senderGroup] = node.target.nic.groupIds.toSorted();
  const isInside = ingredients.estate.subnetOf(node.target.nic).vpcId === ingredients.estate.subnetOf(target.nic).vpcId;
  const own = seeing(
    hidden.map((hop) => gateCheck(hop, family)),
    { target, flow, sender: sourceText(addresses), ...(senderGroup && isInside ? { senderGroup } : {}) },
  );
  if (preservesClient.known) return own;
  const at = { leg: 'forward', hop: 'target-group', component: forwarding.group } as const;
  const doubt = undecidedHop(at, preservesClient.missing);
  if (!canShow) return [gateCheck(doubt, family), ...own];
  // Refused is only what is refused both ways, and sure only what passes both.
  const isRefused = hidden.some(({ verdict }) => verdict === 'fail');
  const isPassed = hidden.every(({ verdict }) => verdict === 'pass');
  const all = AddressSet.all(family);
  const must = isPassed
    ? shown().reduce((left, { passes }) => left.intersect(passes.must), all)
    : AddressSet.none(family);
  const eitherWay: Hop = {
    ...at,
    rule: null,
    verdict: 'pass',
    message: say`The target takes it, client shown or hidden.`,
  };
  const settled: HopCheck = {
    passes: { must, may: all },
    at(source) {
      if (!must.contains(source)) return doubt;
      const answered = answeredPorts(shown().map((check) => check.at(source)));
      return answered ? { ...eitherWay, clientPortRanges: answered.intervals() } : eitherWay;
    },
  };
  return [settled, ...(isRefused ? shown() : own)];
}
