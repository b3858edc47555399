import type { Family } from '#inventory/addresses.ts';
import { protocolName } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import { type Certainty, certain } from '../certainty.ts';
import { aclForwardCheck, groupCheck } from '../explain/filter-checks.ts';
import type { HopCheck } from '../explain/hop-check.ts';
import { walk } from '../explain/partition.ts';
import { privatePath } from '../explain/private-path.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import { distinctReasons, type Hop, incomplete, type Reason } from '../hop.ts';
import { type Openness, opennessOfGroups, type ResolveGroup } from '../openness.ts';
import { ALL_PORTS, PortSet } from '../port-set.ts';
import type { BalancerNode } from './balancer.ts';
import type { Forwarding } from './forwarding.ts';
import type { Ingredients } from './ingredients.ts';
import { Passage } from './passage.ts';
import type { Target } from './targets.ts';
import { type ClassEntry, TrafficClass } from './traffic-class.ts';
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
    ports: [[forwarding.targetPort, forwarding.targetPort]] as const,
  };
  const hides = forwarding.preservesClient.known ? [forwarding.preservesClient.value] : [false, true];
  const seen = arriving.flatMap((entry) => {
    const clients = forwarding.clients.may[entry.sources.family].intersect(entry.sources);
    const certainClients = forwarding.clients.must[entry.sources.family].intersect(entry.sources);
    if (clients.isEmpty) return [];
    const ways = hides.map((preserves) =>
      preserves && entry.sources.family === target.family
        ? preserved(ingredients, node, target, flow, clients)
        : certainOrNot(hidden(ingredients, node, target, flow), clients),
    );
    const may = AddressSet.unionOf(
      clients.family,
      ways.map((way) => way.passes.may),
    );
    const must = ways.map((way) => way.passes.must).reduce((both, each) => both.intersect(each), certainClients);
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
    const { clientPorts, clientPortRanges } = entry;
    const base = { ...shape, clientPorts, ...(clientPortRanges ? { clientPortRanges } : {}) };
    return [
      ...(sure.isEmpty ? [] : [{ ...base, verdict: 'reachable' as const, sources: sure }]),
      ...(doubtful.isEmpty ? [] : [{ ...base, verdict: 'unknown' as const, sources: doubtful, reasons }]),
    ];
  });
  const shows = forwarding.preservesClient.known && forwarding.preservesClient.value;
  return {
    entries: seen,
    path: (source) => pathBetween(ingredients, node, target, flow, shows ? source : undefined),
  };
}

