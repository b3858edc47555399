import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import { interfaceHops } from '../gates/interface.ts';
import type { Hop, Leg } from '../hop.ts';
import { opennessOfGroups, type ResolveGroup } from '../openness.ts';
import { ALL_PORTS, type PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { aclForwardCheck, aclReplyCheck, groupCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import { privateRouteHop } from './private-route.ts';

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
  /** Classic balancers are filtered even inside one subnet. */
  readonly filtersInsideSubnet?: boolean;
  /** The outbound rules of a network balancer's groups are for its health checks alone. */
  readonly ignoresSourceGroups?: boolean;
  /** Whether the source's own interface was judged before. */
  readonly knowsSource?: boolean;
}

/**
 * Every hop of a flow between two addresses of the estate and back. Inside one subnet only groups filter; between
 * subnets ACLs do too, on both sides and both legs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
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
  const crosses = here.id !== there.id || filtersInsideSubnet;
  const sourceAddress = source.addresses.cidrs()[0]?.replace(/\/\d+$/, '') ?? '';
  const gate = (hop: Hop): HopCheck => gateCheck(hop, family);
  const out = aclOf(ingredients, here, 'egress', family);
  const back = aclOf(ingredients, here, 'ingress', family);
  const enter = aclOf(ingredients, there, 'ingress', family);
  const leave = aclOf(ingredients, there, 'egress', family);

  const forward: HopCheck[] = [];
  if (source.nic) {
    if (!knowsSource) forward.push(...interfaceHops(estate, source.nic).map(gate));
    if (!ignoresSourceGroups) forward.push(gate(groupsOutHop(ingredients, source.nic, target, flow)));
  }
  if (crosses)
    forward.push(
      gate(
        aclForwardCheck(place('forward', 'network-acl-out', out), out.acl, out.openness, 'egress', flow).at(address),
      ),
    );
  if (here.id !== there.id) forward.push(gate(privateRouteHop(ingredients, 'forward', here, there, family, address)));
  if (crosses)
    forward.push(
      aclForwardCheck(place('forward', 'network-acl-in', enter), enter.acl, enter.openness, 'ingress', flow),
    );
  forward.push(groupsInCheck(ingredients, source, target, flow));
  forward.push(...interfaceHops(estate, target.nic).map(gate));

  const replies: HopCheck[] = [];
  let ports = clientPorts;
  if (crosses) {
    replies.push(
      aclReplyCheck(place('return', 'network-acl-out', leave), leave.acl, leave.openness, 'egress', flow, ports),
    );
    // Only client ports that both ACLs let the reply go to are of use.
    const traffic = leave.openness.of(flow.protocol).may;
    const allowed = ports.intersect(traffic.portsWhere((addresses) => addresses.contains(sourceAddress)));
    if (!allowed.isEmpty && (flow.protocol === 6 || flow.protocol === 17)) ports = allowed;
  }
  if (here.id !== there.id)
    replies.push(gate(privateRouteHop(ingredients, 'return', there, here, family, sourceAddress)));
  if (crosses)
    replies.push(
      gate(
        aclReplyCheck(place('return', 'network-acl-in', back), back.acl, back.openness, 'ingress', flow, ports).at(
          address,
        ),
      ),
    );
  return [...forward, ...replies];
}

function aclOf(ingredients: Ingredients, subnet: Subnet, direction: 'ingress' | 'egress', family: Target['family']) {
  const known = ingredients.estate.aclOf(subnet.id);
  return { ...ingredients.acl(subnet.id, direction, family), acl: known.known ? known.value : undefined };
}

const place = (leg: Leg, hop: Hop['hop'], { component }: { readonly component: string }) => ({ leg, hop, component });

/** What the source's groups let out to the target. A group that a rule names is known by what the target carries. */
function groupsOutHop({ estate }: Ingredients, nic: NetworkInterface, target: Target, flow: Flow): Hop {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const resolve: ResolveGroup = (peer, family) => ({
    addresses: certain(target.nic.groupIds.includes(peer.id) ? AddressSet.all(family) : AddressSet.none(family)),
  });
  const { prefixLists } = estate.region;
  const openness = opennessOfGroups(groups, prefixLists, 'egress', target.family, resolve);
  const component = groups[0]?.id ?? 'no security group';
  const check = groupCheck(
    { leg: 'forward', hop: 'security-group-out', component },
    groups,
    openness,
    flow,
    prefixLists,
    resolve,
  );
  return groups.length === 0 ? { ...check.at(target.address), verdict: 'pass' } : check.at(target.address);
}

/** What the target's groups let in from inside: also what the source is a member of. */
function groupsInCheck({ estate }: Ingredients, source: PrivateSource, { nic, family }: Target, flow: Flow): HopCheck {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const resolve: ResolveGroup = (peer, of) => {
    if (source.nic)
      return { addresses: certain(source.nic.groupIds.includes(peer.id) ? AddressSet.all(of) : AddressSet.none(of)) };
    const { networkInterfaces } = estate.region;
    const members = seenOf(networkInterfaces).filter(({ groupIds }) => groupIds.includes(peer.id));
    const addresses = AddressSet.of(of, members.flatMap(addressesOf));
    return networkInterfaces.known
      ? { addresses: certain(addresses) }
      : { addresses: { must: addresses, may: AddressSet.all(of) }, missing: networkInterfaces.missing };
  };
  const { prefixLists } = estate.region;
  if (groups.length === 0)
    return {
      passes: certain(AddressSet.all(family)),
      at: () => ({
        leg: 'forward',
        hop: 'security-group-in',
        component: nic.id,
        rule: null,
        verdict: 'pass',
        message: 'No security group filters here.',
      }),
    };
  const openness = opennessOfGroups(groups, prefixLists, 'ingress', family, resolve);
  const component = groups[0]?.id ?? nic.id;
  return groupCheck(
    { leg: 'forward', hop: 'security-group-in', component },
    groups,
    openness,
    flow,
    prefixLists,
    resolve,
  );
}

/** Every private address of an interface, delegated ranges included. */
export const addressesOf = (nic: NetworkInterface): readonly string[] => [
  ...nic.addresses.map(({ privateIp }) => privateIp),
  ...nic.ipv6Addresses,
  ...nic.ipv4Prefixes,
  ...nic.ipv6Prefixes,
];
