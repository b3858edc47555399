import { canonicalAddress, type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { UDP } from '#inventory/protocols.ts';
import { admittedBy } from './alicloud-balancer-reach.ts';
import { aliAclCheck, aliGroupCheck, aliSetCheck } from './alicloud-checks.ts';
import type { AliTarget } from './alicloud-estate.ts';
import { aliGroupsIn, aliPassageTo } from './alicloud-passage.ts';
import type { AliReach } from './alicloud-reach.ts';
import type { DiagnosedPath } from './explain/diagnosis.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import { type Flow, nameOfFlow } from './flow.ts';
import { type Hop, incomplete } from './hop.ts';
import type { PortSet } from './port-set.ts';
import type { Via } from './reach/exposure.ts';

/** One way in, and its hops for a flow. */
export interface AliWay {
  readonly target: DiagnosedPath['target'];
  readonly via?: Via;
  readonly family: Family;
  /** The hops, or none where the way is not one for the flow. */
  readonly checks: (flow: Flow) => readonly HopCheck[];
}

/** Every way in to a machine, an interface, an address or a balancer. */
export function aliWaysTo(reach: AliReach, to: string, clientPorts: PortSet): readonly AliWay[] {
  const { region } = reach.estate;
  const address = canonicalAddress(to);
  const machines = seenOf(region.interfaces).flatMap((nic) => {
    if (address === undefined && nic.id !== to && nic.instanceId !== to) return [];
    return targetsAt(reach, nic)
      .filter((target) => address === undefined || target.address === address || target.publicAddress === address)
      .map((target) => machineWay(reach, nic, target, clientPorts))
      .concat(
        address === undefined || nic.addresses.some(({ privateIp }) => privateIp === address)
          ? waysBehind(reach, nic)
          : [],
      );
  });
  const balancers = seenOf(region.loadBalancers).flatMap((balancer) =>
    seenOf(reach.estate.addressesOf(balancer))
      .filter((each) => (address === undefined ? balancer.id === to : each === address))
      .map((each) => balancerWay(reach, balancer, each)),
  );
  return [...machines, ...balancers];
}

/** The public ways to an interface; where it has none, its own address, which then says so. */
function targetsAt({ estate }: AliReach, nic: AliInterface): readonly AliTarget[] {
  const targets = seenOf(estate.targetsOf(nic));
  const [first] = nic.addresses;
  return targets.length > 0 || !first ? targets : [{ address: first.privateIp, publicAddress: '', by: 'nothing' }];
}

function machineWay(reach: AliReach, nic: AliInterface, target: AliTarget, clientPorts: PortSet): AliWay {
  const { estate } = reach;
  const family = familyOf(target.address);
  const { filters, routes } = aliPassageTo(estate, nic, target);
  const groups = nic.groupIds.flatMap((id) => {
    const group = estate.group(id);
    return group.known ? [group.value] : [];
  });
  const acl = estate.aclOf(nic.vSwitchId);
  return {
    target: {
      interface: nic.id,
      address: target.address,
      ...(target.publicAddress === '' ? {} : { publicAddress: target.publicAddress }),
    },
    family,
    checks: (flow) => [
      gateCheck(mappingHop(reach, nic, target, flow), family),
      aliAclCheck(acl, filters.aclIn.openness, 'forward', flow),
      aliGroupCheck(groups, filters.groups.component, filters.groups.openness, estate.region, flow),
      gateCheck(reach.stateOf(nic), family),
      aliAclCheck(acl, filters.aclOut.openness, 'return', flow, clientPorts),
      aliSetCheck(
        routes.passes,
        {
          leg: 'return',
          hop: 'route-table',
          component: nic.vSwitchId ?? nic.id,
          rule: null,
          code: 'X_ALI_ROUTE_NOT_IPV4_GATEWAY',
          reasons: routes.reasons,
        },
        (verdict) =>
          verdict === 'pass' ? 'The reply finds its way out.' : 'No route leads the reply back to the IPv4 gateway.',
      ),
    ],
  };
}

/** The ways through balancers, each for the port that it passes on to. */
function waysBehind(reach: AliReach, nic: AliInterface): readonly AliWay[] {
  const address = nic.addresses.find(({ primary }) => primary)?.privateIp ?? nic.addresses[0]?.privateIp;
  if (address === undefined) return [];
  return reach.forwardings.to(nic).map((forwarding): AliWay => {
    const { balancer, listener, server } = forwarding;
    const [listenerPort] = listener.ports;
    const targetPort = server.port ?? listenerPort;
    const front = balancerWay(reach, balancer, address);
    const at = { leg: 'forward', rule: null } as const;
    return {
      target: { interface: nic.id, address },
      via: { type: balancer.kind, id: balancer.id, listenerPort, targetPort },
      family: front.family,
      checks(flow) {
        if (flow.selector !== targetPort || !serves(listener, { ...flow, selector: listenerPort })) return [];
        const sent: Hop = {
          ...at,
          hop: 'target-group',
          component: server.id,
          verdict: 'pass',
          message: `${balancer.id} sends it on to ${server.id} port ${targetPort}.`,
        };
        const doubts = reach.forwardings.groupDoubts(balancer, nic, flow.protocol, targetPort, address);
        const reasons = doubts.filter((doubt) => doubt !== 'closed');
        const groups: Hop = doubts.includes('closed')
          ? {
              ...at,
              hop: 'security-group-in',
              component: nic.groupIds.join(', '),
              verdict: 'fail',
              code: 'ENI_SG_RULES_MISMATCH',
              message: `No rule lets ${balancer.id} in.`,
            }
          : {
              ...at,
              hop: 'security-group-in',
              component: nic.groupIds.join(', ') || 'no security group',
              verdict: reasons.length > 0 ? 'unknown' : 'pass',
              message:
                balancer.kind === 'clb'
                  ? 'A CLB reaches its servers past their groups.'
                  : `The groups let ${balancer.id} in.`,
              ...(reasons.length > 0 ? { code: 'X_MIDDLEBOX' as const, reasons } : {}),
            };
        return [
          ...front.checks({ ...flow, selector: listenerPort }),
          ...[sent, groups, reach.stateOf(nic)].map((hop) => gateCheck(hop, front.family)),
        ];
      },
    };
  });
}

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
    const message = `${address} has no public address, no elastic IP address and no DNAT entry.`;
    return told.known
      ? { ...at, verdict: 'fail', code: 'X_ALI_NO_PUBLIC_ADDRESS', message }
      : {
          ...at,
          verdict: 'unknown',
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: `Whether ${address} has a public address could not be read.`,
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
        message: `${by} passes other traffic on, not ${nameOfFlow(flow)}.`,
      };
  }
  return { ...at, verdict: 'pass', message: `${publicAddress} leads to ${address}: ${by}.` };
}

