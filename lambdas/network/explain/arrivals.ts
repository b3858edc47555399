import type { Family } from '#inventory/addresses.ts';
import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import type { AddressSet } from '../address-set.ts';
import type { AwsReach } from '../aws-reach.ts';
import type { Flow } from '../flow.ts';
import { distinctReasons, type Hop, incomplete } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import type { PortSet } from '../port-set.ts';
import { type Balancer, inactiveHop } from '../reach/balancer.ts';
import { type EdgeEntrance, listenerPortsTo } from '../reach/edge-services.ts';
import type { Via } from '../reach/exposure.ts';
import { leadsTo } from '../reach/forwarding.ts';
import type { Hider } from '../reach/hidden-clients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { edgePath } from './edge-path.ts';
import type { FlowSource } from './endpoints.ts';
import { beforeReplies, gateCheck, type HopCheck, seeing } from './hop-check.ts';
import { throughNode } from './through-node.ts';
import { unreadBalancerPath } from './unread-balancer-path.ts';
import { type Walk, walksTo } from './walks.ts';

/** One way in which packets for one port get to an address. */
export interface Arrival {
  /** What carried them there; nothing where they came straight. */
  readonly via?: Via;
  /** A text that tells it from the other ways to the same resource. */
  readonly key: string;
  /** What stands in for the client in the eyes of filters further on. */
  readonly hider?: Hider;
  readonly walks: readonly Walk[];
}

