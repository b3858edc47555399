import { familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { UDP } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import { admittedBy } from './alicloud-balancer-reach.ts';
import { type AliAclPlace, aliAclCheck, aliSetCheck } from './alicloud-checks.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { aliGroupCheck } from './alicloud-group-check.ts';
import { aclOpennessOf, aliGroupsIn } from './alicloud-passage.ts';
import { aliGroupsCheck } from './alicloud-private-path.ts';
import { type AliEnd, aliPrivateRouteHop } from './alicloud-private-route.ts';
import type { AliReach } from './alicloud-reach.ts';
import type { AliWalk } from './alicloud-walks.ts';
import { certain } from './certainty.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import { type Flow, nameOfFlow } from './flow.ts';
import { type Hop, incomplete } from './hop.ts';
import type { PortSet } from './port-set.ts';

/** Whether a listener takes a flow. */
export const serves = ({ protocol, ports }: AliListener, flow: Flow): boolean =>
  (protocol === 'udp' || protocol === 'quic') === (flow.protocol === UDP) &&
  ports[0] <= flow.selector &&
  flow.selector <= ports[1];

/** The hops at a balancer: its state, the listener and its access list, the balancer's own groups. */
export function balancerHops(
  { estate }: Pick<AliReach, 'estate'>,
  balancer: AliLoadBalancer,
  address: string,
  flow: Flow,
): readonly HopCheck[] {
  const family = familyOf(address);
  const listeners = estate.listenersOf(balancer);
  const front = frontHop(balancer);
  const listener = seenOf(listeners).find((each) => serves(each, flow));
  const at = { leg: 'forward', hop: 'listener', rule: null } as const;
  if (!listener) {
    const none: Hop = listeners.known
      ? {
          ...at,
          component: balancer.id,
          verdict: 'fail',
          code: 'ELBV2_LISTENERS_MISMATCH',
          message: say`No listener serves ${nameOfFlow(flow)}.`,
        }
      : {
          ...at,
          component: balancer.id,
          verdict: 'unknown',
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: say`The listeners could not be read.`,
          reasons: listeners.missing.map(incomplete),
        };
    return [gateCheck(front, family), gateCheck(none, family)];
  }
  const here = { ...at, component: listener.id } as const;
  const state: Hop =
    listener.status === 'running'
      ? { ...here, verdict: 'pass', message: say`${listener.id} is running.` }
      : {
          ...here,
          verdict: 'fail',
          code: 'X_ALI_LISTENER_STOPPED',
          message: say`${listener.id} is ${listener.status}.`,
        };
  const admitted = admittedBy(estate, listener, family);
  const lists = aliSetCheck(
    admitted.addresses,
    { ...here, code: 'ELB_ACL_RESTRICTION', reasons: admitted.missing.map(incomplete) },
    (verdict) => (verdict === 'pass' ? say`The access list admits it.` : say`The access list does not admit it.`),
  );
  return [
    gateCheck(front, family),
    gateCheck(state, family),
    lists,
    ...(balancer.groupIds.length === 0 ? [] : [ownGroups(estate, balancer, address, flow)]),
  ];
}

function frontHop({ id, status }: AliLoadBalancer): Hop {
  const at = { leg: 'forward', hop: 'load-balancer', component: id, rule: null } as const;
  return status === 'active'
    ? { ...at, verdict: 'pass', message: say`${id} is active.` }
    : { ...at, verdict: 'fail', code: 'BAD_STATE', message: say`${id} is ${status}.` };
}

function ownGroups(estate: AliEstate, { groupIds }: AliLoadBalancer, address: string, flow: Flow): HopCheck {
  const family = familyOf(address);
  const groups = groupIds.flatMap((id): readonly AliSecurityGroup[] => {
    const group = estate.group(id);
    return group.known ? [group.value] : [];
  });
  const openness = aliGroupsIn(estate, groupIds, family, address);
  const asked = { direction: 'ingress', family, localAddress: address } as const;
  return aliGroupCheck({ groups, component: groupIds.join(', '), openness, lists: estate.region, asked }, flow);
}

/** A stranger at a balancer that has no public address. */
export const internalHop = ({ id }: AliLoadBalancer): Hop => ({
  leg: 'forward',
  hop: 'address-mapping',
  component: id,
  rule: null,
  verdict: 'fail',
  code: 'X_LB_INTERNAL_SCHEME',
  message: say`${id} faces the VPC alone, and has no elastic IP address.`,
});

/**
 * From an interface of the region to a balancer's private address: out of its groups and its network ACL. The ACL of the
 * balancer's own vSwitch filters ALB and NLB, which have interfaces there, and not CLB.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/network-acl-overview
 */
export function walkToBalancer(
  reach: AliReach,
  from: AliInterface,
  own: string,
  balancer: AliLoadBalancer,
  address: string,
  clientPorts: PortSet,
): AliWalk {
  const { estate } = reach;
  const family = familyOf(address);
  const sources = AddressSet.of(family, [own]);
  const there = endOf(estate, balancer, address);
  const crosses = from.vSwitchId !== there.vSwitchId;
  const side = {
    nic: from,
    direction: 'egress',
    localAddress: own,
    resolveGroup: () => certain(AddressSet.none(family)),
  } as const;
  const acl = (end: AliEnd, place: AliAclPlace, flow: Flow, peer: string): HopCheck => {
    const openness = aclOpennessOf(estate, end, place.direction, family);
    return gateCheck(aliAclCheck(estate.aclOf(end.vSwitchId), openness, place, flow, clientPorts).at(peer), family);
  };
  const filtersThere = crosses && balancer.kind !== 'clb';
  return {
    sources,
    checks: (flow) => [
      gateCheck(reach.stateOf(from), family),
      gateCheck(aliGroupsCheck(reach, side, family, flow).at(address), family),
      ...(crosses
        ? [
            acl(from, { leg: 'forward', direction: 'egress' }, flow, address),
            gateCheck(aliPrivateRouteHop(estate, 'forward', from, there, address), family),
          ]
        : []),
      ...(filtersThere ? [acl(there, { leg: 'forward', direction: 'ingress' }, flow, own)] : []),
      ...balancerHops(reach, balancer, address, flow),
      ...(filtersThere ? [acl(there, { leg: 'return', direction: 'egress' }, flow, own)] : []),
      ...(crosses ? [acl(from, { leg: 'return', direction: 'ingress' }, flow, address)] : []),
    ],
  };
}

/** The vSwitch that a balancer's private address is of. */
function endOf({ region }: AliEstate, { vpcId }: AliLoadBalancer, address: string): AliEnd {
  const vSwitch = seenOf(region.vSwitches).find(
    (each) =>
      each.vpcId === vpcId &&
      each.cidr !== undefined &&
      AddressSet.of(familyOf(each.cidr), [each.cidr]).contains(address),
  );
  return { vpcId, ...(vSwitch ? { vSwitchId: vSwitch.id } : {}) };
}