function balancerWay({ estate }: AliReach, balancer: AliLoadBalancer, address: string): AliWay {
  const family = familyOf(address);
  const listeners = estate.listenersOf(balancer);
  const at = { leg: 'forward', component: balancer.id, rule: null } as const;
  return {
    target: { interface: null, address, publicAddress: address },
    family,
    checks: (flow) => {
      const listener = seenOf(listeners).find((each) => serves(each, flow));
      const isActive = balancer.status === 'active';
      const front: Hop = isActive
        ? { ...at, hop: 'load-balancer', verdict: 'pass', message: `${balancer.id} is active.` }
        : {
            ...at,
            hop: 'load-balancer',
            verdict: 'fail',
            code: 'BAD_STATE',
            message: `${balancer.id} is ${balancer.status}.`,
          };
      if (!listener) {
        const none: Hop = listeners.known
          ? {
              ...at,
              hop: 'listener',
              verdict: 'fail',
              code: 'ELBV2_LISTENERS_MISMATCH',
              message: `No listener serves ${nameOfFlow(flow)}.`,
            }
          : {
              ...at,
              hop: 'listener',
              verdict: 'unknown',
              code: 'X_SNAPSHOT_INCOMPLETE',
              message: 'The listeners could not be read.',
              reasons: listeners.missing.map(incomplete),
            };
        return [gateCheck(front, family), gateCheck(none, family)];
      }
      const state: Hop =
        listener.status === 'running'
          ? { ...at, hop: 'listener', component: listener.id, verdict: 'pass', message: `${listener.id} is running.` }
          : {
              ...at,
              hop: 'listener',
              component: listener.id,
              verdict: 'fail',
              code: 'X_ALI_LISTENER_STOPPED',
              message: `${listener.id} is ${listener.status}.`,
            };
      const admitted = admittedBy(estate, listener, family);
      const lists = aliSetCheck(
        admitted.addresses,
        {
          ...at,
          hop: 'listener',
          component: listener.id,
          code: 'ELB_ACL_RESTRICTION',
          reasons: admitted.missing.map(incomplete),
        },
        (verdict) => (verdict === 'pass' ? 'The access list admits it.' : 'The access list does not admit it.'),
      );
      const groups = balancer.groupIds.flatMap((id) => {
        const group = estate.group(id);
        return group.known ? [group.value] : [];
      });
      const own =
        balancer.groupIds.length === 0
          ? []
          : [
              aliGroupCheck(
                groups,
                balancer.groupIds.join(', '),
                aliGroupsIn(estate, balancer.groupIds, family, address),
                estate.region,
                flow,
              ),
            ];
      return [gateCheck(front, family), gateCheck(state, family), lists, ...own];
    },
  };
}

const serves = ({ protocol, ports }: AliListener, flow: Flow): boolean =>
  (protocol === 'udp' || protocol === 'quic') === (flow.protocol === UDP) &&
  ports[0] <= flow.selector &&
  flow.selector <= ports[1];
