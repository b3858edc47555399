import type { NatGateway, Subnet } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { type Flow, nameOfFlow } from '../flow.ts';
import { blockPublicAccessOutHop } from '../gates/block-public-access.ts';
import { edgeRouteHop, internetGatewayHop } from '../gates/gateway.ts';
import { addressMappingTrouble, interfaceHops } from '../gates/interface.ts';
import type { Hop } from '../hop.ts';
import { INTERNET } from '../internet.ts';
import { ALL_PORTS, PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import { gatesTo, isAtTarget, returnRouteCheck } from './internet-path.ts';
import { PrivateAcls } from './private-acls.ts';
import { type GroupReferences, groupsInCheck, groupsOutHop } from './private-groups.ts';
import type { PrivateSource } from './private-path.ts';
import { privateRoute } from './private-route.ts';
import { type Exit, exitRoute, natGatewayHop, natGatewayOf, publicAddressesOf } from './way-out.ts';

/** What a NAT gateway sends from. @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
const NAT_PORTS = PortSet.of([1024, 65535]);

/** Through the Internet nobody is known by groups. */
const NOT_KEPT: GroupReferences = {
  outbound: known(false),
  inbound: known(false),
  link: 'the Internet',
  refusal: 'SG_REFERENCES_NOT_PRESERVED',
};

/** What the two sides of a path through the Internet share. */
interface Trip {
  readonly ingredients: Ingredients;
  readonly source: PrivateSource;
  readonly target: Target;
  readonly flow: Flow;
  /** The address that the packet is sent to. */
  readonly to: string;
  /** The sender's own address. */
  readonly from: string;
}

/** The sender's side. */
interface WayOut {
  readonly forward: readonly Hop[];
  readonly back: () => readonly Hop[];
  /** What the receiver sees the packet come from: one address, one of several, or any of the Internet if none is known. */
  readonly seenAs: AddressSet;
  /** The ACLs between the receiver and what the packet was sent from. */
  readonly outer: PrivateAcls;
}

/**
 * From an interface of ours to the public address of another: it leaves through the Internet gateway, by itself or
 * through a NAT gateway, and comes in again. The receiver sees a public address and no groups.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function publicPath(
  ingredients: Ingredients,
  source: PrivateSource,
  target: Target,
  flow: Flow,
  clientPorts: PortSet = ALL_PORTS,
): readonly HopCheck[] {
  const to = target.publicAddress ?? target.address;
  const trip: Trip = { ingredients, source, target, flow, to, from: firstOf(source.addresses) };
  const { estate } = ingredients;
  const { family } = target;
  const there = estate.subnetOf(target.nic);
  const { hop: route, exit } = exitRoute(estate, source.subnet, family, to);
  const inner = new PrivateAcls(ingredients, family, flow, trip.from, clientPorts);
  const first: Hop[] = [];
  if (source.nic) {
    first.push(...interfaceHops(estate, source.nic));
    first.push(groupsOutHop(ingredients, source.nic, { ...target, address: to }, flow, NOT_KEPT));
  }
  first.push(inner.forward(source.subnet, 'egress', { address: to }).at(trip.from), route);
  const out = exit.kind === 'nat-gateway' ? throughNat(trip, exit, inner) : direct(trip, exit, inner);
  const { seenAs, outer } = out;
  const seen = (check: HopCheck): Hop => seenBy(check, seenAs);

  const gates = gatesTo(ingredients, target);
  const arriving = [
    ...gates.filter((hop) => !isAtTarget(hop)),
    seen(outer.forward(there, 'ingress', 'source')),
    seen(groupsInCheck(ingredients, { subnet: source.subnet, addresses: seenAs }, target, flow, NOT_KEPT, source.nic)),
    ...gates.filter(isAtTarget),
  ];
  const leaving = [seen(outer.reply(there, 'egress', 'source')), seen(returnRouteCheck(ingredients, there, family))];
  const name = nameOfFlow(flow);
  const sender = seenAs.size() === 1n ? firstOf(seenAs) : 'a public address';
  const said = (hops: readonly Hop[], packet: string): readonly Hop[] =>
    hops.map((hop) => ({ packetAtHop: packet, ...hop }));
  return [
    ...said([...first, ...out.forward], `${trip.from} → ${to} ${name}`),
    ...said(arriving, `${sender} → ${target.address} ${name}`),
    ...said(leaving, `${target.address} → ${sender} reply to ${name}`),
    ...said(out.back(), `${to} → ${trip.from} reply to ${name}`),
  ].map((hop) => gateCheck(hop, family));
}

/** Straight through the gateway, which maps the sender's own public address; IPv6 has one by itself. */
function direct({ ingredients, source, target, to, from }: Trip, exit: Exit, inner: PrivateAcls): WayOut {
  const { estate } = ingredients;
  const { family } = target;
  const { nic, subnet } = source;
  const own = nic?.addresses.find(({ privateIp }) => privateIp === from)?.publicIp;
  const address = family === 'ipv4' ? own : from;
  const seenAs = address === undefined ? INTERNET[family] : AddressSet.of(family, [address]);
  const forward: Hop[] = [];
  if (exit.kind !== 'none') {
    forward.push(blockPublicAccessOutHop(estate, subnet, exit.kind === 'egress-only-internet-gateway'));
    if (exit.kind === 'internet-gateway') forward.push(...gatewayOut(ingredients, subnet, target), mappingOut());
  }
  function mappingOut(): Hop {
    const at = { leg: 'forward', hop: 'address-mapping', component: nic?.id ?? subnet.id, rule: null } as const;
    if (address === undefined) {
      const code = 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS';
      return { ...at, verdict: 'fail', code, message: say`${from} has no public address.` };
    }
    const trouble =
      family === 'ipv6' && nic ? addressMappingTrouble(nic, estate.subnet(subnet.id), from, from) : undefined;
    return trouble ?? { ...at, verdict: 'pass', message: say`It leaves as ${address}.` };
  }
  return {
    forward,
    seenAs,
    outer: inner,
    back: () => [
      ...edgeBack(ingredients, subnet, target, from, exit),
      inner.reply(subnet, 'ingress', { address: to }).at(from),
    ],
  };
}

/** Through a NAT gateway, which is in a subnet with an ACL and a table of its own and sends from its own address and ports. */
function throughNat(trip: Trip, exit: Exit & { kind: 'nat-gateway' }, inner: PrivateAcls): WayOut {
  const { ingredients, source, target, flow, to, from } = trip;
  const { estate } = ingredients;
  const { family } = target;
  const nat = natGatewayOf(estate, exit.id);
  const addresses = publicAddressesOf(nat);
  const seenAs = addresses.isEmpty ? INTERNET[family] : addresses;
  const outer = new PrivateAcls(ingredients, family, flow, firstOf(seenAs), NAT_PORTS);
  const forward: Hop[] = [natGatewayHop(exit.id, nat, flow.protocol)];
  const here = source.subnet;
  const there = nat.known ? subnetOfNat(ingredients, nat.value) : undefined;
  if (!there) return { forward, seenAs, outer, back: () => [inner.reply(here, 'ingress', { address: to }).at(from)] };
  const crosses = there.id !== here.id;
  if (crosses) forward.push(inner.forward(there, 'ingress', { address: from }).at(from));
  forward.push(outer.forward(there, 'egress', { address: to }).at(to));
  const onward = exitRoute(estate, there, family, to);
  forward.push(onward.exit.kind === 'nat-gateway' ? notOutOf(onward.hop) : onward.hop);
  if (onward.exit.kind === 'internet-gateway') {
    forward.push(blockedOutOf(ingredients, there, here, exit.id), ...gatewayOut(ingredients, there, target));
  }
  const own = nat.known ? (nat.value.addresses.find(({ privateIp }) => privateIp)?.privateIp ?? '') : '';
  return {
    forward,
    seenAs,
    outer,
    back: () => [
      ...edgeBack(ingredients, there, target, own, onward.exit),
      outer.reply(there, 'ingress', { address: to }).at(to),
      ...(crosses
        ? [
            inner.reply(there, 'egress', { address: from }).at(from),
            privateRoute(ingredients, 'return', there, here, family, from).hop,
          ]
        : []),
      ...(crosses ? [inner.reply(here, 'ingress', { address: to }).at(from)] : []),
    ],
  };
}

/** Where everything is blocked but the NAT gateway's subnet, what it sends for others may be or not: no page says. */
function blockedOutOf({ estate }: Ingredients, nat: Subnet, from: Subnet, natId: string): Hop {
  const hop = blockPublicAccessOutHop(estate, nat, true);
  const own = blockPublicAccessOutHop(estate, from, true);
  if (hop.verdict !== 'pass' || own.verdict === 'pass') return hop;
  return {
    ...hop,
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    message: say`${hop.message} Whether that holds for ${from.id} behind ${natId} is not known.`,
    reasons: [{ code: 'X_MIDDLEBOX', component: natId }, ...(own.reasons ?? [])],
  };
}

const subnetOfNat = ({ estate }: Ingredients, { subnetId, vpcId }: NatGateway): Subnet | undefined =>
  subnetId === undefined ? undefined : estate.subnetOf({ subnetId, vpcId });

const notOutOf = (hop: Hop): Hop => ({
  ...hop,
  verdict: 'fail',
  code: 'NO_ROUTE_TO_DESTINATION',
  message: say`It takes ${hop.rule ?? ''}, and a NAT gateway hands nothing to another.`,
});

/** The gateway of the sender's VPC; within one VPC it is the receiver's, which says it once. */
const gatewayOut = ({ estate }: Ingredients, { vpcId }: Subnet, { nic }: Target): readonly Hop[] =>
  estate.subnetOf(nic).vpcId === vpcId ? [] : [internetGatewayHop(estate, vpcId)];

/** Replies come in through the gateway, whose own table may send them to an appliance first. */
function edgeBack(
  { estate }: Ingredients,
  subnet: Subnet,
  { family }: Target,
  address: string,
  exit: Exit,
): readonly Hop[] {
  const hop = exit.kind === 'internet-gateway' ? edgeRouteHop(estate, subnet, family, address) : undefined;
  return hop ? [{ ...hop, leg: 'return' }] : [];
}

/** What a hop says to a packet of which only some addresses are known that it may come from. */
function seenBy(check: HopCheck, seenAs: AddressSet): Hop {
  const { must, may } = check.passes;
  const hop = check.at(firstOf(seenAs));
  const peer = seenAs.size() === 1n ? { peer: `${firstOf(seenAs)}/${seenAs.family === 'ipv4' ? 32 : 128}` } : {};
  if (seenAs.size() === 1n || must.covers(seenAs)) return { ...hop, ...peer };
  if (!may.overlaps(seenAs)) return hop;
  return {
    leg: hop.leg,
    hop: hop.hop,
    component: hop.component,
    rule: null,
    verdict: 'unknown',
    code: 'X_AMBIGUOUS_ROUTE',
    message: say`It depends on the public address that the packet leaves with.`,
    reasons: hop.reasons ?? [{ code: 'X_AMBIGUOUS_ROUTE', component: hop.component }],
  };
}
