import type { Family } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import { INTERNET } from '../internet.ts';
import type { PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { beyondPath, linkedAddresses } from './beyond-path.ts';
import type { FlowSource } from './endpoints.ts';
import type { HopCheck } from './hop-check.ts';
import { internetPath } from './internet-path.ts';
import { type PrivateSource, privatePath } from './private-path.ts';
import { publicPath } from './public-path.ts';
import { addressesOfSubnet, alikeForRoutes, otherSenders, vpcLedTo } from './senders.ts';
import { exitRoute } from './way-out.ts';

/** Sources that take one way, and the hops of it. */
export interface Walk {
  readonly sources: AddressSet;
  /** Whether it comes in through the Internet gateway. */
  readonly isFromInternet: boolean;
  /** The hops of a flow; `undefined` where it cannot go this way. */
  readonly checks: (flow: Flow) => readonly HopCheck[] | undefined;
}

/** The ways from a source straight to an address: through the Internet gateway, inside the VPC, or from other networks. */
export function walksTo(
  ingredients: Ingredients,
  target: Target,
  source: FlowSource,
  clientPorts?: PortSet,
): readonly Walk[] {
  const { family } = target;
  if (source.kind === 'addresses' && target.isAskedInPublic) {
    const { inside, rest } = insideSenders(ingredients, target, source.of(family), clientPorts);
    if (inside.length > 0)
      return [...inside, ...walksTo(ingredients, { ...target, isAskedInPublic: false }, rest, clientPorts)];
  }
  if (source.kind === 'interfaces')
    return source.interfaces
      .filter(({ id }) => id !== target.nic.id)
      .flatMap((nic) =>
        addressesOfFamily(nic, family).map((address) => fromInterface(ingredients, nic, address, target, clientPorts)),
      );
  const { estate } = ingredients;
  const asked = source.of(family);
  const subnet = estate.subnetOf(target.nic);
  const vpc = estate.vpc(subnet.vpcId);
  const local = AddressSet.of(family, vpc.known ? [...vpc.value.cidrs, ...vpc.value.ipv6Cidrs] : []);
  const viaGateway: Walk = {
    sources: asked.subtract(local).intersect(INTERNET[family]),
    isFromInternet: true,
    checks: (flow) => internetPath(ingredients, target, flow, clientPorts),
  };
  // Strangers are not neighbours, whatever public space the VPC is numbered from.
  if (asked.equals(INTERNET[family])) return [viaGateway];
  const elsewhere = asked.subtract(local).subtract(INTERNET[family]);
  const beyond = linkedAddresses(ingredients, target);
  const others = otherSenders(ingredients, target, asked.subtract(local));
  return [
    viaGateway,
    {
      sources: elsewhere.subtract(beyond),
      isFromInternet: true,
      checks: (flow: Flow) => internetPath(ingredients, target, flow, clientPorts),
    },
    ...strangersBeyond(ingredients, target, elsewhere.intersect(beyond), others, clientPorts),
    ...others.flatMap(({ subnet: from, addresses }) => fromSubnet(ingredients, from, addresses, target, clientPorts)),
    ...neighbours(ingredients, target, asked.intersect(local), clientPorts),
  ].filter(({ sources }) => !sources.isEmpty);
}

/** Senders outside of the snapshot, where it does not show that replies go to a VPC that is inside. */
function strangersBeyond(
  ingredients: Ingredients,
  target: Target,
  linked: AddressSet,
  others: ReturnType<typeof otherSenders>,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  const subnet = ingredients.estate.subnetOf(target.nic);
  return alikeForRoutes(ingredients, subnet, linked)
    .map((sources) => {
      const vpcId = vpcLedTo(ingredients, subnet, firstOf(sources));
      const inside = others.filter(({ subnet: { vpcId: each } }) => each === vpcId).map(({ addresses }) => addresses);
      return sources.subtract(AddressSet.unionOf(target.family, inside));
    })
    .filter((sources) => !sources.isEmpty)
    .map((sources) => ({
      sources,
      isFromInternet: false,
      checks: (flow: Flow) => beyondPath(ingredients, target, flow, sources, clientPorts),
    }));
}

function fromInterface(
  ingredients: Ingredients,
  nic: NetworkInterface,
  address: string,
  target: Target,
  clientPorts: PortSet | undefined,
): Walk {
  const addresses = AddressSet.of(target.family, [address]);
  const source = { nic, subnet: ingredients.estate.subnetOf(nic), addresses };
  if (leavesForInternet(ingredients, source.subnet, target))
    return throughInternet(ingredients, source, target, clientPorts);
  return {
    sources: addresses,
    isFromInternet: false,
    checks: (flow) => privatePath(ingredients, source, target, flow, clientPorts ? { clientPorts } : {}),
  };
}

/** Whether a packet of ours goes out to the Internet and comes in again: to a public address, or by the route of IPv6. */
function leavesForInternet({ estate }: Ingredients, from: Subnet, target: Target): boolean {
  if (target.family === 'ipv4') return target.isAskedInPublic === true;
  if (from.vpcId === estate.subnetOf(target.nic).vpcId) return false;
  const { exit } = exitRoute(estate, from, 'ipv6', target.address.split('/')[0] ?? target.address);
  return exit.kind === 'internet-gateway' || exit.kind === 'egress-only-internet-gateway';
}

const throughInternet = (
  ingredients: Ingredients,
  source: PrivateSource,
  target: Target,
  clientPorts: PortSet | undefined,
): Walk => ({
  sources: source.addresses,
  isFromInternet: true,
  checks: (flow) => publicPath(ingredients, source, target, flow, clientPorts),
});

/** Those of a range that are in subnets of ours, each interface for itself, and the rest of it. */
function insideSenders(
  ingredients: Ingredients,
  target: Target,
  asked: AddressSet,
  clientPorts: PortSet | undefined,
): { readonly inside: readonly Walk[]; readonly rest: FlowSource } {
  const { family } = target;
  const { region } = ingredients.estate;
  const strangers = INTERNET[family];
  let rest = asked;
  const inside = seenOf(region.subnets).flatMap((subnet) => {
    const here = asked.subtract(strangers).intersect(addressesOfSubnet(subnet, family));
    if (here.isEmpty) return [];
    rest = rest.subtract(here);
    const machines = seenOf(region.networkInterfaces)
      .filter((nic) => nic.subnetId === subnet.id && nic.id !== target.nic.id)
      .flatMap((nic) =>
        addressesOfFamily(nic, family).flatMap((address) => (here.contains(address) ? [{ nic, address }] : [])),
      );
    const taken = AddressSet.of(
      family,
      machines.map(({ address }) => address),
    );
    const nobody = here.subtract(taken);
    return [
      ...machines.map(({ nic, address }) => fromInterface(ingredients, nic, address, target, clientPorts)),
      ...(nobody.isEmpty ? [] : [throughInternet(ingredients, { subnet, addresses: nobody }, target, clientPorts)]),
    ];
  });
  return {
    inside,
    rest: { kind: 'addresses', of: (each) => (each === family ? rest : AddressSet.none(each)), isOne: false },
  };
}

/** Addresses of the VPC by the subnet that they are in. */
function neighbours(
  ingredients: Ingredients,
  target: Target,
  inside: AddressSet,
  clientPorts: PortSet | undefined,
): readonly Walk[] {
  if (inside.isEmpty) return [];
  const { estate } = ingredients;
  const { vpcId } = estate.subnetOf(target.nic);
  return seenOf(estate.region.subnets)
    .filter((subnet) => subnet.vpcId === vpcId)
    .flatMap((subnet) => {
      const addresses = inside.intersect(addressesOfSubnet(subnet, target.family));
      return addresses.isEmpty ? [] : fromSubnet(ingredients, subnet, addresses, target, clientPorts);
    });
}

/** Addresses of a subnet of which no interface was named, by the routes that lead back to them. */
const fromSubnet = (
  ingredients: Ingredients,
  subnet: Subnet,
  all: AddressSet,
  target: Target,
  clientPorts: PortSet | undefined,
): readonly Walk[] =>
  alikeForRoutes(ingredients, ingredients.estate.subnetOf(target.nic), all).map((addresses) => ({
    sources: addresses,
    isFromInternet: false,
    checks: (flow: Flow) =>
      privatePath(ingredients, { subnet, addresses }, target, flow, clientPorts ? { clientPorts } : {}),
  }));

const addressesOfFamily = (nic: NetworkInterface, family: Family): readonly string[] =>
  family === 'ipv4' ? nic.addresses.map(({ privateIp }) => privateIp) : nic.ipv6Addresses;
