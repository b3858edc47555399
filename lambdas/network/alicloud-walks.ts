import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import type { AliRoute } from '#inventory/alicloud/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import { aliAclCheck } from './alicloud-checks.ts';
import { addressesOfNic } from './alicloud-members.ts';
import { aclOpennessOf } from './alicloud-passage.ts';
import { aliGroupsCheck, aliPrivatePath } from './alicloud-private-path.ts';
import { aliPrivateRouteHop, leadsOn } from './alicloud-private-route.ts';
import type { AliReach } from './alicloud-reach.ts';
import type { AliSource } from './alicloud-source.ts';
import { certain } from './certainty.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import { type Hop, undecidedHop } from './hop.ts';
import { INTERNET } from './internet.ts';
import type { PortSet } from './port-set.ts';

/** Sources that take one way, and the hops of it. */
export interface AliWalk {
  readonly sources: AddressSet;
  /** The hops, or none where the way is not one for the flow. */
  readonly checks: (flow: Flow) => readonly HopCheck[];
}

/** The IPv4 ranges of a VPC; nobody reads IPv6 ranges, whose addresses are known by their interfaces alone. */
export function localRanges({ estate }: AliReach, vpcId: string | undefined): AddressSet {
  const vpc = estate.vpc(vpcId);
  return AddressSet.of('ipv4', vpc.known ? vpc.value.cidrs : []);
}

/** The ways to an address that do not come in from the Internet: inside the region, and from other networks. */
export function privateWalks(
  reach: AliReach,
  nic: AliInterface,
  address: string,
  source: AliSource,
  clientPorts: PortSet,
): readonly AliWalk[] {
  const family = familyOf(address);
  if (source.kind === 'internet') return [];
  if (source.kind === 'interfaces')
    return source.interfaces
      .filter(({ id }) => id !== nic.id)
      .flatMap((from) =>
        addressesOfNic(from)
          .filter((each) => familyOf(each) === family)
          .map((each): AliWalk => {
            const { vSwitchId, vpcId } = from;
            const addresses = AddressSet.of(family, [each]);
            const end = { nic: from, vSwitchId, vpcId, addresses };
            return {
              sources: addresses,
              checks: (flow) => aliPrivatePath(reach, end, nic, address, flow, clientPorts),
            };
          }),
      );
  const { addresses } = source;
  if (addresses.family !== family) return [];
  const local = family === 'ipv4' ? localRanges(reach, nic.vpcId) : AddressSet.none(family);
  const beyond: AliWalk = {
    sources: addresses.subtract(local).subtract(INTERNET[family]),
    checks: (flow) => fromBeyond(reach, nic, address, flow, clientPorts),
  };
  return [...neighbours(reach, nic, address, addresses.intersect(local), clientPorts), beyond].filter(
    ({ sources }) => !sources.isEmpty,
  );
}

/** Addresses of the VPC by the vSwitch that they are in, and those that are in none. */
function neighbours(
  reach: AliReach,
  nic: AliInterface,
  address: string,
  inside: AddressSet,
  clientPorts: PortSet,
): readonly AliWalk[] {
  if (inside.isEmpty) return [];
  const { vpcId } = nic;
  const { vSwitches } = reach.estate.region;
  const { family } = inside;
  let rest = inside;
  const walks = seenOf(vSwitches)
    .filter((each) => each.vpcId === vpcId && each.cidr !== undefined)
    .map(({ id: vSwitchId, cidr = '' }): AliWalk => {
      const range = AddressSet.of(family, [cidr]);
      const addresses = inside.intersect(range);
      rest = rest.subtract(range);
      return {
        sources: addresses,
        checks: (flow) => aliPrivatePath(reach, { vSwitchId, vpcId, addresses }, nic, address, flow, clientPorts),
      };
    });
  const at = { leg: 'forward', hop: 'route-table', component: vpcId ?? 'VPC' } as const;
  const nobody: Hop = vSwitches.known
    ? {
        ...at,
        rule: null,
        verdict: 'fail',
        code: 'NO_POSSIBLE_DESTINATION',
        message: say`No vSwitch of ${at.component} has it.`,
      }
    : undecidedHop(at, vSwitches.missing);
  return [...walks, { sources: rest, checks: () => [gateCheck(nobody, family)] }];
}

/** From a network that no call shows: the target's own hops, and a way back whose far side is unknown. */
function fromBeyond(
  reach: AliReach,
  nic: AliInterface,
  address: string,
  flow: Flow,
  clientPorts: PortSet,
): readonly HopCheck[] {
  const { estate } = reach;
  const family = familyOf(address);
  const acl = estate.aclOf(nic.vSwitchId);
  const enter = { leg: 'forward', direction: 'ingress' } as const;
  const leave = { leg: 'return', direction: 'egress' } as const;
  const side = {
    nic,
    direction: 'ingress',
    localAddress: address,
    resolveGroup: (_: string, of: Family) => certain(AddressSet.none(of)),
  } as const;
  return [
    aliAclCheck(acl, aclOpennessOf(estate, nic, 'ingress', family), enter, flow),
    aliGroupsCheck(reach, side, family, flow),
    gateCheck(reach.stateOf(nic), family),
    aliAclCheck(acl, aclOpennessOf(estate, nic, 'egress', family), leave, flow, clientPorts),
    {
      passes: { must: AddressSet.none(family), may: linkedAddresses(reach, nic, family) },
      at: (peer) => aliPrivateRouteHop(estate, 'return', nic, {}, peer),
    },
  ];
}

/** Addresses that the vSwitch of an interface routes to other networks, or may. */
function linkedAddresses({ estate }: AliReach, nic: AliInterface, family: Family): AddressSet {
  const table = estate.routeTableOf(nic.vSwitchId);
  if (!table.known || !table.value.routes.known) return AddressSet.all(family);
  const length = ({ destination }: AliRoute): number => Number(destination.split('/')[1]);
  let [claimed, linked] = [AddressSet.none(family), AddressSet.none(family)];
  for (const route of table.value.routes.value.toSorted((a, b) => length(b) - length(a))) {
    if (familyOf(route.destination) !== family) continue;
    const own = AddressSet.of(family, [route.destination]).subtract(claimed);
    claimed = claimed.union(own);
    if (leadsOn(route)) linked = linked.union(own);
  }
  return linked;
}