/** Every way to one port of an address: straight, from AWS's edge, and to a balancer through another in front of it. */
export function arrivalsAt(
  reach: AwsReach,
  target: Target,
  source: FlowSource,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Arrival[] {
  const straight: Arrival = { key: '', walks: walksAt(reach, target, source, clientPorts) };
  if (source.kind === 'interfaces') return [straight];
  return [
    straight,
    ...fromEdge(reach, target, source, flow, clientPorts),
    ...throughFronts(reach, target, source, flow, clientPorts),
    ...throughUnread(reach, target, source, flow),
  ];
}

/** The walks straight to an address; at a balancer's node they also meet its scheme and its listeners. */
function walksAt(
  reach: AwsReach,
  target: Target,
  source: FlowSource,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  const { ingredients, balancers } = reach;
  const walks = walksTo(ingredients, target, source, clientPorts);
  const balancer = balancerAt(reach, target);
  if (!balancer) return walks;
  const front = balancers.fronts.of(balancer, target, target.nic.id === '');
  return walks.map((walk) => ({
    ...walk,
    checks: (flow) => {
      const checks = (walk.checks(flow) ?? []).filter(
        (check) => !front.without.has(check.at(firstOf(walk.sources)).hop),
      );
      const gates = walk.isFromInternet ? front.gates : [];
      return beforeReplies(checks, firstOf(walk.sources), atNode(balancer, gates, target, flow));
    },
  }));
}

function balancerAt({ balancers }: AwsReach, { nic, resource }: Target): Balancer | undefined {
  const node = balancers.nodesOf(resource.id).find((each) => each.target.nic === nic);
  return balancers.balancerOf(nic.id) ?? node?.balancer;
}

/** What a packet meets at a balancer besides filters. */
const atNode = (
  balancer: Balancer,
  gates: readonly (Hop | undefined)[],
  { family }: Target,
  flow: Flow,
): readonly HopCheck[] =>
  [...gates, listenerHop(balancer, flow)].flatMap((hop) => (hop ? [gateCheck(hop, family)] : []));

/** Whether a balancer listens for a flow at all. */
function listenerHop({ type, id, listeners }: Balancer, { protocol, selector }: Flow): Hop {
  const at = { leg: 'forward', hop: 'listener', component: id } as const;
  const listener = seenOf(listeners).find((each) => each.port === selector && each.protocols.includes(protocol));
  if (listener) return { ...at, rule: String(selector), verdict: 'pass', message: say`${id} listens on ${selector}.` };
  if (listeners.known) {
    const code = type === 'clb' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENERS_MISMATCH';
    return { ...at, rule: null, verdict: 'fail', code, message: say`No listener of ${id} takes it.` };
  }
  return {
    ...at,
    rule: null,
    verdict: 'unknown',
    code: 'X_SNAPSHOT_INCOMPLETE',
    message: say`The listeners of ${id} could not be read.`,
    reasons: distinctReasons(listeners.missing.map(incomplete)),
  };
}

/** From accelerators and CloudFront VPC origins, and from those that may be among what was not read. */
function fromEdge(
  reach: AwsReach,
  target: Target,
  source: Extract<FlowSource, { kind: 'addresses' }>,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Arrival[] {
  const sources = source.of(target.family).intersect(INTERNET[target.family]);
  if (sources.isEmpty || (flow.protocol !== TCP && flow.protocol !== UDP)) return [];
  const balancer = balancerAt(reach, target);
  const walkOf = (entrance: EdgeEntrance): Walk => ({
    sources,
    isFromInternet: true,
    checks: (asked) => {
      if (asked.protocol !== entrance.protocol || listenerPortsTo(entrance, asked.selector).length === 0)
        return undefined;
      const path = edgePath(reach.ingredients, entrance, target, asked, clientPorts);
      const own = balancer ? atNode(balancer, [inactiveHop(balancer)], target, asked) : [];
      return beforeReplies(path, firstOf(sources), own);
    },
  });
  return [...reach.edge.entrancesTo(target), ...reach.edge.unreadEntrancesTo(target)]
    .filter(({ protocol }) => protocol === flow.protocol)
    .flatMap((entrance) => {
      const { type, id, shows } = entrance;
      return listenerPortsTo(entrance, flow.selector).map((listenerPort): Arrival => {
        const via: Via = { type, id, listenerPort, targetPort: flow.selector };
        const hider = shows === 'client' ? {} : { hider: { id, shows } };
        return { via, key: JSON.stringify([via, entrance.missing]), ...hider, walks: [walkOf(entrance)] };
      });
    });
}

/** To an application balancer's node: through the network balancers that it is a target of, however one gets to those. */
function throughFronts(
  reach: AwsReach,
  target: Target,
  source: FlowSource,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Arrival[] {
  const node = reach.balancers.nodesOf(target.resource.id).find((each) => each.target.nic === target.nic);
  if (!node || flow.protocol !== TCP) return [];
  const ways = new Map<string, Arrival & { readonly walks: Walk[] }>();
  for (const way of reach.balancers.waysToNode({ ...node, target })) {
    const { listener, forwarding, node: front } = way;
    if (!leadsTo(forwarding, flow.selector)) continue;
    const { type, id } = front.balancer;
    const via: Via = { type, id, listenerPort: listener.port, targetPort: flow.selector };
    for (const arrival of arrivalsAt(reach, front.target, source, { ...flow, selector: listener.port }, clientPorts)) {
      const key = JSON.stringify([via, arrival.key]);
      const { hider } = arrival;
      const found = ways.get(key) ?? { via, key, ...(hider ? { hider } : {}), walks: [] };
      const walks = throughNode(reach, way, arrival, target, flow, clientPorts);
      const own = seeing(atNode(node.balancer, [inactiveHop(node.balancer)], target, flow), { target, flow });
      found.walks.push(
        ...walks.map((walk) => ({
          ...walk,
          checks: (asked: Flow) => {
            const checks = walk.checks(asked);
            return checks && beforeReplies(checks, firstOf(walk.sources), own);
          },
        })),
      );
      ways.set(key, found);
    }
  }
  return [...ways.values()];
}

/** Through balancers that were not read, or whose listeners were not: from strangers, and from private addresses. */
function throughUnread(
  { ingredients, balancers }: AwsReach,
  target: Target,
  source: Extract<FlowSource, { kind: 'addresses' }>,
  flow: Flow,
): readonly Arrival[] {
  const { unread } = balancers;
  const node = balancers.nodesOf(target.resource.id).find((each) => each.target.nic === target.nic);
  const own = node ? atNode(node.balancer, [inactiveHop(node.balancer)], target, flow) : [];
  const families: readonly Family[] = node ? [target.family] : ['ipv4', 'ipv6'];
  return unread
    .frontsTo(target)
    .filter(({ protocols }) => protocols.includes(flow.protocol))
    .map((front): Arrival => {
      const { type, id, arriving } = front;
      const via: Via = { type, id, listenerPort: flow.selector, targetPort: flow.selector };
      const walks = families.flatMap((family) => {
        const strangers = source.of(family).intersect(INTERNET[family]);
        const insiders = source.of(family).subtract(INTERNET[family]);
        const walkOf = (sources: AddressSet, isFromInternet: boolean): Walk => ({
          sources,
          isFromInternet,
          checks: (asked) =>
            asked.protocol === flow.protocol
              ? [
                  ...unreadBalancerPath(
                    ingredients,
                    front,
                    target,
                    asked,
                    unread.admittedAt(target, asked.protocol, asked.selector, family),
                    isFromInternet,
                  ),
                  ...own,
                ]
              : undefined,
        });
        return [
          walkOf(arriving ? strangers.intersect(arriving(family)) : strangers, true),
          walkOf(insiders, false),
        ].filter(({ sources }) => !sources.isEmpty);
      });
      return { via, key: JSON.stringify(['unread', via]), walks };
    })
    .filter(({ walks }) => walks.length > 0);
}
