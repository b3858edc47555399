import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import type { AwsReach } from '../aws-reach.ts';
import { certain } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import { distinctReasons, type Hop, incomplete, undecidedHop } from '../hop.ts';
import type { PortSet } from '../port-set.ts';
import type { Balancer } from '../reach/balancer.ts';
import type { BalancerWay } from '../reach/balancer-reach.ts';
import { checksBetween, nodeAddresses, preserved, zoneReasons } from '../reach/behind-balancer.ts';
import type { Via } from '../reach/exposure.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import type { FlowSource } from './endpoints.ts';
import { gateCheck, type HopCheck, verdictAt } from './hop-check.ts';
import { type Walk, walksTo } from './walks.ts';

/** One way to a target: its own address, or a balancer's listener. */
export interface Way {
  readonly target: Target;
  readonly via?: Via;
  readonly walks: readonly Walk[];
}

/** Every way in: straight to the address, and through each listener that passes the port on to it. */
export function waysTo(
  reach: AwsReach,
  target: Target,
  source: FlowSource,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Way[] {
  const straight: Way = { target, walks: walksAt(reach, target, source, clientPorts) };
  if (source.kind === 'interfaces') return [straight];
  const ways = new Map<string, { via: Via; walks: Walk[] }>();
  for (const way of reach.balancers.waysTo(target, flow.protocol)) {
    const { node, listener, forwarding } = way;
    if (forwarding.targetPort !== flow.selector) continue;
    const { type, id } = node.balancer;
    const via: Via = { type, id, listenerPort: listener.port, targetPort: forwarding.targetPort };
    const found = ways.get(JSON.stringify(via)) ?? { via, walks: [] };
    found.walks.push(...throughNode(reach, way, target, source, flow, clientPorts));
    ways.set(JSON.stringify(via), found);
  }
  return [straight, ...[...ways.values()].map(({ via, walks }) => ({ target, via, walks }))];
}

/** The walks to an address; at a balancer's node they also meet its scheme and its listeners. */
function walksAt(
  { ingredients, balancers }: AwsReach,
  target: Target,
  source: FlowSource,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  const walks = walksTo(ingredients, target, source, clientPorts);
  const isAssumed = target.nic.id === '';
  const node = balancers.nodesOf(target.resource.id).find((each) => each.target.nic === target.nic);
  const balancer = balancers.balancerOf(target.nic.id) ?? node?.balancer;
  if (!balancer) return walks;
  const front = balancers.frontOf(balancer, target, isAssumed);
  return walks.map((walk) => ({
    ...walk,
    checks: (flow) => {
      const checks = (walk.checks(flow) ?? []).filter(
        (check) => !front.without.has(check.at(firstOf(walk.sources)).hop),
      );
      const own = [
        ...(walk.isFromInternet ? front.gates.map((hop) => gateCheck(hop, target.family)) : []),
        gateCheck(listenerHop(balancer, flow), target.family),
      ];
      const at = checks.findIndex((check) => check.at(firstOf(walk.sources)).leg === 'return');
      return at < 0 ? [...checks, ...own] : [...checks.slice(0, at), ...own, ...checks.slice(at)];
    },
  }));
}

/** Whether a balancer listens for a flow at all. */
function listenerHop({ type, id, listeners }: Balancer, { protocol, selector }: Flow): Hop {
  const at = { leg: 'forward', hop: 'listener', component: id } as const;
  const listener = seenOf(listeners).find((each) => each.port === selector && each.protocols.includes(protocol));
  if (listener) return { ...at, rule: String(selector), verdict: 'pass', message: `${id} listens on ${selector}.` };
  if (listeners.known) {
    const code = type === 'clb' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENERS_MISMATCH';
    return { ...at, rule: null, verdict: 'fail', code, message: `No listener of ${id} takes it.` };
  }
  return {
    ...at,
    rule: null,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: `The listeners of ${id} could not be read.`,
    reasons: distinctReasons(listeners.missing.map(incomplete)),
  };
}

/** A client's packet to a node, and what the node makes of it towards the machine. */
function throughNode(
  reach: AwsReach,
  { node, listener, forwarding }: BalancerWay,
  target: Target,
  source: FlowSource,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  return walksAt(reach, node.target, source, clientPorts).map((walk) => ({
    ...walk,
    checks: (asked) => {
      // Another port of the machine is another listener, another way.
      if (asked.selector !== flow.selector || asked.protocol !== flow.protocol) return undefined;
      const clientSide = walk.checks({ protocol: flow.protocol, selector: listener.port }) ?? [];
      const at = clientSide.findIndex((check) => check.at(firstOf(walk.sources)).leg === 'return');
      const forwards = groupCheck(forwarding, node.target.family);
      const zone = zoneHop(reach, { node, listener, forwarding });
      const machineSide = towardsMachine(reach, { node, listener, forwarding }, target, flow, walk.sources);
      const between = [forwards, ...(zone ? [gateCheck(zone, node.target.family)] : []), ...machineSide];
      return at < 0 ? [...clientSide, ...between] : [...clientSide.slice(0, at), ...between, ...clientSide.slice(at)];
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
      if (verdict === 'pass') return { ...at, verdict, message: `It is passed on to port ${targetPort}.` };
      if (verdict === 'fail')
        return {
          ...at,
          verdict,
          code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
          message: 'The rules of the listener lead this client elsewhere.',
        };
      return {
        ...at,
        verdict,
        code: 'X_SNAPSHOT_INCOMPLETE',
        message: 'The rules of the listener are not fully known.',
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
      message: `This node of ${id} uses no target of another zone.`,
    };
  if (zone.length === 0) return undefined;
  return {
    ...at,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: `Whether ${id} uses targets of other zones could not be read.`,
    reasons: zone,
  };
}

/** The node's own connection, or the client's packet where the target sees it. */
function towardsMachine(
  { ingredients }: AwsReach,
  { node, forwarding }: BalancerWay,
  target: Target,
  flow: Flow,
  clients: AddressSet,
): readonly HopCheck[] {
  const { family } = clients;
  const shows = forwarding.preservesClient.known && forwarding.preservesClient.value && family === target.family;
  if (shows) {
    const { passes, reasons } = preserved(ingredients, node, target, flow, AddressSet.all(family));
    const at = {
      leg: 'forward',
      hop: 'security-group-in',
      component: target.nic.groupIds[0] ?? target.nic.id,
      rule: null,
    } as const;
    return [
      {
        passes,
        at(source) {
          const verdict = verdictAt(passes, source);
          if (verdict === 'pass') return { ...at, verdict, message: 'The target takes it from the client.' };
          if (verdict === 'fail')
            return {
              ...at,
              verdict,
              code: 'ENI_SG_RULES_MISMATCH',
              message: 'The groups or ACLs of the target do not take it from the client.',
            };
          return {
            ...at,
            verdict,
            code: 'X_SNAPSHOT_INCOMPLETE',
            message: 'The groups or ACLs of the target are not fully known.',
            reasons,
          };
        },
      },
    ];
  }
  const addresses = nodeAddresses(ingredients, node, target.family);
  const first = firstOf(addresses);
  const { preservesClient } = forwarding;
  const doubt = preservesClient.known
    ? []
    : [undecidedHop({ leg: 'forward', hop: 'target-group', component: forwarding.group }, preservesClient.missing)];
  const own = checksBetween(ingredients, node, target, flow, addresses).map((check) => check.at(first));
  return [...doubt, ...own].map((hop) => gateCheck(hop, family));
}
