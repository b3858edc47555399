import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { mapCertainty } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import { edgeRouteHop } from '../gates/gateway.ts';
import { addressMappingHop, addressMappingTrouble, interfaceHops, interfaceTroubles } from '../gates/interface.ts';
import type { Hop } from '../hop.ts';
import { INTERNET, PRIVATE_SPACE, SHARED_SPACE } from '../internet.ts';
import type { PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { aclForwardCheck, aclReplyCheck, groupCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck, verdictAt } from './hop-check.ts';

/** The yes-or-no hops between the Internet and an address, in their order. */
export function gatesTo(ingredients: Ingredients, { nic, family, address, publicAddress }: Target): readonly Hop[] {
  const { estate } = ingredients;
  const subnet = estate.subnetOf(nic);
  const edge = edgeRouteHop(estate, subnet, family, address.split('/')[0] ?? address);
  return [
    ...ingredients.subnetGates(subnet),
    addressMappingHop(nic, estate.subnet(nic.subnetId), address, publicAddress),
    ...(edge ? [edge] : []),
    ...interfaceHops(estate, nic),
  ];
}

/** {@link gatesTo} that do not pass. */
export function troublesOf(ingredients: Ingredients, { nic, family, address, publicAddress }: Target): readonly Hop[] {
  const { estate } = ingredients;
  const subnet = estate.subnetOf(nic);
  const { troubles, hasEdgeTable } = ingredients.subnetTroubles(subnet);
  const mapping = addressMappingTrouble(nic, estate.subnet(nic.subnetId), address, publicAddress);
  const edge = hasEdgeTable ? edgeRouteHop(estate, subnet, family, address.split('/')[0] ?? address) : undefined;
  const atTarget = interfaceTroubles(estate, nic);
  if (!mapping && !edge && atTarget.length === 0) return troubles;
  return [...troubles, ...(mapping ? [mapping] : []), ...(edge && edge.verdict !== 'pass' ? [edge] : []), ...atTarget];
}

/** Every hop between strangers and an address and back, for one flow. */
export function internetPath(
  ingredients: Ingredients,
  target: Target,
  flow: Flow,
  clientPorts?: PortSet,
): readonly HopCheck[] {
  const { nic, family } = target;
  const subnet = ingredients.estate.subnetOf(nic);
  const gates = gatesTo(ingredients, target);
  const check = (hop: Hop): HopCheck =>
    hop.hop === 'internet-gateway' ? gatewayCheck(hop, family) : gateCheck(hop, family);
  return [
    ...gates.filter((hop) => !isAtTarget(hop)).map(check),
    aclInCheck(ingredients, subnet, family, flow),
    groupsInCheck(ingredients, nic.groupIds, family, flow),
    ...gates.filter(isAtTarget).map(check),
    aclOutCheck(ingredients, subnet, family, flow, clientPorts),
    returnRouteCheck(ingredients, subnet, family),
  ];
}

/** Whether a gate comes last on the way in: the interface and what it is attached to. */
export const isAtTarget = ({ hop }: Hop): boolean => hop === 'interface' || hop === 'instance';

/** The gateway also drops what no stranger can have as a source. */
function gatewayCheck(hop: Hop, family: Family): HopCheck {
  const { passes } = gateCheck(hop, family);
  const world = INTERNET[family];
  const spaces = family === 'ipv4' ? [PRIVATE_SPACE, SHARED_SPACE] : [];
  const spoofed = AddressSet.unionOf(family, spaces);
  return {
    passes: mapCertainty(passes, (addresses) => addresses.intersect(world)),
    parts: [world, ...spaces, AddressSet.all(family).subtract(world).subtract(spoofed)],
    at(source) {
      if (world.contains(source)) return hop;
      const isShared = SHARED_SPACE.contains(source);
      const code = isShared ? 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS' : 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS';
      const message = say`${source} is no address of the Internet: the gateway lets nothing in from there.`;
      return { ...hop, verdict: 'fail', code, message };
    },
  };
}

/** The ACL of a subnet on the way in. */
export function aclInCheck(ingredients: Ingredients, subnet: Subnet, family: Family, flow: Flow): HopCheck {
  const { component, openness } = ingredients.acl(subnet.id, 'ingress', family);
  const acl = ingredients.estate.aclOf(subnet.id);
  const place = { leg: 'forward', hop: 'network-acl-in', component } as const;
  return aclForwardCheck(place, acl.known ? acl.value : undefined, openness, 'ingress', flow);
}

/** The groups of an interface on the way in. */
export function groupsInCheck(
  ingredients: Ingredients,
  groupIds: readonly string[],
  family: Family,
  flow: Flow,
): HopCheck {
  const { estate } = ingredients;
  const groups = groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const component = groups[0]?.id ?? 'no security group';
  const place = { leg: 'forward', hop: 'security-group-in', component } as const;
  return groupCheck(place, groups, ingredients.groupsIn(groupIds, family), flow, estate.region.prefixLists);
}

/** The ACL of a subnet on the way back, to any of the client ports. */
export function aclOutCheck(
  ingredients: Ingredients,
  subnet: Subnet,
  family: Family,
  flow: Flow,
  clientPorts?: PortSet,
): HopCheck {
  const { component, openness } = ingredients.acl(subnet.id, 'egress', family);
  const acl = ingredients.estate.aclOf(subnet.id);
  const place = { leg: 'return', hop: 'network-acl-out', component } as const;
  return aclReplyCheck(place, acl.known ? acl.value : undefined, openness, 'egress', flow, clientPorts);
}

/** The route that replies take. */
export function returnRouteCheck(ingredients: Ingredients, subnet: Subnet, family: Family): HopCheck {
  const { passes, pieces, component } = ingredients.returnRoutes(subnet, family);
  return {
    passes,
    parts: pieces.map(({ addresses }) => addresses),
    at(source) {
      const piece = pieces.find(({ addresses }) => addresses.contains(source));
      return {
        leg: 'return',
        hop: 'route-table',
        component,
        rule: piece?.rule ?? null,
        verdict: piece?.verdict ?? verdictAt(passes, source),
        ...(piece?.code ? { code: piece.code } : {}),
        ...(piece?.because ? { because: piece.because } : {}),
        message: piece?.message ?? say`No route leads back to the client.`,
        ...(piece?.reasons ? { reasons: piece.reasons } : {}),
      };
    },
  };
}
