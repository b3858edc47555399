import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';
import { withId } from './with-id.ts';

/**
 * The interfaces that a balancer opens connections to: those of its instances, and those with its targets' addresses.
 *
 * @param groupArns The target groups that are meant. @default all that the balancer uses
 */
export function targetInterfaces(
  balancer: AnyBalancer,
  region: AwsRegion,
  groupArns?: readonly string[],
): Known<readonly NetworkInterface[]> {
  const { networkInterfaces, instances, targetGroups } = region;
  const missing: MissingCall[] = networkInterfaces.known ? [] : [...networkInterfaces.missing];
  const ids = new Set<string>();
  const addresses = new Set<string>();
  if (isV2(balancer)) {
    if (!targetGroups.known) missing.push(...targetGroups.missing);
    for (const group of seenOf(targetGroups)) {
      if (!(groupArns ? groupArns.includes(group.arn) : group.loadBalancerArns.includes(balancer.arn))) continue;
      if (!group.targets.known) missing.push(...group.targets.missing);
      for (const { id } of seenOf(group.targets)) (group.targetType === 'instance' ? ids : addresses).add(id);
    }
  } else for (const id of balancer.instanceIds) ids.add(id);
  if (ids.size > 0 && !instances.known) missing.push(...instances.missing);
  const { byInstance, byAddress } = placesOf(region);
  const chosen = new Set<NetworkInterface>();
  for (const id of ids) {
    const own = byInstance.get(id) ?? [];
    // Traffic goes to an instance's first interface.
    const primary = withId(instances, id)?.interfaceIds[0];
    for (const nic of own) if (primary === undefined || nic.id === primary) chosen.add(nic);
  }
  for (const address of addresses) {
    const nic = byAddress.get(`${balancer.vpcId} ${address}`);
    if (nic) chosen.add(nic);
  }
  return missing.length === 0 ? known([...chosen]) : unknown(missing, [...chosen]);
}

interface Places {
  readonly byInstance: ReadonlyMap<string, readonly NetworkInterface[]>;
  /** By `<VPC> <address>`. */
  readonly byAddress: ReadonlyMap<string, NetworkInterface>;
}

const places = new WeakMap<AwsRegion, Places>();

/** Where the interfaces of a region are; put together once. */
function placesOf(region: AwsRegion): Places {
  let made = places.get(region);
  if (made) return made;
  const byInstance = new Map<string, NetworkInterface[]>();
  const byAddress = new Map<string, NetworkInterface>();
  for (const nic of seenOf(region.networkInterfaces)) {
    const instanceId = nic.attachment?.instanceId;
    if (instanceId !== undefined) byInstance.set(instanceId, [...(byInstance.get(instanceId) ?? []), nic]);
    for (const address of [...nic.addresses.map(({ privateIp }) => privateIp), ...nic.ipv6Addresses])
      byAddress.set(`${nic.vpcId} ${address}`, nic);
  }
  made = { byInstance, byAddress };
  places.set(region, made);
  return made;
}
