import { createHash } from 'node:crypto';
import type * as EC2 from '@aws-sdk/client-ec2';
import type * as ELB from '@aws-sdk/client-elastic-load-balancing';
import type * as ELBv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RecordedCall } from '#snapshot/recorded-call.ts';

/** Everything that stands in one region, as the SDK types it. What answers calls for one resource is keyed by it. */
export interface RegionContent {
  readonly vpcs: EC2.Vpc[];
  readonly subnets: EC2.Subnet[];
  readonly securityGroups: EC2.SecurityGroup[];
  readonly staleGroups: Map<string, EC2.StaleSecurityGroup[]>;
  readonly launchTemplateVersions: EC2.LaunchTemplateVersion[];
  readonly networkAcls: EC2.NetworkAcl[];
  readonly routeTables: EC2.RouteTable[];
  readonly internetGateways: EC2.InternetGateway[];
  readonly egressOnlyInternetGateways: EC2.EgressOnlyInternetGateway[];
  readonly vpnGateways: EC2.VpnGateway[];
  readonly transitGateways: EC2.TransitGateway[];
  readonly transitGatewayVpcAttachments: EC2.TransitGatewayVpcAttachment[];
  readonly transitGatewayAttachments: EC2.TransitGatewayAttachment[];
  readonly transitGatewayRouteTables: EC2.TransitGatewayRouteTable[];
  readonly transitGatewayRoutes: Map<string, EC2.TransitGatewayRoute[]>;
  readonly natGateways: EC2.NatGateway[];
  readonly networkInterfaces: EC2.NetworkInterface[];
  readonly reservations: EC2.Reservation[];
  readonly instanceStatuses: EC2.InstanceStatus[];
  readonly addresses: EC2.Address[];
  readonly prefixLists: EC2.ManagedPrefixList[];
  readonly prefixListEntries: Map<string, EC2.PrefixListEntry[]>;
  readonly vpcEndpoints: EC2.VpcEndpoint[];
  readonly vpcPeeringConnections: EC2.VpcPeeringConnection[];
  readonly flowLogs: EC2.FlowLog[];
  readonly loadBalancers: ELBv2.LoadBalancer[];
  readonly loadBalancerAttributes: Map<string, ELBv2.LoadBalancerAttribute[]>;
  readonly listeners: ELBv2.Listener[];
  readonly listenerAttributes: Map<string, ELBv2.ListenerAttribute[]>;
  readonly rules: Map<string, ELBv2.Rule[]>;
  readonly targetGroups: ELBv2.TargetGroup[];
  readonly targetGroupAttributes: Map<string, ELBv2.TargetGroupAttribute[]>;
  readonly targetHealth: Map<string, ELBv2.TargetHealthDescription[]>;
  readonly balancerTags: Map<string, ELBv2.Tag[]>;
  readonly classicBalancers: ELB.LoadBalancerDescription[];
  readonly classicAttributes: Map<string, ELB.LoadBalancerAttributes>;
  readonly classicPolicies: Map<string, ELB.PolicyDescription[]>;
  readonly classicHealth: Map<string, ELB.InstanceState[]>;
  /** What an instance sent on each of the last days, oldest first, in megabytes. Default: an ordinary host. */
  readonly outboundMegabytes: Map<string, readonly number[]>;
  /** Calls of services that stand beside the network, such as GuardDuty's. */
  readonly otherCalls: RecordedCall[];
}

/** A region with nothing in it. */
export const emptyContent = (): RegionContent => ({
  vpcs: [],
  subnets: [],
  securityGroups: [],
  staleGroups: new Map(),
  launchTemplateVersions: [],
  networkAcls: [],
  routeTables: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
  vpnGateways: [],
  transitGateways: [],
  transitGatewayVpcAttachments: [],
  transitGatewayAttachments: [],
  transitGatewayRouteTables: [],
  transitGatewayRoutes: new Map(),
  natGateways: [],
  networkInterfaces: [],
  reservations: [],
  instanceStatuses: [],
  addresses: [],
  prefixLists: [],
  prefixListEntries: new Map(),
  vpcEndpoints: [],
  vpcPeeringConnections: [],
  flowLogs: [],
  loadBalancers: [],
  loadBalancerAttributes: new Map(),
  listeners: [],
  listenerAttributes: new Map(),
  rules: new Map(),
  targetGroups: [],
  targetGroupAttributes: new Map(),
  targetHealth: new Map(),
  balancerTags: new Map(),
  classicBalancers: [],
  classicAttributes: new Map(),
  classicPolicies: new Map(),
  classicHealth: new Map(),
  outboundMegabytes: new Map(),
  otherCalls: [],
});

/** Where a builder stands: the account, the region, and the moment at which the estate is looked at. */
export interface Site {
  readonly account: string;
  readonly region: string;
  readonly now: Date;
  readonly content: RegionContent;
}

/** An id as AWS forms it, the same in every run: `vpc-0…` for the VPC of that name. */
export const idOf = ({ region }: Site, kind: string, name: string): string =>
  `${kind}-0${createHash('sha256').update(`${region}/${kind}/${name}`).digest('hex').slice(0, 16)}`;

/** An ARN of the site. */
export const arnOf = ({ account, region }: Site, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** Tags as EC2 lists them, the name first. */
export const tagsOf = (name: string, more: Readonly<Record<string, string>> = {}): EC2.Tag[] =>
  Object.entries({ Name: name, ...more }).map(([Key, Value]) => ({ Key, Value }));

/** A moment some days before the estate is looked at. */
export const daysAgo = ({ now }: Site, days: number): Date => new Date(now.getTime() - days * 86_400_000);
