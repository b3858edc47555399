import type { Family } from '#inventory/addresses.ts';
import { protocolName } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { type Certainty, certain } from '../certainty.ts';
import { aclForwardCheck, aclReplyCheck, groupCheck } from '../explain/filter-checks.ts';
import { gateCheck, type HopCheck } from '../explain/hop-check.ts';
import { walk } from '../explain/partition.ts';
import { privatePath } from '../explain/private-path.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import { distinctReasons, type Hop, incomplete, type Leg, type Reason } from '../hop.ts';
import { opennessOfGroups, type ResolveGroup } from '../openness.ts';
import { ALL_PORTS, PortSet } from '../port-set.ts';
import type { TrafficSet } from '../traffic-set.ts';
import type { BalancerNode } from './balancer.ts';
import type { Forwarding } from './forwarding.ts';
import { addressesOfHider, blinded, type Hider } from './hidden-clients.ts';
import type { Ingredients } from './ingredients.ts';
import { partsByClientPort } from './replies.ts';
import { onOnePort, repliesThrough } from './shown-replies.ts';
import type { Target } from './targets.ts';
import type { ClassEntry } from './traffic-class.ts';
import { firstOf } from './witness.ts';

/** Ports that a balancer itself uses towards its targets. */
const BALANCER_PORTS = PortSet.of([1024, 65535]);

/** The clients of one node that a target gets to see traffic of. */
export interface ForwardedTraffic {
  readonly entries: readonly ClassEntry[];
  /** What the packet passes between the node and the target. */
  readonly path: (source: string) => readonly Hop[];
}

/**
 * What of the traffic that a node takes on a listener port arrives at a target: the node's own packets where it hides the
 * client, else the clients' packets. Replies go back through the node either way, so no route to the gateway is needed.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export function forwarded(
  ingredients: Ingredients,
  node: BalancerNode,
  arriving: readonly ClassEntry[],
  forwarding: Forwarding,
  target: Target,
  protocol: number,
): ForwardedTraffic {
  const flow: Flow = { protocol, selector: forwarding.targetPort };
  const zone = zoneReasons(ingredients, node, forwarding);
  const nothing: ForwardedTraffic = { entries: [], path: () => [] };
  if (zone === 'never') return nothing;
  const shape = {
    name: protocolName(protocol),
    protocol,
    ports: [[forwarding.targetPort, forwarding.lastPort ?? forwarding.targetPort]] as const,
  };
  const hides = forwarding.preservesClient.known ? [forwarding.preservesClient.value] : [false, true];
  const seen = arriving.flatMap((entry) => {
    const { hiddenBehind } = entry;
    const taken = passedOn(forwarding, entry);
    const clients = taken.may;
    if (clients.isEmpty) return [];
    const ways = hides.map((preserves) =>
      preserves && entry.sources.family === target.family
        ? preserved(ingredients, node, target, flow, clients, hiddenBehind)
        : certainOrNot(hidden(ingredients, node, target, flow), clients),
    );
    const may = AddressSet.unionOf(
      clients.family,
      ways.map((way) => way.passes.may),
    );
    const must = ways.map((way) => way.passes.must).reduce((both, each) => both.intersect(each), taken.must);
    const isSure = entry.verdict === 'reachable' && zone.length === 0;
    const sure = isSure ? must : AddressSet.none(clients.family);
    const doubtful = may.subtract(sure);
    const reasons = distinctReasons([
      ...(entry.reasons ?? []),
      ...zone,
      ...forwarding.reasons,
      ...ways.flatMap((way) => way.reasons),
      ...(forwarding.preservesClient.known ? [] : forwarding.preservesClient.missing.map(incomplete)),
    ]);
    const base = { ...shape, ...(hiddenBehind ? { hiddenBehind } : {}) };
    // Where it is not known whether the target sees clients, only what it can answer either way is sure.
    const replies = ways.find((way) => way.replies)?.replies;
    const possible = ways.length > 1 ? undefined : replies?.may;
    return [
      ...byClientPorts(entry, sure, replies?.must).map((part) => ({ ...base, ...part, verdict: 'reachable' as const })),
      ...byClientPorts(entry, doubtful, possible).map((part) => ({
        ...base,
        ...part,
        verdict: 'unknown' as const,
        reasons,
      })),
    ];
  });
  const shows = forwarding.preservesClient.known && forwarding.preservesClient.value;
  return {
    entries: seen,
    path: (source) =>
      shows
        ? preservedChecks(ingredients, node, target, flow).map((check) => check.at(source))
        : pathBetween(ingredients, node, target, flow),
  };
}

/** Sources by the client ports that get an answer: the node's own say, unless the target answers the clients. */
function byClientPorts(
  { clientPorts, clientPortRanges }: ClassEntry,
  sources: AddressSet,
  replies: TrafficSet | undefined,
): readonly Pick<ClassEntry, 'sources' | 'clientPorts' | 'clientPortRanges'>[] {
  if (sources.isEmpty) return [];
  if (!replies) return [{ sources, clientPorts, ...(clientPortRanges ? { clientPortRanges } : {}) }];
  return partsByClientPort(replies).flatMap(({ traffic, ...ports }) => {
    const answered = traffic.addresses().intersect(sources);
    return answered.isEmpty ? [] : [{ sources: answered, ...ports }];
  });
}

