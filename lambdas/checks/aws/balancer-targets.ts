import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';

/** The interfaces that a balancer opens connections to: those of its instances, and those with its targets' addresses. */
export function targetInterfaces(balancer: AnyBalancer, region: AwsRegion): Known<readonly NetworkInterface[]> {
  const { networkInterfaces, instances, targetGroups } = region;
  const missing: MissingCall[] = networkInterfaces.known ? [] : [...networkInterfaces.missing];
  const ids = new Set<string>();
  const addresses = new Set<string>();
  if (isV2(balancer)) {
    if (!targetGroups.known) missing.push(...targetGroups.missing);
    for (const group of seenOf(targetGroups)) {
      if (!group.loadBalancerArns.includes(balancer.arn)) continue;
      if (!group.targets.known) missing.push(...group.targets.missing);
      for (const { id } of seenOf(group.targets)) (group.targetType === 'instance' ? ids : addresses).add(id);
    }
  } else for (const id of balancer.instanceIds) ids.add(id);
  // Traffic goes to an instance's first interface.
  const primary = new Map(seenOf(instances).map(({ id, interfaceIds }) => [id, interfaceIds[0]]));
  if (ids.size > 0 && !instances.known) missing.push(...instances.missing);
  const chosen = seenOf(networkInterfaces).filter(({ id, vpcId, attachment, ...nic }) => {
    const instanceId = attachment?.instanceId;
    if (instanceId !== undefined && ids.has(instanceId)) return (primary.get(instanceId) ?? id) === id;
    if (vpcId !== balancer.vpcId) return false;
    return [...nic.addresses.map(({ privateIp }) => privateIp), ...nic.ipv6Addresses].some((ip) => addresses.has(ip));
  });
  return missing.length === 0 ? known(chosen) : unknown(missing, chosen);
}
