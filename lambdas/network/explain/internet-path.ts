import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
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
    ...internetFilterChecks(ingredients, nic.groupIds, subnet, family, flow),
    ...gates.filter(isAtTarget).map(check),
    ...internetReturnChecks(ingredients, subnet, family, flow, clientPorts),
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
      const message = `${source} is no address of the Internet: the gateway lets nothing in from there.`;
      return { ...hop, verdict: 'fail', code, message };
    },
  };
}

/** ACL and groups on the way in. */
export function internetFilterChecks(
  ingredients: Ingredients,
  groupIds: readonly string[],
  subnet: Subnet,
  family: Family,
  flow: Flow,
): readonly HopCheck[] {
  const { estate } = ingredients;
  const acl = ingredients.acl(subnet.id, 'ingress', family);
  const known = estate.aclOf(subnet.id);
  const groups = [...groupIds].sort().map((id) => estate.groupOrUnread(id));
  return [
    aclForwardCheck(
      { leg: 'forward', hop: 'network-acl-in', component: acl.component },
      known.known ? known.value : undefined,
      acl.openness,
      'ingress',
      flow,
    ),
    groupCheck(
      { leg: 'forward', hop: 'security-group-in', component: groups[0]?.id ?? 'no security group' },
      groups,
      ingredients.groupsIn(groupIds, family),
      flow,
      estate.region.prefixLists,
    ),
  ];
}

/** ACL and route on the way back. */
export function internetReturnChecks(
  ingredients: Ingredients,
  subnet: Subnet,
  family: Family,
  flow: Flow,
  clientPorts?: PortSet,
): readonly HopCheck[] {
  const acl = ingredients.acl(subnet.id, 'egress', family);
  const known = ingredients.estate.aclOf(subnet.id);
  const routes = ingredients.returnRoutes(subnet, family);
  return [
    aclReplyCheck(
      { leg: 'return', hop: 'network-acl-out', component: acl.component },
      known.known ? known.value : undefined,
      acl.openness,
      'egress',
      flow,
      clientPorts,
    ),
    {
      passes: routes.passes,
      parts: routes.pieces.map(({ addresses }) => addresses),
      at(source) {
        const piece = routes.pieces.find(({ addresses }) => addresses.contains(source));
        return {
          leg: 'return',
          hop: 'route-table',
          component: routes.component,
          rule: piece?.rule ?? null,
          verdict: piece?.verdict ?? verdictAt(routes.passes, source),
          ...(piece?.code ? { code: piece.code } : {}),
          ...(piece?.because ? { because: piece.because } : {}),
          message: piece?.message ?? 'No route leads back to the client.',
          ...(piece?.reasons ? { reasons: piece.reasons } : {}),
        };
      },
    },
  ];
}
