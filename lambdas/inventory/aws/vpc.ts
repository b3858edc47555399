import type { Family } from '../addresses.ts';
import type { Known } from '../known.ts';
import type { Tagged } from './tagged.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
export interface Vpc extends Tagged {
  readonly isDefault: boolean;
  readonly cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
  /** What DescribeVpcs itself says about Block Public Access. */
  readonly blockPublicAccess?: string;
  readonly ownerId?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export interface Subnet extends Tagged {
  readonly vpcId: string;
  readonly availabilityZone?: string;
  readonly availabilityZoneId?: string;
  readonly cidr?: string;
  /** Associated IPv6 ranges and whether each is advertised to the Internet. */
  readonly ipv6: readonly { readonly cidr: string; readonly addressAttribute?: string; readonly ipSource?: string }[];
  readonly mapPublicIpOnLaunch: boolean;
  readonly assignIpv6AddressOnCreation: boolean;
  readonly defaultForAz: boolean;
  readonly blockPublicAccess?: string;
  readonly ownerId?: string;
}

/** One entry of a network ACL. Entries are judged in the order of their rule numbers, each direction and family for itself. */
export interface NetworkAclEntry {
  readonly ruleNumber: number;
  readonly egress: boolean;
  readonly action: 'allow' | 'deny';
  /** IANA number; -1 is every protocol. */
  readonly protocol: number;
  readonly family: Family;
  /** Canonical CIDR: the source for ingress, the destination for egress. */
  readonly cidr: string;
  /** First and last destination port; absent where the protocol has none or all are meant. */
  readonly ports?: readonly [number, number];
  /** ICMP type and code; -1 is any. */
  readonly icmp?: { readonly type: number; readonly code: number };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
export interface NetworkAcl extends Tagged {
  readonly vpcId: string;
  readonly isDefault: boolean;
  readonly subnetIds: readonly string[];
  readonly entries: Known<readonly NetworkAclEntry[]>;
}

/** What kind of thing a route leads to. */
export type RouteTargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'virtual-private-gateway'
  | 'vpc-endpoint'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'network-interface'
  | 'instance'
  | 'carrier-gateway'
  | 'local-gateway'
  | 'core-network'
  | 'odb-network'
  | 'unknown';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
export interface Route {
  readonly destination:
    | { readonly kind: 'cidr'; readonly cidr: string; readonly family: Family }
    | { readonly kind: 'prefix-list'; readonly id: string };
  readonly target: { readonly kind: RouteTargetKind; readonly id: string };
  /** `active`, `blackhole` or whatever the API says, lower case. */
  readonly state: string;
  /** `CreateRouteTable`, `CreateRoute`, `EnableVgwRoutePropagation`, … */
  readonly origin?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
export interface RouteTable extends Tagged {
  readonly vpcId: string;
  /** True for the VPC's main table: what subnets without an association of their own use. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  /** Gateways whose incoming traffic this table routes (edge association). */
  readonly gatewayIds: readonly string[];
  readonly routes: Known<readonly Route[]>;
}

/** An Internet gateway, or an egress-only one. */
export interface InternetGateway extends Tagged {
  readonly attachments: readonly { readonly vpcId: string; readonly state: string }[];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
export interface NatGateway extends Tagged {
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly state: string;
  readonly connectivityType: string;
  readonly addresses: readonly {
    readonly publicIp?: string;
    readonly privateIp?: string;
    readonly interfaceId?: string;
  }[];
}

/** A managed prefix list and the ranges it stands for. */
export interface PrefixList extends Tagged {
  readonly family?: Family;
  readonly ownerId?: string;
  readonly state?: string;
  readonly maxEntries?: number;
  /** Canonical CIDRs. */
  readonly entries: Known<readonly string[]>;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html */
export interface BlockPublicAccess {
  /** `off`, `block-bidirectional` or `block-ingress`. */
  readonly mode: string;
  readonly state?: string;
  readonly exclusionsAllowed?: string;
}

/** An exclusion from Block Public Access for one VPC or one subnet. */
export interface BlockPublicAccessExclusion extends Tagged {
  /** `allow-bidirectional` or `allow-egress`. */
  readonly mode: string;
  readonly state: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html */
export interface VpcPeeringConnection extends Tagged {
  /** `active`, `pending-acceptance`, `deleted`, … */
  readonly status: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

/** One end of a peering connection. */
export interface PeeringSide {
  readonly vpcId?: string;
  readonly ownerId?: string;
  readonly region?: string;
  readonly cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
export interface FlowLog extends Tagged {
  /** The VPC, subnet or interface whose traffic it records. */
  readonly resourceId?: string;
  readonly status?: string;
  readonly deliverStatus?: string;
  readonly deliverError?: string;
  /** `ALL`, `ACCEPT` or `REJECT`. */
  readonly trafficType?: string;
}
