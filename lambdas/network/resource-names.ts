import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { awsReach } from './aws-reach.ts';
import { resourceOf } from './reach/targets.ts';

/** The name of the machine, gateway or balancer that an interface belongs to, else the interface's own. */
export function interfaceName(nic: NetworkInterface, region: AwsRegion): string | undefined {
  const reach = awsReach(region);
  const owner = reach.balancers.balancerOf(nic.id)?.id ?? resourceOf(reach.estate, nic).id;
  return nameOf(region, owner) ?? nic.name;
}

/** The name that people gave to what has an id (a balancer of AWS: its ARN), as far as the Internet can reach such things. */
export function nameOf(region: AwsRegion | AliRegion, id: string): string | undefined {
  const names = NAMES.get(region) ?? namesIn(region);
  NAMES.set(region, names);
  return names.get(id);
}

const NAMES = new WeakMap<AwsRegion | AliRegion, ReadonlyMap<string, string>>();

const namesIn = (region: AwsRegion | AliRegion): ReadonlyMap<string, string> =>
  new Map(
    (region.provider === 'aws'
      ? [
          ...seenOf(region.networkInterfaces),
          ...seenOf(region.instances),
          ...seenOf(region.natGateways),
          ...seenOf(region.loadBalancers),
          ...seenOf(region.classicLoadBalancers),
        ]
      : [...seenOf(region.interfaces), ...seenOf(region.instances), ...seenOf(region.loadBalancers)]
    ).flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const])),
  );
