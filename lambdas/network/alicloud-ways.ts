import { canonicalAddress, type Family, familyOf } from '#inventory/addresses.ts';
import type { AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import { balancerHops, internalHop, serves, walkToBalancer } from './alicloud-balancer-way.ts';
import type { Forwarding } from './alicloud-behind-balancer.ts';
import { aliAclCheck, aliSetCheck } from './alicloud-checks.ts';
import type { AliTarget } from './alicloud-estate.ts';
import { aliFrontHops } from './alicloud-front-acl.ts';
import { aliGroupCheck } from './alicloud-group-check.ts';
import { addressesOfNic } from './alicloud-members.ts';
import { aliPassageTo } from './alicloud-passage.ts';
import type { AliReach } from './alicloud-reach.ts';
import { type AliSource, interfacesAt, interfacesNamed, strangersOf } from './alicloud-source.ts';
import { type AliWalk, localRanges, privateWalks } from './alicloud-walks.ts';
import type { DiagnosedPath } from './explain/diagnosis.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import { type Flow, nameOfFlow } from './flow.ts';
import { type Hop, incomplete } from './hop.ts';
import type { PortSet } from './port-set.ts';
import type { Via } from './reach/exposure.ts';

/** One way in, and its hops for a flow. */
export interface AliWay {
  readonly target: DiagnosedPath['target'];
  /** The groups at its end. */
  readonly groupIds: readonly string[];
  readonly via?: Via;
  readonly family: Family;
  readonly walks: readonly AliWalk[];
}

/** Whether a region has what a flow should go to: a machine, an interface, a balancer, or one of their addresses. */
export function aliTargetsNamed({ estate }: AliReach, to: string) {
  const address = canonicalAddress(to);
  const interfaces = address === undefined ? interfacesNamed(estate, to) : interfacesAt(estate, address, true);
  const balancers = seenOf(estate.region.loadBalancers).filter((balancer) =>
    address === undefined ? balancer.id === to : addressesAt(estate, balancer).includes(address),
  );
  return { address, interfaces, balancers };
}

/** Every way in to a machine, an interface, an address or a balancer, for a source. Ways without any source are left out. */
export function aliWaysTo(reach: AliReach, to: string, source: AliSource, clientPorts: PortSet): readonly AliWay[] {
  const { address, interfaces, balancers } = aliTargetsNamed(reach, to);
  return [
    ...interfaces.flatMap((nic) => waysToInterface(reach, nic, address, source, clientPorts)),
    ...balancers.flatMap((balancer) => waysToBalancer(reach, balancer, address, source, clientPorts)),
  ]
    .map((way) => ({ ...way, walks: way.walks.filter(({ sources }) => !sources.isEmpty) }))
    .filter(({ walks }) => walks.length > 0);
}

function waysToInterface(
  reach: AliReach,
  nic: AliInterface,
  address: string | undefined,
  source: AliSource,
  clientPorts: PortSet,
): readonly AliWay[] {
  const isAsked = (target: AliTarget): boolean =>
    address === undefined || target.address === address || target.publicAddress === address;
  const targets = targetsAt(reach, nic, address).filter(isAsked);
  const own = addressesOfNic(nic).filter((each) => address === undefined || each === address);
  const mapped = targets.map((target) => target.address);
  const inside = [...new Set([...own, ...mapped])].map((each): AliWay => {
    const walks = privateWalks(reach, nic, each, source, clientPorts);
    return { target: { interface: nic.id, address: each }, groupIds: nic.groupIds, family: familyOf(each), walks };
  });
  const isPrivate = address === undefined || addressesOfNic(nic).includes(address);
  return [
    ...targets.map((target) => publicWay(reach, nic, target, source, clientPorts)),
    ...inside,
    ...(isPrivate ? waysBehind(reach, nic, source, clientPorts) : []),
  ];
}

/** The public ways to an interface; where it has none, its own address, which then says so. */
function targetsAt({ estate }: AliReach, nic: AliInterface, address: string | undefined): readonly AliTarget[] {
  const targets = seenOf(estate.targetsOf(nic));
  const own = address === undefined ? nic.addresses[0]?.privateIp : address;
  const has = targets.some(
    (target) => address === undefined || [target.address, target.publicAddress].includes(address),
  );
  return has || own === undefined ? targets : [{ address: own, publicAddress: '', by: 'nothing' }];
}

const localOf = (reach: AliReach, vpcId: string | undefined, family: Family): AddressSet =>
  family === 'ipv4' ? localRanges(reach, vpcId) : AddressSet.none(family);

function publicWay(
  reach: AliReach,
  nic: AliInterface,
  target: AliTarget,
  source: AliSource,
  clientPorts: PortSet,
): AliWay {
  const { estate } = reach;
  const family = familyOf(target.address);
  const { filters, routes } = aliPassageTo(estate, nic, target);
  const groups = nic.groupIds.flatMap((id): readonly AliSecurityGroup[] => {
    const group = estate.group(id);
    return group.known ? [group.value] : [];
  });
  const acl = target.skipsAcl ? ({ known: true, value: undefined } as const) : estate.aclOf(nic.vSwitchId);
  const asked = { direction: 'ingress', family, localAddress: target.address } as const;
  const { component, openness } = filters.groups;
  const checks = (flow: Flow): readonly HopCheck[] => [
    gateCheck(mappingHop(reach, nic, target, flow), family),
    aliAclCheck(acl, filters.aclIn.openness, { leg: 'forward', direction: 'ingress' }, flow),
    aliGroupCheck({ groups, component, openness, lists: estate.region, asked }, flow),
    gateCheck(reach.stateOf(nic), family),
    aliAclCheck(acl, filters.aclOut.openness, { leg: 'return', direction: 'egress' }, flow, clientPorts),
    aliSetCheck(
      routes.passes,
      {
        leg: 'return',
        hop: 'route-table',
        component: routes.component ?? nic.vSwitchId ?? nic.id,
        rule: null,
        code: 'X_ALI_ROUTE_NOT_IPV4_GATEWAY',
        reasons: routes.reasons,
      },
      (verdict) =>
        verdict !== 'pass'
          ? say`No route leads the reply back to the IPv4 gateway.`
          : routes.component === undefined
            ? say`The VPC has no IPv4 gateway, and the reply needs no route.`
            : say`A route leads the reply to the IPv4 gateway.`,
    ),
  ];
  return {
    target: {
      interface: nic.id,
      address: target.address,
      ...(target.publicAddress === '' ? {} : { publicAddress: target.publicAddress }),
    },
    groupIds: nic.groupIds,
    family,
    walks: [{ sources: strangersOf(source, family, localOf(reach, nic.vpcId, family)), checks }],
  };
}

/** The ways of strangers through balancers, each for the port that it passes on to. */
function waysBehind(reach: AliReach, nic: AliInterface, source: AliSource, clientPorts: PortSet): readonly AliWay[] {
  const address = nic.addresses.find(({ primary }) => primary)?.privateIp ?? nic.addresses[0]?.privateIp;
  if (address === undefined) return [];
  return reach.forwardings.to(nic).flatMap((forwarding) =>
    seenOf(reach.estate.addressesOf(forwarding.balancer)).map((front): AliWay => {
      const { balancer, listener, server } = forwarding;
      const [listenerPort] = listener.ports;
      const family = familyOf(front);
      return {
        target: { interface: nic.id, address },
        groupIds: nic.groupIds,
        via: { type: balancer.kind, id: balancer.id, listenerPort, targetPort: server.port ?? listenerPort },
        family,
        walks: [
          {
            sources: strangersOf(source, family, AddressSet.none(family)),
            checks: (flow) => hopsBehind(reach, nic, address, forwarding, front, flow, clientPorts),
          },
        ],
      };
    }),
  );
}

function hopsBehind(
  reach: AliReach,
  nic: AliInterface,
  address: string,
  { balancer, listener, server }: Forwarding,
  front: string,
  flow: Flow,
  clientPorts: PortSet,
): readonly HopCheck[] {
  const [listenerPort] = listener.ports;
  const targetPort = server.port ?? listenerPort;
  if (flow.selector !== targetPort || !serves(listener, { ...flow, selector: listenerPort })) return [];
  const at = { leg: 'forward', rule: null } as const;
  const message = say`${balancer.id} sends it on to ${server.id} port ${targetPort}.`;
  const sent: Hop = { ...at, hop: 'target-group', component: server.id, verdict: 'pass', message };
  const doubts = reach.forwardings.doubtsAt(balancer, nic, flow.protocol, targetPort, address);
  const reasons = doubts.filter((doubt) => doubt !== 'closed');
  const here = { ...at, hop: 'security-group-in', component: nic.groupIds.join(', ') || nic.id } as const;
  const passes =
    balancer.kind === 'clb'
      ? say`A CLB reaches its servers past their groups.`
      : say`The groups let ${balancer.id} in.`;
  const groups: Hop = doubts.includes('closed')
    ? {
        ...here,
        verdict: 'fail',
        code: 'ENI_SG_RULES_MISMATCH',
        message: say`No rule or entry lets ${balancer.id} in.`,
      }
    : reasons.length > 0
      ? {
          ...here,
          verdict: 'unknown',
          code: 'X_MIDDLEBOX',
          message: say`Whether ${balancer.id} gets in is not known.`,
          reasons,
        }
      : { ...here, verdict: 'pass', message: passes };
  const atListener = { ...flow, selector: listenerPort };
  const { before, after } = aliFrontHops(reach.estate, balancer, front, familyOf(front), atListener, clientPorts);
  return [
    ...before,
    ...balancerHops(reach, balancer, front, atListener),
    ...[sent, groups, reach.stateOf(nic)].map((hop) => gateCheck(hop, familyOf(front))),
    ...after,
  ];
}

function waysToBalancer(
  reach: AliReach,
  balancer: AliLoadBalancer,
  address: string | undefined,
  source: AliSource,
  clientPorts: PortSet,
): readonly AliWay[] {
  const { estate } = reach;
  const open = seenOf(estate.addressesOf(balancer));
  const inner = balancer.isInternet ? [] : seenOf(balancer.addresses);
  const asked = (each: string): boolean => address === undefined || each === address;
  const strangers = (family: Family): AddressSet => strangersOf(source, family, localOf(reach, balancer.vpcId, family));
  const fromOutside = open.filter(asked).map((each): AliWay => {
    const family = familyOf(each);
    const checks = (flow: Flow): readonly HopCheck[] => {
      const { before, after } = aliFrontHops(estate, balancer, each, family, flow, clientPorts);
      return [...before, ...balancerHops(reach, balancer, each, flow), ...after];
    };
    return wayTo(balancer, each, each, [{ sources: strangers(family), checks }]);
  });
  const fromInside = inner.filter(asked).map((each): AliWay => {
    const family = familyOf(each);
    const gate = gateCheck(internalHop(balancer), family);
    const outside: AliWalk = {
      sources: open.length > 0 ? AddressSet.none(family) : strangers(family),
      checks: (flow) => [gate, ...balancerHops(reach, balancer, each, flow)],
    };
    const from = source.kind === 'interfaces' ? source.interfaces : [];
    const walks = from.flatMap((nic) =>
      addressesOfNic(nic)
        .filter((own) => familyOf(own) === family)
        .map((own) => walkToBalancer(reach, nic, own, balancer, each, clientPorts)),
    );
    return wayTo(balancer, each, undefined, [outside, ...walks]);
  });
  return [...fromOutside, ...fromInside];
}

const wayTo = (
  { groupIds }: AliLoadBalancer,
  address: string,
  publicAddress: string | undefined,
  walks: readonly AliWalk[],
): AliWay => ({
  groupIds,
  target: { interface: null, address, ...(publicAddress === undefined ? {} : { publicAddress }) },
  family: familyOf(address),
  walks,
});

/** Every address of a balancer, public and private. */
const addressesAt = (estate: AliReach['estate'], balancer: AliLoadBalancer): readonly string[] => [
  ...seenOf(estate.addressesOf(balancer)),
  ...seenOf(balancer.addresses),
];

/** Whether the address is one that strangers can send to, and what of it a NAT gateway passes on. */
function mappingHop({ estate }: AliReach, nic: AliInterface, target: AliTarget, flow: Flow): Hop {
  const { forward, by, address, publicAddress } = target;
  const at = {
    leg: 'forward',
    hop: forward ? 'nat-gateway' : 'address-mapping',
    component: forward?.id ?? nic.id,
    rule: null,
  } as const;
  if (publicAddress === '') {
    const told = estate.targetsOf(nic);
    const message = say`${address} has no public address, no elastic IP address and no DNAT entry.`;
    return told.known
      ? { ...at, verdict: 'fail', code: 'X_ALI_NO_PUBLIC_ADDRESS', message }
      : {
          ...at,
          verdict: 'unknown',
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: say`Whether ${address} has a public address could not be read.`,
          reasons: told.missing.map(incomplete),
        };
  }
  if (forward) {
    const [first, last] = forward.internalPorts ?? [0, 65535];
    const isIts =
      (forward.protocol === -1 || forward.protocol === flow.protocol) &&
      first <= flow.selector &&
      flow.selector <= last;
    if (!isIts)
      return {
        ...at,
        verdict: 'fail',
        code: 'X_ALI_NO_PUBLIC_ADDRESS',
        message: say`${by} passes other traffic on, not ${nameOfFlow(flow)}.`,
      };
  }
  return { ...at, verdict: 'pass', message: say`${publicAddress} leads to ${address}: ${by}.` };
}
