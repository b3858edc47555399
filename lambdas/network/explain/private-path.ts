import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import type { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import type { Hop, Leg } from '../hop.ts';
import { ALL_PORTS, type PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { oneOf } from './alternatives.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import { PrivateAcls } from './private-acls.ts';
import { type GroupReferences, groupsInCheck, groupsOutHop, KEPT } from './private-groups.ts';
import { privateRoute } from './private-route.ts';
import { carriesGroups, type TransitDoor, type TransitLeg, transitLeg } from './transit-leg.ts';

/** Where a flow inside the estate begins: an interface, or addresses of a subnet that no interface is known to have. */
export interface PrivateSource {
  readonly nic?: NetworkInterface;
  readonly subnet: Subnet;
  /** One address of the interface, or the range that is asked about. */
  readonly addresses: AddressSet;
}

/** How packets get from one side to the other. */
export interface PrivatePathOptions {
  /** Ports that the client may use. @default every port */
  readonly clientPorts?: PortSet;
  /** What a classic balancer sends is filtered even inside its own subnet; what comes back to it is not. */
  readonly filtersInsideSubnet?: boolean;
  /** The outbound rules of a network balancer's groups are for its health checks alone. */
  readonly ignoresSourceGroups?: boolean;
  /** Whether the source's own interface was judged before. */
  readonly knowsSource?: boolean;
}

/**
 * Every hop of a flow between two addresses of the estate and back. Inside one subnet only groups filter; between
 * subnets ACLs do too, on both sides and both legs, and over a transit gateway those of the attachments' subnets as well.
 *
 * All sources must be alike for the routes back; {@link alikeForRoutes} cuts them so.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
export function privatePath(
  ingredients: Ingredients,
  source: PrivateSource,
  target: Target,
  flow: Flow,
  {
    clientPorts = ALL_PORTS,
    filtersInsideSubnet = false,
    ignoresSourceGroups = false,
    knowsSource = false,
  }: PrivatePathOptions = {},
): readonly HopCheck[] {
  const { estate } = ingredients;
  const { family, address } = target;
  const there = estate.subnetOf(target.nic);
  const here = source.subnet;
  const crosses = here.id !== there.id;
  const sourceAddress = firstOf(source.addresses);
  const gate = (hop: Hop): HopCheck => gateCheck(hop, family);
  const acls = new PrivateAcls(ingredients, family, flow, sourceAddress, clientPorts);
  const said = new Set<string>();
  const out = legOf(ingredients, 'forward', here, there, family, address, said);
  const back = legOf(ingredients, 'return', there, here, family, sourceAddress, said);
  const references = referencesOver(ingredients, out, [here.vpcId, there.vpcId]);

  const forward: HopCheck[] = [];
  if (source.nic) {
    if (!knowsSource) forward.push(...interfaceHops(estate, source.nic).map(gate));
    if (!ignoresSourceGroups) forward.push(gate(groupsOutHop(ingredients, source.nic, target, flow, references)));
  }
  if (crosses || filtersInsideSubnet) forward.push(acls.forward(here, 'egress', { address }));
  forward.push(...out.hops.map(gate));
  if (out.transit) {
    const { entry, entryDoor, inside, exitDoor } = out.transit;
    forward.push(...entry.map(gate), ...acls.through('forward', entryDoor, 'ingress', 'source', out.gatewayId));
    forward.push(...inside.map(gate));
    forward.push(...acls.through('forward', without(exitDoor, there), 'egress', { address }, out.gatewayId));
    forward.push(...inTheVpc(ingredients, 'forward', without(exitDoor, there), there, family, address, out.gatewayId));
  }
  if (crosses) forward.push(...arriving(acls.forward(there, 'ingress', 'source'), out, there, family));
  forward.push(groupsInCheck(ingredients, source, target, flow, references));
  forward.push(...interfaceHops(estate, target.nic).map(gate));

  const replies: HopCheck[] = [];
  if (crosses) replies.push(acls.reply(there, 'egress', 'source'));
  replies.push(...back.hops.map(gate));
  if (back.transit) {
    const { entry, entryDoor, inside, exitDoor } = back.transit;
    replies.push(...entry.map(gate), ...acls.through('return', entryDoor, 'ingress', { address }, back.gatewayId));
    replies.push(...inside.map(gate));
    replies.push(...acls.through('return', without(exitDoor, here), 'egress', 'source', back.gatewayId));
    replies.push(
      ...inTheVpc(ingredients, 'return', without(exitDoor, here), here, family, sourceAddress, back.gatewayId),
    );
  }
  if (crosses) replies.push(...arriving(acls.reply(here, 'ingress', { address }), back, here, family));
  return [...forward, ...replies];
}

/** The route out of a subnet, and what is behind it where that is a transit gateway. */
interface PrivateLeg {
  readonly hops: readonly Hop[];
  readonly gatewayId: string;
  readonly transit?: TransitLeg;
}

function legOf(
  ingredients: Ingredients,
  leg: Leg,
  from: Subnet,
  to: Subnet,
  family: Target['family'],
  address: string,
  said: Set<string>,
): PrivateLeg {
  if (from.id === to.id) return { hops: [], gatewayId: '' };
  const { hop, transitGatewayId: gatewayId } = privateRoute(ingredients, leg, from, to, family, address);
  if (gatewayId === undefined) return { hops: [hop], gatewayId: '' };
  const transit = transitLeg(ingredients.estate, { leg, gatewayId, from, to, family, address, said });
  return { hops: [hop], gatewayId, transit };
}

/** Over a transit gateway inbound rules may name groups where it and both attachments allow it; outbound ones never. */
function referencesOver(
  { estate }: Ingredients,
  { transit, gatewayId }: PrivateLeg,
  vpcIds: readonly string[],
): GroupReferences {
  if (!transit) return KEPT;
  return { outbound: known(false), inbound: carriesGroups(estate, gatewayId, vpcIds), link: gatewayId };
}

/** The subnets of an attachment other than one: what it hands over inside that one is not filtered. */
const without = ({ subnets, mayBeAny }: TransitDoor, subnet: Subnet): TransitDoor => ({
  subnets: subnets.filter(({ id }) => id !== subnet.id),
  mayBeAny,
});

/** The table of the attachment's own subnet, which may send what comes in to an appliance first. */
function inTheVpc(
  ingredients: Ingredients,
  leg: Leg,
  { subnets }: TransitDoor,
  to: Subnet,
  family: Target['family'],
  address: string,
  gatewayId: string,
): readonly HopCheck[] {
  const hops = subnets.map((subnet) => privateRoute(ingredients, leg, subnet, to, family, address).hop);
  const different = [...new Map(hops.map((hop) => [hop.component, gateCheck(hop, family)])).values()];
  const check = oneOf(different, family, gatewayId);
  return check ? [check] : [];
}

/** The ACL of the subnet where a packet arrives; not asked where the attachment has its own interface there. */
function arriving(
  check: HopCheck,
  { transit, gatewayId }: PrivateLeg,
  subnet: Subnet,
  family: Target['family'],
): readonly HopCheck[] {
  if (!transit) return [check];
  const { subnets, mayBeAny } = transit.exitDoor;
  const isDoor = subnets.some(({ id }) => id === subnet.id);
  if (isDoor && subnets.length === 1) return [];
  if (!isDoor && !mayBeAny) return [check];
  const { code: _code, reasons: _reasons, ...hop } = check.at(family === 'ipv4' ? '0.0.0.0' : '::');
  const unasked = gateCheck(
    { ...hop, rule: null, verdict: 'pass', message: say`${gatewayId} hands it over inside ${subnet.id}.` },
    family,
  );
  const joined = oneOf([check, unasked], family, gatewayId);
  return joined ? [joined] : [];
}
