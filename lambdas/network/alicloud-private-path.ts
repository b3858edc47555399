import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliInterface, AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from './address-set.ts';
import { type AliAclPlace, aliAclCheck } from './alicloud-checks.ts';
import { aliUnfiltered, opennessOfAliGroups, type ResolveAliGroup } from './alicloud-filters.ts';
import { aliGroupCheck } from './alicloud-group-check.ts';
import { insidersOf, membershipOf, membersIn } from './alicloud-members.ts';
import { aclOpennessOf } from './alicloud-passage.ts';
import { type AliEnd, aliPrivateRouteHop } from './alicloud-private-route.ts';
import type { AliReach } from './alicloud-reach.ts';
import { certain } from './certainty.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import { unreadOpenness } from './openness.ts';
import { ALL_PORTS, type PortSet } from './port-set.ts';
import { firstOf } from './reach/witness.ts';

/** Where a flow inside the cloud begins: an interface, or addresses of a vSwitch that no interface is known to have. */
export interface AliPrivateSource extends AliEnd {
  readonly nic?: AliInterface;
  readonly addresses: AddressSet;
}

/** What asks on behalf of one end: its interface, and how the far end's groups are told. */
export interface AliGroupSide {
  readonly nic: AliInterface;
  readonly direction: AliRule['direction'];
  readonly localAddress: string;
  readonly resolveGroup: ResolveAliGroup;
}

/**
 * Every hop of a flow between two addresses of a region and back. Inside one vSwitch only groups filter; between vSwitches
 * network ACLs do too, on both sides and both legs. Groups know members only inside their own VPC.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/network-acl-overview
 */
export function aliPrivatePath(
  reach: AliReach,
  source: AliPrivateSource,
  nic: AliInterface,
  address: string,
  flow: Flow,
  clientPorts: PortSet = ALL_PORTS,
): readonly HopCheck[] {
  const { estate } = reach;
  const family = familyOf(address);
  const from = firstOf(source.addresses);
  const crosses = source.vSwitchId !== nic.vSwitchId;
  const isSameVpc = source.vpcId === nic.vpcId;
  const nobody: ResolveAliGroup = (_, of) => certain(AddressSet.none(of));
  const acl = (end: AliEnd, place: AliAclPlace, ports?: PortSet): HopCheck =>
    aliAclCheck(estate.aclOf(end.vSwitchId), aclOpennessOf(estate, end, place.direction, family), place, flow, ports);
  /** A hop that sees the far end alone, and so treats all sources alike. */
  const at = (check: HopCheck, peer: string): HopCheck => gateCheck(check.at(peer), family);

  const forward: HopCheck[] = [];
  if (source.nic) {
    const resolveGroup = isSameVpc ? membershipOf(nic) : nobody;
    const side: AliGroupSide = { nic: source.nic, direction: 'egress', localAddress: from, resolveGroup };
    forward.push(gateCheck(reach.stateOf(source.nic), family), at(aliGroupsCheck(reach, side, family, flow), address));
  }
  if (crosses) {
    forward.push(at(acl(source, { leg: 'forward', direction: 'egress' }), address));
    forward.push(gateCheck(aliPrivateRouteHop(estate, 'forward', source, nic, address), family));
    forward.push(acl(nic, { leg: 'forward', direction: 'ingress' }));
  }
  const known = source.nic ? membershipOf(source.nic) : membersIn(estate, nic.vpcId);
  const side: AliGroupSide = {
    nic,
    direction: 'ingress',
    localAddress: address,
    resolveGroup: isSameVpc ? known : nobody,
  };
  forward.push(aliGroupsCheck(reach, side, family, flow), gateCheck(reach.stateOf(nic), family));
  if (!crosses) return forward;

  const leave = { leg: 'return', direction: 'egress' } as const;
  // Only client ports that both ACLs let the reply go to are of use.
  const open = aclOpennessOf(estate, nic, 'egress', family).of(flow.protocol).may;
  const allowed = clientPorts.intersect(open.portsWhere((addresses) => addresses.contains(from)));
  const hasPorts = flow.protocol === TCP || flow.protocol === UDP;
  const left = hasPorts && !allowed.isEmpty ? allowed : clientPorts;
  return [
    ...forward,
    acl(nic, leave, clientPorts),
    gateCheck(aliPrivateRouteHop(estate, 'return', nic, source, from), family),
    at(acl(source, { leg: 'return', direction: 'ingress' }, left), address),
  ];
}

/** What the groups of one end do with a flow; an interface that stands in none is not filtered by any. */
export function aliGroupsCheck(
  { estate }: AliReach,
  { nic, direction, localAddress, resolveGroup }: AliGroupSide,
  family: Family,
  flow: Flow,
): HopCheck {
  const component = nic.groupIds.join(', ') || nic.id;
  const found = nic.groupIds.map((id) => estate.group(id));
  const groups = found.flatMap((group): readonly AliSecurityGroup[] => (group.known ? [group.value] : []));
  const missing = found.flatMap((group) => (group.known ? [] : group.missing));
  const insiders = insidersOf(groups, family, resolveGroup);
  const asked = { direction, family, localAddress, resolveGroup, insiders };
  const openness =
    missing.length > 0
      ? unreadOpenness(family, missing)
      : groups.length === 0
        ? aliUnfiltered(family)
        : opennessOfAliGroups(groups, estate.region, asked);
  return aliGroupCheck({ groups, component, openness, lists: estate.region, asked }, flow);
}
