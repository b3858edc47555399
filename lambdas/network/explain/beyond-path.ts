import type { Family } from '#inventory/addresses.ts';
import type { Route, Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { orText, say, type Text } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import type { Estate } from '../estate.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import { type Hop, undecidedHop } from '../hop.ts';
import { opennessOfGroups, type ResolveGroup } from '../openness.ts';
import { ALL_PORTS, type PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { nameOfRoute, routePieces } from '../routes/route-pieces.ts';
import { oneOf } from './alternatives.ts';
import { groupCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import { PrivateAcls } from './private-acls.ts';
import { transitWayBack } from './transit-leg.ts';

/** What a route may lead to that is no Internet gateway and not the VPC itself. */
const LINKS: ReadonlySet<string> = new Set([
  'transit-gateway',
  'core-network',
  'virtual-private-gateway',
  'vpc-peering-connection',
  'local-gateway',
  'network-interface',
  'instance',
  'vpc-endpoint',
]);

/** Addresses that the target's subnet routes to other networks. */
export function linkedAddresses({ estate }: Ingredients, { nic, family }: Target): AddressSet {
  const table = estate.routeTableOf(nic.subnetId);
  if (!table.known) return AddressSet.all(family);
  const { pieces } = routePieces(table.value, family, estate.region.prefixLists);
  return AddressSet.unionOf(
    family,
    pieces
      .filter(({ candidates }) => candidates.some(({ target }) => LINKS.has(target.kind)))
      .map(({ addresses }) => addresses),
  );
}

/**
 * From a network that the snapshot does not show, such as one behind a VPN: the way here cannot be known, but what the
 * target's own hops certainly refuse, or the routes back certainly drop, is blocked whatever lies beyond.
 */
export function beyondPath(
  ingredients: Ingredients,
  target: Target,
  flow: Flow,
  sources: AddressSet,
  clientPorts: PortSet = ALL_PORTS,
): readonly HopCheck[] {
  const { estate } = ingredients;
  const { nic, family, address } = target;
  const subnet = estate.subnetOf(nic);
  const source = firstOf(sources);
  const acls = new PrivateAcls(ingredients, family, flow, source, clientPorts);
  const { candidates, isSure } = linksTo(estate, subnet, family, source);
  const links = [...new Set(candidates.map(({ target: { id } }) => id))].sort();
  const gate = (hop: Hop): HopCheck => gateCheck(hop, family);
  const forward = [
    gate(linkHop(links)),
    arrivingCheck(ingredients, acls.forward(subnet, 'ingress', 'source'), subnet, links, family),
    groupsInCheck(ingredients, target, flow),
    ...interfaceHops(estate, nic).map(gate),
  ];
  const replies = [acls.reply(subnet, 'egress', 'source')];
  const [route, ...rivals] = candidates;
  if (!route || rivals.length > 0 || !isSure) return [...forward, ...replies];
  replies.push(gate(linkBackHop(estate, subnet, route)));
  if (route.target.kind === 'transit-gateway' && route.state === 'active') {
    const gatewayId = route.target.id;
    const { entry, entryDoor, inside } = transitWayBack(estate, { gatewayId, from: subnet, family, address: source });
    replies.push(...entry.map(gate), ...acls.through('return', entryDoor, 'ingress', { address }, gatewayId));
    replies.push(...inside.map(gate));
  }
  return [...forward, ...replies];
}

function linkHop(links: readonly string[]): Hop {
  const names = links.length > 0 ? links : ['route table'];
  return {
    leg: 'forward',
    hop: 'route-table',
    component: names.join(', '),
    rule: null,
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    message: say`It comes over ${orText(names)}; what lies beyond was not read.`,
    reasons: names.map((component) => ({ code: 'X_MIDDLEBOX' as const, component })),
  };
}

/** The routes that replies may take, and whether it is certain that one of them wins. */
function linksTo(
  estate: Estate,
  subnet: Subnet,
  family: Family,
  source: string,
): { readonly candidates: readonly Route[]; readonly isSure: boolean } {
  const table = estate.routeTableOf(subnet.id);
  if (!table.known) return { candidates: [], isSure: false };
  const { pieces, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  const piece = pieces.find(({ addresses }) => addresses.contains(source));
  return { candidates: piece?.candidates ?? [], isSure: !hasUnreadRoutes && !piece?.mayHaveNone };
}

/** A gateway hands over without asking the ACL inside a subnet that the attachment has an interface in. */
function arrivingCheck(
  { estate }: Ingredients,
  check: HopCheck,
  subnet: Subnet,
  links: readonly string[],
  family: Family,
): HopCheck {
  const { transitGatewayVpcAttachments: attachments } = estate.region;
  const isDoor = seenOf(attachments).some(({ subnetIds }) => subnetIds.includes(subnet.id));
  const mayBeDoor = isDoor || (!attachments.known && links.some((id) => id.startsWith('tgw-')));
  if (!mayBeDoor) return check;
  const { code: _code, reasons: _reasons, ...hop } = check.at(family === 'ipv4' ? '0.0.0.0' : '::');
  const message = say`A transit gateway may hand it over inside ${subnet.id}.`;
  const unasked = gateCheck({ ...hop, rule: null, verdict: 'pass', message }, family);
  return oneOf([check, unasked], family, 'transit gateway') ?? check;
}

/** Whoever sends may be in a group of an account or Region that was not read. */
function groupsInCheck({ estate }: Ingredients, { nic, family }: Target, flow: Flow): HopCheck {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const { prefixLists } = estate.region;
  const resolve: ResolveGroup = (peer, of) => {
    const group = estate.group(peer.id);
    const none = AddressSet.none(of);
    return group.known
      ? { addresses: certain(none) }
      : { addresses: { must: none, may: AddressSet.all(of) }, missing: group.missing };
  };
  const place = {
    leg: 'forward',
    hop: 'security-group-in',
    component: groups[0]?.id ?? 'no security group',
  } as const;
  const openness = groups.length === 0 ? undefined : opennessOfGroups(groups, prefixLists, 'ingress', family, resolve);
  if (!openness)
    return gateCheck({ ...place, rule: null, verdict: 'pass', message: say`No security group filters here.` }, family);
  return groupCheck(place, groups, openness, flow, prefixLists, resolve);
}

/** The route that replies take out of the VPC. */
function linkBackHop(estate: Estate, subnet: Subnet, route: Route): Hop {
  const table = estate.routeTableOf(subnet.id);
  const name = nameOfRoute(route);
  const at = {
    leg: 'return',
    hop: 'route-table',
    component: table.known ? table.value.id : 'route table',
    rule: name,
  } as const;
  const fail = (code: Hop['code'], message: Text): Hop => ({ ...at, verdict: 'fail', code, message });
  if (route.state === 'blackhole') return fail('BAD_STATE_ROUTE', say`The reply takes ${name}, which is dead.`);
  const { id, kind } = route.target;
  if (kind === 'vpc-peering-connection') {
    const { vpcPeeringConnections: list } = estate.region;
    const peering = seenOf(list).find((each) => each.id === id);
    if (!peering && !list.known) return { ...undecidedHop(at, list.missing), rule: name };
    if (peering?.status !== 'active')
      return fail('BAD_STATE', say`${id} is ${peering?.status ?? say`gone`}, not active.`);
  }
  if (kind === 'virtual-private-gateway' && !estate.isForeign(subnet.vpcId)) {
    const { vpnGateways: list } = estate.region;
    const gateway = seenOf(list).find((each) => each.id === id);
    if (!gateway && !list.known) return { ...undecidedHop(at, list.missing), rule: name };
    const state = gateway?.attachments.find(({ vpcId }) => vpcId === subnet.vpcId)?.state;
    if (state !== 'attached' && state !== 'available' && state !== 'unknown')
      return fail('BAD_STATE_ATTACHMENT', say`${id} is ${state ?? say`not attached`}, so the reply goes nowhere.`);
  }
  return { ...at, verdict: 'pass', message: say`The reply takes ${name}.` };
}
