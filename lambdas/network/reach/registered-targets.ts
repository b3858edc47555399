import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Target as RegisteredTarget, TargetGroup } from '#inventory/aws/elbv2.ts';
import { seenOf, unknown } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { Estate } from '../estate.ts';
import { selectorsOf } from '../openness.ts';
import { type Interval, PortSet } from '../port-set.ts';
import type { Balancer } from './balancer.ts';

/** What stands for target groups where not even their list was read. */
export const UNREAD_GROUP = 'unread target group';

/** A target group of which nothing is known but that a listener may pass traffic on to it. */
export const unreadGroup = (arn: string, { vpcId }: Balancer, missing: readonly MissingCall[]): TargetGroup => ({
  id: arn,
  arn,
  name: arn,
  tags: {},
  targetType: 'unread',
  ipAddressType: 'ipv4',
  loadBalancerArns: [],
  healthCheck: { enabled: false },
  ...(vpcId === undefined ? {} : { vpcId }),
  attributes: unknown(missing),
  targets: unknown(missing),
});

/** A machine that may be registered, and the ports on which it may be: filters treat all of them alike. */
export interface PossibleTarget {
  readonly target: RegisteredTarget;
  readonly lastPort: number;
}

/**
 * Whatever in the group's VPC may stand in a list of targets that was not read: on the port that the group uses unless
 * told otherwise, and on each port that some rule lets anything in on.
 */
export function possibleTargets(
  estate: Estate,
  balancer: Balancer,
  { targetType, vpcId, port }: Pick<TargetGroup, 'targetType' | 'vpcId' | 'port'>,
  isSeen: (interfaceId: string) => boolean,
): readonly PossibleTarget[] {
  const targets = new Map<string, PossibleTarget>();
  for (const nic of seenOf(estate.region.networkInterfaces)) {
    const instanceId = nic.attachment?.instanceId;
    if (nic.vpcId !== vpcId || isSeen(nic.id) || !mayBeTarget(estate, nic)) continue;
    const isByAddress = targetType === 'ip' || targetType === 'unread';
    const ids =
      targetType === 'instance'
        ? [instanceId ?? []].flat()
        : isByAddress
          ? nic.addresses.map(({ privateIp }) => privateIp)
          : [];
    if (ids.length === 0) continue;
    for (const [first, last] of portsOf(estate, balancer, nic, port))
      for (const id of ids)
        targets.set(`${id} ${first}`, { target: { id, port: first, state: 'unknown' }, lastPort: last });
  }
  return [...targets.values()];
}

/** Whether an interface is one that balancers send anything to: not one of theirs or of a NAT gateway. */
const mayBeTarget = (estate: Estate, { id, description, interfaceType }: NetworkInterface): boolean =>
  !description?.startsWith('ELB ') && interfaceType !== 'nat_gateway' && estate.natGatewayOf(id) === undefined;

/** The ports that some rule opens, cut where any filter between balancer and machine may begin to say something else. */
function portsOf(
  estate: Estate,
  balancer: Balancer,
  nic: NetworkInterface,
  port: number | undefined,
): readonly Interval[] {
  const rulesOf = (ids: readonly string[]) => ids.map((id) => estate.groupOrUnread(id).rules);
  const own = rulesOf(nic.groupIds);
  const opened = own.flatMap((rules) =>
    seenOf(rules).flatMap((rule): readonly Interval[] => {
      const [first, last] = [TCP, UDP, ALL_PROTOCOLS].includes(rule.protocol) ? (selectorsOf(rule) ?? [1, 0]) : [1, 0];
      return rule.direction === 'ingress' && first <= last ? [[Math.max(1, first), last]] : [];
    }),
  );
  const isOpen = own.length === 0 || own.some((rules) => !rules.known);
  const ports = PortSet.of(
    ...(isOpen ? [[1, 65_535] as const] : []),
    ...opened,
    ...(port === undefined ? [] : [[port, port] as const]),
  );
  const acls = [nic.subnetId, ...balancer.subnetIds].flatMap((subnetId) => {
    const acl = estate.aclOf(subnetId);
    return acl.known ? seenOf(acl.value.entries).flatMap(({ ports: each }) => (each ? [each] : [])) : [];
  });
  const rules = [...own, ...rulesOf(balancer.securityGroupIds)].flatMap((each) =>
    seenOf(each).flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [[from, to] as const])),
  );
  const cuts = new Set([...acls, ...rules].flatMap(([first, last]) => [first, last + 1]));
  if (port !== undefined) cuts.add(port).add(port + 1);
  const cut = ports.intervals().flatMap(([first, last]) => {
    const starts = [first, ...[...cuts].filter((cut) => first < cut && cut <= last).sort((a, b) => a - b)];
    return starts.map((start, index): Interval => [start, (starts[index + 1] ?? last + 1) - 1]);
  });
  // The group's own port is the likeliest.
  return cut.toSorted(([a], [b]) => Number(b === port) - Number(a === port));
}

/** The first device of an instance, which a target registered by its instance is. */
const primaryOf = (nics: readonly NetworkInterface[]): NetworkInterface | undefined =>
  nics.find(({ attachment }) => attachment?.deviceIndex === 0) ?? nics[0];

/** The interface and address that a target is reached at; functions and balancers have none of their own. */
export function placeOf(
  estate: Estate,
  targetType: string,
  id: string,
  family: 'ipv4' | 'ipv6',
  vpcId?: string,
): { readonly nic: NetworkInterface; readonly address: string } | undefined {
  if (targetType === 'instance') {
    const instance = estate.instance(id);
    const ids = instance.known ? instance.value.interfaceIds : [];
    const first = ids[0] ?? primaryOf(estate.interfacesOf(id))?.id;
    const nic = first === undefined ? undefined : estate.interface(first);
    if (!nic?.known) return undefined;
    const address =
      family === 'ipv6'
        ? nic.value.ipv6Addresses[0]
        : (nic.value.addresses.find(({ primary }) => primary) ?? nic.value.addresses[0])?.privateIp;
    return address === undefined ? undefined : { nic: nic.value, address };
  }
  if (targetType !== 'ip' && targetType !== 'unread') return undefined;
  const holders = estate.interfacesAt(id);
  const nic = holders.find((each) => each.vpcId === vpcId) ?? holders[0];
  return nic && { nic, address: id };
}
