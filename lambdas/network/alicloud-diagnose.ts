import { canonicalAddress, canonicalCidr, type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { UDP } from '#inventory/protocols.ts';
import { UsageError } from '#platform/usage-error.ts';
import { AddressSet } from './address-set.ts';
import { admittedBy } from './alicloud-balancer-reach.ts';
import { aliAclCheck, aliGroupCheck, aliSetCheck } from './alicloud-checks.ts';
import type { AliTarget } from './alicloud-estate.ts';
import { aliGroupsIn, aliPassageTo } from './alicloud-passage.ts';
import type { AliReach } from './alicloud-reach.ts';
import type { DiagnoseRequest } from './explain/diagnose.ts';
import type { ComparedHop, DiagnosedBlocker, DiagnosedPath, Diagnosis } from './explain/diagnosis.ts';
import { gateCheck, type HopCheck } from './explain/hop-check.ts';
import { failing, reasonsOf, type WalkedPart, walk } from './explain/partition.ts';
import { type Flow, inFamily, nameOfFlow } from './flow.ts';
import { distinctReasons, type Hop, incomplete } from './hop.ts';
import { INTERNET } from './internet.ts';
import { ALL_PORTS, PortSet } from './port-set.ts';
import { clientPortsName } from './reach/replies.ts';

/** One way in, and its hops for a flow. */
interface Way {
  readonly target: DiagnosedPath['target'];
  readonly family: Family;
  readonly checks: (flow: Flow) => readonly HopCheck[];
}

/** Whether a region has what a flow should go to. */
export const knowsTarget = (reach: AliReach, to: string): boolean => waysTo(reach, to, ALL_PORTS).length > 0;

/**
 * Follows one flow of strangers to a machine, an interface, an address or a balancer of Alibaba Cloud, past every hop of both
 * legs, without stopping at the first that refuses.
 *
 * @throws {UsageError} when `from` is no source, or `to` is not in the region.
 */
export function diagnoseAli(reach: AliReach, request: DiagnoseRequest): Diagnosis {
  const { from, to, flow, compare, clientPort } = request;
  const ports = clientPort === undefined ? ALL_PORTS : PortSet.of([clientPort, clientPort]);
  const ways = waysTo(reach, to, ports);
  if (ways.length === 0) throw new UsageError(`'${to}' is nothing in the snapshot that a flow could go to`);
  const source = readSource(from);
  const paths = ways
    .flatMap((way): readonly DiagnosedPath[] => {
      const here = inFamily(flow, way.family);
      const parts = here ? walk(way.checks(here), source(way.family)) : [];
      return here && parts[0] ? [pathOf(way, parts, here, compare && inFamily(compare, way.family))] : [];
    })
    .toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict) || a.blockers.length - b.blockers.length);
  const [best] = paths;
  return {
    verdict: best?.verdict ?? 'blocked',
    from,
    to,
    flow: nameOfFlow(flow),
    ...(best?.clientPorts ? { clientPorts: best.clientPorts } : {}),
    ...(best?.clientPortRanges ? { clientPortRanges: best.clientPortRanges } : {}),
    ...(best?.reasons ? { reasons: best.reasons } : {}),
    paths,
    parts: best?.parts ?? [],
    ...(compare
      ? { compare: { flow: nameOfFlow(compare), verdict: diagnoseAli(reach, { from, to, flow: compare }).verdict } }
      : {}),
  };
}

const RANK = ['reachable', 'unknown', 'blocked'];

function readSource(from: string): (family: Family) => AddressSet {
  if (from === 'internet') return (family) => INTERNET[family];
  const cidr = canonicalCidr(from);
  if (cidr === undefined) throw new UsageError(`'${from}' is no source: expected internet, an address or a CIDR`);
  return (family) => AddressSet.of(family, [cidr]);
}

function waysTo(reach: AliReach, to: string, clientPorts: PortSet): readonly Way[] {
  const { region } = reach.estate;
  const address = canonicalAddress(to);
  const machines = seenOf(region.interfaces).flatMap((nic) => {
    if (address === undefined && nic.id !== to && nic.instanceId !== to) return [];
    return targetsAt(reach, nic)
      .filter((target) => address === undefined || target.address === address || target.publicAddress === address)
      .map((target) => machineWay(reach, nic, target, clientPorts));
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

function machineWay(reach: AliReach, nic: AliInterface, target: AliTarget, clientPorts: PortSet): Way {
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

function balancerWay({ estate }: AliReach, balancer: AliLoadBalancer, address: string): Way {
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

function pathOf(way: Way, parts: readonly WalkedPart[], flow: Flow, compare: Flow | undefined): DiagnosedPath {
  const [best] = parts as readonly [WalkedPart];
  const reasons = distinctReasons(reasonsOf(best.hops));
  const blockers = blockersOf(best, flow);
  return {
    target: way.target,
    verdict: best.verdict,
    ...clientPortsIn(best),
    hops: compare ? differing(best, way, compare) : best.hops,
    blockers,
    nearMisses: [],
    changes: blockers.map(({ change }) => change),
    ...(best.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
    parts: parts.map((part) => ({
      sources: part.sources.cidrs(),
      verdict: part.verdict,
      blockers: blockersOf(part, flow),
      ...clientPortsIn(part),
      ...(part.verdict === 'unknown' ? { reasons: distinctReasons(reasonsOf(part.hops)) } : {}),
    })),
  };
}

/** The hops that treat the two flows differently, side by side. */
function differing(best: WalkedPart, way: Way, compare: Flow): readonly ComparedHop[] {
  const source = best.sources.cidrs()[0]?.replace(/\/\d+$/, '') ?? '';
  const others = way.checks(compare).map((check) => check.at(source));
  return best.hops.flatMap((hop, index): readonly ComparedHop[] => {
    const compared = others[index] ?? null;
    return compared?.verdict === hop.verdict && compared.code === hop.code ? [] : [{ ...hop, compared }];
  });
}

function clientPortsIn({ verdict, hops }: WalkedPart): Pick<DiagnosedPath, 'clientPorts' | 'clientPortRanges'> {
  if (verdict === 'blocked') return {};
  const ranges = hops.findLast(({ clientPortRanges }) => clientPortRanges)?.clientPortRanges;
  return ranges
    ? { clientPorts: clientPortsName(PortSet.of(...ranges)), clientPortRanges: ranges }
    : { clientPorts: 'full' };
}

const blockersOf = ({ hops, sources }: WalkedPart, flow: Flow): readonly DiagnosedBlocker[] =>
  failing(hops).map((hop) => ({ ...hop, change: changeFor(hop, flow, sources.cidrs()[0] ?? 'the source') }));

/** The smallest edit that takes a failing hop away. */
function changeFor({ hop, component, rule }: Hop, flow: Flow, source: string): string {
  const name = nameOfFlow(flow);
  const accept = `Add a rule to ${component} that accepts ${name} from ${source}`;
  const changes: Partial<Record<Hop['hop'], string>> = {
    'security-group-in': rule === null ? `${accept}.` : `${accept}, with a smaller priority number than ${rule}.`,
    'network-acl-in': `Accept ${name} from ${source} in ${component}, above entry ${rule ?? 'the end'}.`,
    'network-acl-out': `Accept replies to ${source}, ports 1024/65535, outwards in ${component}.`,
    interface: `Start ${component}.`,
    'load-balancer': `Start ${component}.`,
    listener: `Let a listener of ${component} serve ${name} to ${source}.`,
    'route-table': `Route ${source} to the IPv4 gateway.`,
  };
  return changes[hop] ?? `Give ${component} a public address.`;
}