interface Way {
  readonly passes: Certainty<AddressSet>;
  readonly reasons: readonly Reason[];
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

export function checksBetween(
  ingredients: Ingredients,
  { balancer, target: node }: BalancerNode,
  target: Target,
  flow: Flow,
  addresses: AddressSet,
) {
  const subnet = ingredients.estate.subnetOf(node.nic);
  return privatePath(ingredients, { nic: node.nic, subnet, addresses }, target, flow, {
    clientPorts: BALANCER_PORTS,
    filtersInsideSubnet: balancer.type === 'clb',
    ignoresSourceGroups: balancer.type === 'nlb',
    knowsSource: true,
  });
}

export function nodeAddresses({ estate }: Ingredients, { target: node }: BalancerNode, family: Family): AddressSet {
  const own = family === 'ipv4' ? node.nic.addresses.map(({ privateIp }) => privateIp) : node.nic.ipv6Addresses;
  if (own.length > 0) return AddressSet.of(family, own);
  const subnet = estate.subnetOf(node.nic);
  return AddressSet.of(family, [
    ...(subnet.cidr === undefined ? [] : [subnet.cidr]),
    ...subnet.ipv6.map(({ cidr }) => cidr),
  ]);
}

/** The target sees the clients' packets; a rule that names the balancer's group admits them all. */
export function preserved(
  ingredients: Ingredients,
  { target: node }: BalancerNode,
  target: Target,
  flow: Flow,
  clients: AddressSet,
): Way {
  const { estate } = ingredients;
  const { family } = target;
  const here = estate.subnetOf(node.nic);
  const there = estate.subnetOf(target.nic);
  const groups = target.nic.groupIds.map((id) => estate.groupOrUnread(id));
  const inbound =
    groups.length === 0
      ? ingredients.unfiltered(family)
      : opennessOfGroups(groups, estate.region.prefixLists, 'ingress', family, membersAre(node.nic.groupIds));
  const crosses = here.id !== there.id;
  const unfiltered = ingredients.unfiltered(family);
  const acl = (subnetId: string, direction: 'ingress' | 'egress'): Openness =>
    crosses ? ingredients.acl(subnetId, direction, family).openness : unfiltered;
  // The node's own ACL sees the target as the other end, on both legs.
  const towards = ingredients.acl(here.id, 'egress', family).openness.of(flow.protocol);
  const back = ingredients.acl(here.id, 'ingress', family).openness.of(flow.protocol);
  const leaves = (side: keyof Certainty<unknown>): boolean =>
    !crosses ||
    (towards[side].at(flow.selector).contains(target.address) &&
      back[side].withinPorts(ALL_PORTS).addresses().contains(target.address));
  const passage = new Passage({
    family,
    sources: clients,
    inbound: [acl(there.id, 'ingress')],
    outbound: acl(there.id, 'egress'),
    routes: { passes: certain(AddressSet.all(family)), reasons: [] },
  });
  const traffic = new TrafficClass(passage, inbound);
  const entries = traffic
    .entries()
    .filter(
      ({ protocol, name, ports }) =>
        name === 'all' ||
        (protocol === flow.protocol &&
          (ports ?? []).some(([first, last]) => first <= flow.selector && flow.selector <= last)),
    );
  const sourcesOf = (verdicts: readonly string[]): AddressSet =>
    AddressSet.unionOf(
      family,
      entries.filter(({ verdict }) => verdicts.includes(verdict)).map(({ sources }) => sources),
    );
  const none = AddressSet.none(family);
  return {
    passes: {
      must: leaves('must') ? sourcesOf(['reachable']) : none,
      may: leaves('may') ? sourcesOf(['reachable', 'unknown']) : none,
    },
    reasons: entries.flatMap(({ reasons = [] }) => reasons),
  };
}

/** What the packet meets on its way from the node to the target. */
function pathBetween(
  ingredients: Ingredients,
  node: BalancerNode,
  target: Target,
  flow: Flow,
  source: string | undefined,
): readonly Hop[] {
  const addresses = nodeAddresses(ingredients, node, target.family);
  if (source === undefined)
    return checksBetween(ingredients, node, target, flow, addresses).map((check) => check.at(firstOf(addresses)));
  const { estate } = ingredients;
  const there = estate.subnetOf(target.nic);
  const crosses = estate.subnetOf(node.target.nic).id !== there.id;
  const acl = ingredients.acl(there.id, 'ingress', target.family);
  const known = estate.aclOf(there.id);
  const place = { leg: 'forward', hop: 'network-acl-in', component: acl.component } as const;
  const aclHop = aclForwardCheck(place, known.known ? known.value : undefined, acl.openness, 'ingress', flow).at(
    source,
  );
  const groupHop = preservedGroupCheck(ingredients, node, target, flow).at(source);
  return [...(crosses ? [aclHop] : []), groupHop, ...interfaceHops(estate, target.nic)];
}

function preservedGroupCheck(
  { estate }: Ingredients,
  { target: node }: BalancerNode,
  { nic, family }: Target,
  flow: Flow,
): HopCheck {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const resolve = membersAre(node.nic.groupIds);
  const { prefixLists } = estate.region;
  const openness = opennessOfGroups(groups, prefixLists, 'ingress', family, resolve);
  const component = groups[0]?.id ?? 'no security group';
  return groupCheck(
    { leg: 'forward', hop: 'security-group-in', component },
    groups,
    openness,
    flow,
    prefixLists,
    resolve,
  );
}

/** Whoever comes through the balancer is what its groups are, for rules that name them. */
const membersAre =
  (groupIds: readonly string[]): ResolveGroup =>
  (peer, family) => ({
    addresses: certain(groupIds.includes(peer.id) ? AddressSet.all(family) : AddressSet.none(family)),
  });
