import type { LoadBalancerZone } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { awsReach } from '#network/aws-reach.ts';
import { type AnyBalancer, isV2 } from './balancing.ts';
import { awsCommand, ownersChoice, withValue } from './command.ts';

/**
 * Commands that list the subnets of a balancer's VPC and enable one in a further zone: one that is there already, if any.
 *
 * @param zone The zone that is wanted. @default any where the balancer is not yet
 */
export function addZone(balancer: AnyBalancer, region: AwsRegion, zone?: string): readonly string[] {
  const { vpcId = '' } = balancer;
  const look = awsCommand(region, 'ec2', 'describe-subnets', { filters: `Name=vpc-id,Values=${vpcId}` });
  const found = subnetElsewhere(balancer, region, zone);
  const added =
    found ?? ownersChoice('SUBNET_ID', `set it to the id of a subnet of ${vpcId} in ${zone ?? 'another zone'}`);
  if (!isV2(balancer)) {
    const attach = { 'load-balancer-name': balancer.name };
    return [look, withValue(awsCommand(region, 'elb', 'attach-load-balancer-to-subnets', attach), 'subnets', added)];
  }
  // Zones that are not named are disabled, and fixed addresses belong to them.
  const isFixed = balancer.zones.some(({ addresses }) => addresses.some(({ allocationId }) => allocationId));
  const set = awsCommand(region, 'elbv2', 'set-subnets', { 'load-balancer-arn': balancer.arn });
  const present = balancer.zones.flatMap(isFixed ? mappingOf : ({ subnetId }) => subnetId ?? []);
  const values = [...present, isFixed ? `SubnetId=${added}` : added].join(' ');
  return [look, withValue(set, isFixed ? 'subnet-mappings' : 'subnets', values)];
}

function mappingOf({ subnetId, addresses: [address] }: LoadBalancerZone): readonly string[] {
  if (subnetId === undefined) return [];
  return [`SubnetId=${subnetId}${address?.allocationId ? `,AllocationId=${address.allocationId}` : ''}`];
}

/** A subnet of the balancer's VPC in a zone where it is not yet, on the same side of the Internet gateway. */
function subnetElsewhere(balancer: AnyBalancer, region: AwsRegion, zone?: string): string | undefined {
  const subnetIds = isV2(balancer) ? balancer.zones.map(({ subnetId }) => subnetId) : balancer.subnetIds;
  const subnets = seenOf(region.subnets).filter(({ vpcId }) => vpcId === balancer.vpcId);
  const taken = new Set<string | undefined>([
    ...(isV2(balancer) ? balancer.zones.map(({ name }) => name) : balancer.availabilityZones),
    ...subnets.flatMap(({ id, availabilityZone }) => (subnetIds.includes(id) ? availabilityZone : [])),
  ]);
  const free = subnets.filter(({ availabilityZone }) =>
    zone ? availabilityZone === zone : availabilityZone && !taken.has(availabilityZone),
  );
  return free.find(({ id }) => isPublic(id, region) === (balancer.scheme === 'internet-facing'))?.id;
}

function isPublic(subnetId: string, region: AwsRegion): boolean {
  const table = awsReach(region).estate.routeTableOf(subnetId);
  if (!table.known) return false;
  return seenOf(table.value.routes).some(
    ({ target, state }) => target.kind === 'internet-gateway' && state === 'active',
  );
}
