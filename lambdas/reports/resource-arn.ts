import type { ResourceRef } from '#checks/examine.ts';
import { type Partition, partitionOf } from '#inventory/aws/partition.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';

/** A kind of resource elsewhere: its type in AWS's findings format, and its ARN after the account. */
interface Named {
  readonly asffType: string;
  /** The service and what stands before the id. */
  readonly arn?: readonly [service: string, path: string];
}

const ec2 = (asffType: string, path: string): Named => ({ asffType, arn: ['ec2', `${path}/`] });

/**
 * Resource types as Security Hub names them, by ours. What it has no name for is `Other`.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
const NAMED: Readonly<Record<string, Named>> = {
  'security-group': ec2('AwsEc2SecurityGroup', 'security-group'),
  'network-acl': ec2('AwsEc2NetworkAcl', 'network-acl'),
  'route-table': ec2('AwsEc2RouteTable', 'route-table'),
  'network-interface': ec2('AwsEc2NetworkInterface', 'network-interface'),
  instance: ec2('AwsEc2Instance', 'instance'),
  vpc: ec2('AwsEc2Vpc', 'vpc'),
  subnet: ec2('AwsEc2Subnet', 'subnet'),
  address: ec2('AwsEc2Eip', 'elastic-ip'),
  'vpc-peering-connection': ec2('AwsEc2VpcPeeringConnection', 'vpc-peering-connection'),
  alb: { asffType: 'AwsElbv2LoadBalancer' },
  nlb: { asffType: 'AwsElbv2LoadBalancer' },
  gwlb: { asffType: 'AwsElbv2LoadBalancer' },
  clb: { asffType: 'AwsElbLoadBalancer', arn: ['elasticloadbalancing', 'loadbalancer/'] },
  detector: { asffType: 'AwsGuardDutyDetector', arn: ['guardduty', 'detector/'] },
};

const namedAs = (type: string): Named | undefined => (Object.hasOwn(NAMED, type) ? NAMED[type] : undefined);

/** The type of an AWS resource in AWS's findings format. */
export const asffTypeOf = ({ type }: Pick<ResourceRef, 'type'>): string =>
  type === 'account' || type === 'region' ? 'AwsAccount' : (namedAs(type)?.asffType ?? 'Other');

/** The ARN of an AWS resource: its own, or the one that follows from account, region and id; `undefined` where none does. */
export function arnOf({ provider, account, region, type, id, arn }: ResourceRef): string | undefined {
  if (arn !== undefined) return arn;
  if (provider !== 'aws') return undefined;
  if (id.startsWith('arn:')) return id;
  const [service, path] = namedAs(type)?.arn ?? [];
  // An address of EC2-Classic is its own id, and has no ARN.
  if (service === undefined || region === GLOBAL_REGION || (type === 'address' && !id.startsWith('eipalloc-')))
    return undefined;
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${path}${id}`;
}

/** The region where a partition keeps what has no region. */
const HOME: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** The region that a place of AWS answers for: its own, or the home region of the account's partition for `global`. */
export const regionAt = (region: string, partition: Partition): string =>
  region === GLOBAL_REGION ? HOME[partition] : region;

/** The partition of each account, told by the regions that were read: a global scope does not say. */
export function partitionsOf(
  scopes: readonly { readonly account: string; readonly region: string }[],
): ReadonlyMap<string, Partition> {
  const partitions = new Map<string, Partition>();
  for (const { account, region } of scopes) if (region !== GLOBAL_REGION) partitions.set(account, partitionOf(region));
  return partitions;
}
