import { type Partition, partitionOf } from '#inventory/aws/partition.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { ResourceRef } from '../examine.ts';

/** Where each partition's console answers. */
const CONSOLES: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

type Place = (id: string) => string;

const ec2 =
  (fragment: string): Place =>
  (id) =>
    `ec2/home#${fragment}${id}`;
const vpc =
  (fragment: string): Place =>
  (id) =>
    `vpcconsole/home#${fragment}${id}`;

/** The console's page of a resource, below its region's host. Ids are encoded before they come here. */
const PAGES: Readonly<Record<string, Place>> = {
  'security-group': ec2('SecurityGroup:groupId='),
  'network-interface': ec2('NetworkInterface:networkInterfaceId='),
  instance: ec2('InstanceDetails:instanceId='),
  address: (id) =>
    `ec2/home#${id.startsWith('eipalloc-') ? 'ElasticIpDetails:AllocationId=' : 'Addresses:search='}${id}`,
  vpc: vpc('VpcDetails:VpcId='),
  subnet: vpc('SubnetDetails:subnetId='),
  'network-acl': vpc('NetworkAclDetails:networkAclId='),
  'route-table': vpc('RouteTableDetails:RouteTableId='),
  'vpc-peering-connection': vpc('PeeringConnectionDetails:VpcPeeringConnectionId='),
  alb: ec2('LoadBalancer:loadBalancerArn='),
  nlb: ec2('LoadBalancer:loadBalancerArn='),
  gwlb: ec2('LoadBalancer:loadBalancerArn='),
  clb: ec2('LoadBalancers:search='),
  listener: ec2('ELBListenerV2:listenerArn='),
  'target-group': ec2('TargetGroup:targetGroupArn='),
  detector: () => 'guardduty/home#/settings',
  'guardduty-finding': (id) => `guardduty/home#/findings?macros=current&fId=${id.replace(/.*%2F/, '')}`,
  region: () => 'vpcconsole/home#Home:',
  account: () => 'billing/home#/account',
};

/** What has no region tells its partition by its ARN. */
function partitionOfArn(arn = ''): Partition {
  const [, partition = ''] = arn.split(':');
  return partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : 'aws';
}

/**
 * The page of a resource in the console of its partition, for people; `undefined` where there is none.
 *
 * @see https://docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/getting-started.html
 */
export function awsConsoleUrl({ region, type, id, arn }: ResourceRef): string | undefined {
  const page = Object.hasOwn(PAGES, type) ? PAGES[type] : undefined;
  if (!page) return undefined;
  const host = CONSOLES[region === GLOBAL_REGION ? partitionOfArn(arn) : partitionOf(region)];
  const [path = '', fragment = ''] = page(encodeURIComponent(id)).split('#');
  if (region === GLOBAL_REGION) return `https://${host}/${path}#${fragment}`;
  const place = encodeURIComponent(region);
  return /^[a-z0-9-]+$/.test(region) ? `https://${place}.${host}/${path}?region=${place}#${fragment}` : undefined;
}