/** The clients that a listener's rules pass on: rules about sources see the edge where it hides the client. */
function passedOn({ clients }: Forwarding, { sources, hiddenBehind }: ClassEntry): Certainty<AddressSet> {
  const { family } = sources;
  const [must, may] = [clients.must[family], clients.may[family]];
  if (!hiddenBehind) return { must: must.intersect(sources), may: may.intersect(sources) };
  const addresses = addressesOfHider(hiddenBehind, family);
  const none = AddressSet.none(family);
  return { must: must.covers(addresses) ? sources : none, may: may.overlaps(addresses) ? sources : none };
}

interface Way {
  readonly passes: Certainty<AddressSet>;
  readonly reasons: readonly Reason[];
  /** What the target's own answers to clients get through to, where it sees them. */
  readonly replies?: Certainty<TrafficSet>;
}

/** Why it is not sure that a node uses a target of another zone; `never` where it certainly does not. */
export function zoneReasons(
  { estate }: Ingredients,
  { target: node, balancer }: BalancerNode,
  forwarding: Forwarding,
): readonly Reason[] | 'never' {
  if (forwarding.zone === 'all') return [];
  const here = estate.subnetOf(node.nic).availabilityZone;
  const there = estate.subnetOf(forwarding.nic).availabilityZone;
  if (here === undefined || there === undefined || here === there) return [];
  // A balancer uses nothing outside the zones that are enabled for it.
  const enabled = balancer.subnetIds.flatMap((id) => {
    const subnet = estate.subnet(id);
    return subnet.known ? [subnet.value.availabilityZone] : [];
  });
  if (enabled.length === balancer.subnetIds.length && enabled.length > 0 && !enabled.includes(there)) return 'never';
  if (!forwarding.crossZone.known) return forwarding.crossZone.missing.map(incomplete);
  return forwarding.crossZone.value ? [] : 'never';
}

/** All clients, or none, by what becomes of the node's own packets. */
function certainOrNot(
  { verdict, reasons }: { readonly verdict: Hop['verdict']; readonly reasons: readonly Reason[] },
  clients: AddressSet,
): Way {
  const none = AddressSet.none(clients.family);
  if (verdict === 'pass') return { passes: certain(clients), reasons };
  return verdict === 'fail' ? { passes: certain(none), reasons } : { passes: { must: none, may: clients }, reasons };
}

/** The node opens a connection of its own. A node that nobody saw may have any address of its subnet. */
function hidden(ingredients: Ingredients, node: BalancerNode, target: Target, flow: Flow) {
  const addresses = nodeAddresses(ingredients, node, target.family);
  const parts = walk(checksBetween(ingredients, node, target, flow, addresses), addresses);
  const verdicts = new Set(parts.map(({ verdict }) => verdict));
  const verdict: Hop['verdict'] =
    verdicts.size === 1 && verdicts.has('reachable')
      ? 'pass'
      : verdicts.size === 1 && verdicts.has('blocked')
        ? 'fail'
        : 'unknown';
  return {
    verdict,
    reasons: distinctReasons(parts.flatMap(({ hops }) => hops.flatMap(({ reasons = [] }) => reasons))),
  };
}

/**
 * Every hop of the connection that a node opens to a target, both ways.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
export function checksBetween(
  ingredients: Ingredients,
  { balancer, target: node }: BalancerNode,
  target: Target,
  flow: Flow,
  addresses: AddressSet,
): readonly HopCheck[] {
  const subnet = ingredients.estate.subnetOf(node.nic);
  const isClassic = balancer.type === 'clb';
  const checks = privatePath(ingredients, { nic: node.nic, subnet, addresses }, target, flow, {
    clientPorts: BALANCER_PORTS,
    filtersInsideSubnet: isClassic,
    ignoresSourceGroups: balancer.type === 'nlb',
    knowsSource: true,
  });
  const isInside = subnet.id === ingredients.estate.subnetOf(target.nic).id;
  return isClassic && isInside
    ? checks.map((check) => ({ ...check, at: (source) => insideSubnet(check.at(source)) }))
    : checks;
}

/** ACLs filter inside a subnet only what a classic balancer sends, which has a code of its own. */
const insideSubnet = (hop: Hop): Hop =>
  hop.code === 'SUBNET_ACL_RESTRICTION'
    ? {
        ...hop,
        code: 'ELB_ACL_RESTRICTION',
        message: say`${hop.message} A classic balancer is filtered inside its own subnet too.`,
      }
    : hop;

