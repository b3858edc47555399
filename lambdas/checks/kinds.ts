import type { Address, Instance, NetworkInterface, SecurityGroup } from '#inventory/aws/ec2.ts';
import type { Detector, GuardDutyFinding } from '#inventory/aws/guardduty.ts';
import { partitionOf } from '#inventory/aws/partition.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import type { NetworkAcl, RouteTable, Subnet, Vpc, VpcPeeringConnection } from '#inventory/aws/vpc.ts';
import { type Known, known, seenOf } from '#inventory/known.ts';
import { interfaceName } from '#network/resource-names.ts';
import { GLOBAL_REGION, type Provider } from '#snapshot/recorded-call.ts';
import { ALICLOUD_KINDS } from './alicloud/kinds.ts';
import {
  type AnyBalancer,
  type AnyListener,
  balancersOf,
  balancerType,
  isTargetGroup,
  listenersOf,
  type Pool,
  poolsOf,
} from './aws/balancing.ts';
import { type Persistence, persistencesOf } from './aws/persistence.ts';

/** What a check can see of a resource of any kind. */
export interface Examined {
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A region or an account as a thing of its own, which stands for itself. */
export interface Place extends Examined {}

/** A scope as a thing of its own: the account where it is the global one. */
interface ScopePlace extends Place {
  readonly isAccount: boolean;
}

/** One kind of resource: what reports call it, and where the inventory keeps it. */
interface Kind<Region, Resource extends Examined> {
  readonly provider: Provider;
  /** As reports name it: `security-group`; a function where that differs from one to the next. */
  readonly type: string | ((resource: Resource) => string);
  readonly list: (region: Region) => Known<readonly Resource[]>;
  /** Whether there can be any in the scope; where there cannot, having none means nothing. Default: everywhere. */
  readonly standsIn?: (region: { readonly region: string }) => boolean;
  /** The name that people know it by, where that is not the resource's own. */
  readonly name?: (resource: Resource, region: Region) => string | undefined;
}

const isGlobal = (region: { readonly region: string }): boolean => region.region === GLOBAL_REGION;

/** A kind that stands in regions: where the scope is the account's global services, there is none to examine. */
const aws = <Resource extends Examined>(
  type: string | ((resource: Resource) => string),
  list: (region: AwsRegion) => Known<readonly Resource[]>,
  name?: (resource: Resource, region: AwsRegion) => string | undefined,
): Kind<AwsRegion, Resource> => ({
  provider: 'aws',
  type,
  list: (region) => (isGlobal(region) ? known([]) : list(region)),
  standsIn: (region) => !isGlobal(region),
  ...(name ? { name } : {}),
});

/** A kind of the account as a whole, examined in the region `global`. */
const awsGlobal = <Resource extends Examined>(
  type: string,
  list: (region: AwsRegion) => Known<readonly Resource[]>,
): Kind<AwsRegion, Resource> => ({
  provider: 'aws',
  type,
  list: (region) => (isGlobal(region) ? list(region) : known([])),
  standsIn: isGlobal,
});

/** An account as a place; the regions that it has tell its partition, and so where its console is. */
function accountPlace({ account, regions }: AwsRegion): Place {
  const [first] = seenOf(regions);
  return first ? { id: account, arn: `arn:${partitionOf(first.id)}:iam::${account}:root` } : { id: account };
}

/** Every kind of resource that checks examine, by the name that they use in `examines`. */
export const KINDS = {
  'aws.Account': awsGlobal<Place>('account', (region) => known([accountPlace(region)])),
  'aws.Region': aws<Place>('region', (region) => known([{ id: region.region }])),
  'aws.Place': {
    provider: 'aws',
    type: ({ isAccount }) => (isAccount ? 'account' : 'region'),
    list: (region) =>
      known([
        isGlobal(region) ? { ...accountPlace(region), isAccount: true } : { id: region.region, isAccount: false },
      ]),
  } satisfies Kind<AwsRegion, ScopePlace>,
  'aws.ec2.Vpc': aws<Vpc>('vpc', (region) => region.vpcs),
  'aws.ec2.Subnet': aws<Subnet>('subnet', (region) => region.subnets),
  'aws.ec2.SecurityGroup': aws<SecurityGroup>('security-group', (region) => region.securityGroups),
  'aws.ec2.NetworkAcl': aws<NetworkAcl>('network-acl', (region) => region.networkAcls),
  'aws.ec2.RouteTable': aws<RouteTable>('route-table', (region) => region.routeTables),
  'aws.ec2.NetworkInterface': aws<NetworkInterface>(
    'network-interface',
    (region) => region.networkInterfaces,
    interfaceName,
  ),
  'aws.ec2.Instance': aws<Instance>('instance', (region) => region.instances),
  'aws.ec2.VpcPeeringConnection': aws<VpcPeeringConnection>(
    'vpc-peering-connection',
    (region) => region.vpcPeeringConnections,
  ),
  'aws.ec2.Address': aws<Address>('address', (region) => region.addresses),
  'aws.elb.LoadBalancer': aws<AnyBalancer>(balancerType, balancersOf),
  'aws.elb.Listener': aws<AnyListener>('listener', listenersOf),
  'aws.elb.TargetGroup': aws<Pool>((pool) => (isTargetGroup(pool) ? 'target-group' : 'clb'), poolsOf),
  'aws.elb.Persistence': aws<Persistence>(({ type }) => type, persistencesOf),
  'aws.guardduty.Detector': aws<Detector>('detector', (region) => region.detectors),
  'aws.guardduty.Finding': aws<GuardDutyFinding>('guardduty-finding', (region) => region.guardDutyFindings),
  ...ALICLOUD_KINDS,
} as const;

export type KindName = keyof typeof KINDS;
export type ResourceOf<K extends KindName> =
  ReturnType<(typeof KINDS)[K]['list']> extends Known<readonly (infer Resource)[]> ? Resource : never;
export type RegionOf<K extends KindName> = Parameters<(typeof KINDS)[K]['list']>[0];
