import type { Family } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import { INTERNET } from '../internet.ts';
import type { PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { routePieces } from '../routes/route-pieces.ts';
import type { FlowSource } from './endpoints.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import { internetPath } from './internet-path.ts';
import { privatePath } from './private-path.ts';

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
  return [
    viaGateway,
    {
      sources: elsewhere.subtract(beyond.addresses),
      isFromInternet: true,
      checks: (flow: Flow) => internetPath(ingredients, target, flow, clientPorts),
    },
    {
      sources: elsewhere.intersect(beyond.addresses),
      isFromInternet: false,
      checks: (flow: Flow) => fromBeyond(ingredients, target, flow, beyond.links, clientPorts),
    },
    ...neighbours(ingredients, target, asked.intersect(local), clientPorts),
  ].filter(({ sources }) => !sources.isEmpty);
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
  return {
    sources: addresses,
    isFromInternet: false,
    checks: (flow) => privatePath(ingredients, source, target, flow, clientPorts ? { clientPorts } : {}),
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
    .map((subnet) => {
      const ranges = [...(subnet.cidr === undefined ? [] : [subnet.cidr]), ...subnet.ipv6.map(({ cidr }) => cidr)];
      const addresses = inside.intersect(AddressSet.of(target.family, ranges));
      return {
        sources: addresses,
        isFromInternet: false,
        checks: (flow: Flow) =>
          privatePath(ingredients, { subnet, addresses }, target, flow, clientPorts ? { clientPorts } : {}),
      };
    });
}

/** Private addresses that the target's subnet routes to other networks, and over what. */
function linkedAddresses(
  { estate }: Ingredients,
  { nic, family }: Target,
): { readonly addresses: AddressSet; readonly links: readonly string[] } {
  const table = estate.routeTableOf(nic.subnetId);
  if (!table.known) return { addresses: AddressSet.all(family), links: ['route table'] };
  const { pieces } = routePieces(table.value, family, estate.region.prefixLists);
  const leading = pieces.filter(({ candidates }) => candidates.some(({ target }) => LINKS.has(target.kind)));
  return {
    addresses: AddressSet.unionOf(
      family,
      leading.map(({ addresses }) => addresses),
    ),
    links: [...new Set(leading.flatMap(({ candidates }) => candidates.map(({ target }) => target.id)))].sort(),
  };
}

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

/** From a network that the snapshot does not show: the target's own hops, and a link whose far side is unknown. */
function fromBeyond(
  ingredients: Ingredients,
  target: Target,
  flow: Flow,
  links: readonly string[],
  clientPorts: PortSet | undefined,
): readonly HopCheck[] {
  const own = internetPath(ingredients, target, flow, clientPorts).filter((check) => {
    const { hop } = check.at(FIRST_ADDRESS[target.family]);
    return (
      hop === 'network-acl-in' ||
      hop === 'security-group-in' ||
      hop === 'interface' ||
      hop === 'instance' ||
      hop === 'network-acl-out'
    );
  });
  const link = gateCheck(
    {
      leg: 'forward',
      hop: 'route-table',
      component: links.join(', '),
      rule: null,
      verdict: 'unknown',
      code: 'X_MIDDLEBOX',
      message: `It comes over ${links.join(' or ')}; what lies beyond was not read.`,
      reasons: links.map((component) => ({ code: 'X_MIDDLEBOX' as const, component })),
    },
    target.family,
  );
  return [link, ...own];
}

const FIRST_ADDRESS: Readonly<Record<Family, string>> = { ipv4: '0.0.0.0', ipv6: '::' };

const addressesOfFamily = (nic: NetworkInterface, family: Family): readonly string[] =>
  family === 'ipv4' ? nic.addresses.map(({ privateIp }) => privateIp) : nic.ipv6Addresses;