export function nodeAddresses({ estate }: Ingredients, { target: node }: BalancerNode, family: Family): AddressSet {
  const own = family === 'ipv4' ? node.nic.addresses.map(({ privateIp }) => privateIp) : node.nic.ipv6Addresses;
  if (own.length > 0) return AddressSet.of(family, own);
  const subnet = estate.subnetOf(node.nic);
  return AddressSet.of(family, [
    ...(subnet.cidr === undefined ? [] : [subnet.cidr]),
    ...subnet.ipv6.map(({ cidr }) => cidr),
  ]);
}

/** The target sees the clients' packets, or those of what hides the clients from the balancer already. */
function preserved(
  ingredients: Ingredients,
  node: BalancerNode,
  target: Target,
  flow: Flow,
  clients: AddressSet,
  hider: Hider | undefined,
): Way {
  const checks = preservedChecks(ingredients, node, target, flow, hider);
  const inAll = (side: keyof Certainty<unknown>): AddressSet =>
    checks.reduce((left, { passes }) => left.intersect(passes[side]), clients);
  const passes = { must: inAll('must'), may: inAll('may') };
  const doubtful = passes.may.subtract(passes.must);
  const reasons = doubtful.isEmpty ? [] : checks.flatMap((check) => check.at(firstOf(doubtful)).reasons ?? []);
  return {
    passes,
    reasons,
    ...(hider ? {} : { replies: repliesThrough(ingredients, node.target, target, flow.protocol) }),
  };
}

/**
 * Every hop between a node and a target that sees the clients' packets, both ways. A rule that names the balancer's group
 * admits them all.
 */
export function preservedChecks(
  ingredients: Ingredients,
  { target: node }: BalancerNode,
  target: Target,
  flow: Flow,
  hider?: Hider,
  clientPorts: PortSet = ALL_PORTS,
): readonly HopCheck[] {
  const { estate } = ingredients;
  const { family } = target;
  const here = estate.subnetOf(node.nic);
  const there = estate.subnetOf(target.nic);
  const crosses = here.id !== there.id;
  const gate = (hop: Hop): HopCheck => gateCheck(hop, family);
  const placed = (subnetId: string, leg: Leg, direction: 'ingress' | 'egress') => {
    const { component, openness } = ingredients.acl(subnetId, direction, family);
    const acl = estate.aclOf(subnetId);
    const hop = direction === 'ingress' ? 'network-acl-in' : 'network-acl-out';
    return [{ leg, hop, component }, acl.known ? acl.value : undefined, openness, direction, flow] as const;
  };
  // The node's own ACL sees the target as the other end, on both legs.
  const towards = (check: HopCheck): HopCheck => gate({ ...check.at(target.address), peer: target.address });
  const forward = [
    ...(crosses
      ? [
          towards(aclForwardCheck(...placed(here.id, 'forward', 'egress'))),
          aclForwardCheck(...placed(there.id, 'forward', 'ingress')),
        ]
      : []),
    preservedGroupCheck(ingredients, node, target, flow),
    // A balancer's node that no interface was read of is in use all the same.
    ...(target.nic.id === '' ? [] : interfaceHops(estate, target.nic).map(gate)),
  ];
  const replies = crosses
    ? [
        onOnePort(
          aclReplyCheck(...placed(there.id, 'return', 'egress'), clientPorts),
          ingredients,
          node,
          target,
          flow.protocol,
          clientPorts,
        ),
        towards(aclReplyCheck(...placed(here.id, 'return', 'ingress'), clientPorts)),
      ]
    : [];
  const checks = [...forward, ...replies];
  return hider ? checks.map((check) => blinded(check, hider, family)) : checks;
}

/** What the node's own packet meets on its way to the target. */
function pathBetween(ingredients: Ingredients, node: BalancerNode, target: Target, flow: Flow): readonly Hop[] {
  const addresses = nodeAddresses(ingredients, node, target.family);
  return checksBetween(ingredients, node, target, flow, addresses).map((check) => check.at(firstOf(addresses)));
}

function preservedGroupCheck(ingredients: Ingredients, node: Target, { nic, family }: Target, flow: Flow): HopCheck {
  const { estate } = ingredients;
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const resolve = membersAre(node.nic.groupIds);
  const { prefixLists } = estate.region;
  const openness =
    groups.length === 0
      ? ingredients.unfiltered(family)
      : opennessOfGroups(groups, prefixLists, 'ingress', family, resolve);
  const component = groups[0]?.id ?? 'no security group';
  const place = { leg: 'forward', hop: 'security-group-in', component } as const;
  return groupCheck(place, groups, openness, flow, prefixLists, resolve);
}

/** Whoever comes through the balancer is what its groups are, for rules that name them. */
const membersAre =
  (groupIds: readonly string[]): ResolveGroup =>
  (peer, family) => ({
    addresses: certain(groupIds.includes(peer.id) ? AddressSet.all(family) : AddressSet.none(family)),
  });
