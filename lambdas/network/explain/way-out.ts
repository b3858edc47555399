import type { Family } from '#inventory/addresses.ts';
import type { NatGateway, Route, Subnet } from '#inventory/aws/vpc.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { ICMP, TCP, UDP } from '#inventory/protocols.ts';
import { orText, say, type Text } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { distinctReasons, type Hop, incomplete, undecidedHop } from '../hop.ts';
import { nameOfRoute, routePieces } from '../routes/route-pieces.ts';

/** Through what a packet leaves its VPC towards the Internet. */
export type Exit =
  | { readonly kind: 'internet-gateway' | 'egress-only-internet-gateway'; readonly id: string }
  | { readonly kind: 'nat-gateway'; readonly id: string }
  | { readonly kind: 'none' };

/** What the table of a subnet does with a packet to a public address. */
export function exitRoute(
  estate: Estate,
  from: Subnet,
  family: Family,
  address: string,
): { readonly hop: Hop; readonly exit: Exit } {
  const none: Exit = { kind: 'none' };
  const at = { leg: 'forward', hop: 'route-table', component: 'route table' } as const;
  const table = estate.routeTableOf(from.id);
  if (!table.known) return { hop: undecidedHop(at, table.missing), exit: none };
  const here = { ...at, component: table.value.id };
  const { pieces, missing, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  const piece = pieces.find(({ addresses }) => addresses.contains(address));
  const candidates = piece?.candidates ?? [];
  const isLocal = candidates[0]?.target.kind === 'local';
  if (hasUnreadRoutes && !isLocal) return { hop: undecidedHop(here, missing), exit: none };
  const [route, ...rivals] = candidates;
  const rule = route ? candidates.map(nameOfRoute).join(' or ') : null;
  if (!route) {
    const message = say`No route of ${table.value.id} leads to ${address}.`;
    return { hop: { ...here, rule, verdict: 'fail', code: 'NO_ROUTE_TO_DESTINATION', message }, exit: none };
  }
  if (rivals.length > 0 || piece?.mayHaveNone) {
    const reasons = distinctReasons(
      missing.length > 0 ? missing.map(incomplete) : [{ code: 'X_AMBIGUOUS_ROUTE', component: table.value.id }],
    );
    const message = say`Several routes may win.`;
    return { hop: { ...here, rule, verdict: 'unknown', code: 'X_AMBIGUOUS_ROUTE', message, reasons }, exit: none };
  }
  return { hop: { ...here, rule, ...fateOf(estate, from, route, address, family) }, exit: exitOf(route) };
}

function exitOf({ state, target: { kind, id } }: Route): Exit {
  if (state !== 'active') return { kind: 'none' };
  return kind === 'internet-gateway' || kind === 'egress-only-internet-gateway' || kind === 'nat-gateway'
    ? { kind, id }
    : { kind: 'none' };
}

function fateOf(
  estate: Estate,
  from: Subnet,
  route: Route,
  address: string,
  family: Family,
): Pick<Hop, 'verdict' | 'code' | 'message' | 'reasons'> {
  const name = nameOfRoute(route);
  const { kind, id } = route.target;
  const pass = { verdict: 'pass', message: say`It takes ${name}.` } as const;
  const beyond = {
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    message: say`It takes ${name}; where it goes from there was not read.`,
    reasons: [{ code: 'X_MIDDLEBOX', component: id }],
  } as const;
  if (route.state === 'blackhole')
    return { verdict: 'fail', code: 'BAD_STATE_ROUTE', message: say`It takes ${name}, which is dead.` };
  switch (kind) {
    case 'internet-gateway': {
      const attached = estate.gatewayOf(from.vpcId);
      // Where no gateway is attached at all, that hop says so; the route is not to blame as well.
      const isOther = attached.known && attached.value !== undefined && attached.value.id !== id;
      const message = say`It takes ${name}, which is not the gateway attached to ${from.vpcId}.`;
      return isOther ? { verdict: 'fail', code: 'BAD_STATE_ROUTE', message } : pass;
    }
    case 'egress-only-internet-gateway':
      return pass;
    case 'nat-gateway':
      return family === 'ipv4' ? pass : beyond;
    case 'local':
    case 'vpc-peering-connection':
      return {
        verdict: 'fail',
        code: 'NO_ROUTE_TO_DESTINATION',
        message: say`It takes ${name}, which does not lead to the Internet and back to ${address}.`,
      };
    case 'transit-gateway':
    case 'core-network':
    case 'virtual-private-gateway':
    case 'local-gateway':
    case 'network-interface':
    case 'instance':
    case 'vpc-endpoint':
    case 'carrier-gateway':
    case 'odb-network':
    case 'unknown':
      return beyond;
  }
}

/** A NAT gateway by its id. */
export function natGatewayOf({ region }: Estate, id: string): Known<NatGateway> {
  const list = region.natGateways;
  const found = seenOf(list).find((each) => each.id === id);
  if (found) return known(found);
  const missing = { call: 'ec2:DescribeNatGateways', code: 'NotRead', message: `${id} is not in the answer` };
  return unknown(list.known ? missing : list.missing);
}

/**
 * A NAT gateway takes tcp, udp and ICMP on IPv4 out of its VPC, and needs a public address for the Internet.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export function natGatewayHop(id: string, nat: Known<NatGateway>, protocol: number): Hop {
  const at = { leg: 'forward', hop: 'nat-gateway', component: id, rule: null } as const;
  if (!nat.known) return undecidedHop(at, nat.missing);
  const { state, connectivityType, addresses, subnetId } = nat.value;
  const fail = (code: Hop['code'], message: Text): Hop => ({ ...at, verdict: 'fail', code, message });
  if (state === 'unknown')
    return undecidedHop(at, [{ call: 'ec2:DescribeNatGateways', code: 'NotRead', message: `the state of ${id}` }]);
  if (state !== 'available') return fail('BAD_STATE', say`${id} is ${state}, not available.`);
  if (protocol !== TCP && protocol !== UDP && protocol !== ICMP)
    return fail('PROTOCOL_RESTRICTION', say`${id} takes tcp, udp and icmp alone.`);
  if (connectivityType === 'private' || !addresses.some(({ publicIp }) => publicIp !== undefined))
    return fail('IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', say`${id} has no public address.`);
  if (subnetId === undefined)
    return {
      ...at,
      verdict: 'unknown',
      code: 'X_MIDDLEBOX',
      message: say`${id} stands in no one subnet: how it goes out was not read.`,
      reasons: [{ code: 'X_MIDDLEBOX', component: id }],
    };
  return { ...at, verdict: 'pass', message: say`${id} sends it as ${orText(publicAddressesOf(nat).cidrs())}.` };
}

/** The public addresses that a NAT gateway sends from. */
export const publicAddressesOf = (nat: Known<NatGateway>): AddressSet =>
  AddressSet.of('ipv4', nat.known ? nat.value.addresses.flatMap(({ publicIp }) => publicIp ?? []) : []);
