import { canonicalCidr, type Family, familyOf } from '../addresses.ts';
import { boolean, object, objects, type Raw, text, texts } from '../fields.ts';
import { type Known, mapKnown } from '../known.ts';
import { byId } from '../listing.ts';
import { bySubject, list, type Part } from './part.ts';
import { nameOf, type Tagged } from './tagged.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
export interface VpcEndpoint extends Tagged {
  readonly vpcId: string;
  /** `gateway`, `interface`, `gatewayloadbalancer`, `resource` or `servicenetwork`. */
  readonly type: string;
  readonly serviceName?: string;
  /** `available`, `pending`, `deleted`, … */
  readonly state: string;
  readonly routeTableIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html */
export interface TransitGateway extends Tagged {
  readonly state: string;
  readonly ownerId?: string;
  /** True where rules may name groups over it; the attachment must allow it as well. */
  readonly securityGroupReferencing: boolean;
}

/** What is attached to a transit gateway, and the table that routes what comes from it. */
export interface TransitGatewayAttachment extends Tagged {
  readonly transitGatewayId: string;
  readonly transitGatewayOwnerId?: string;
  /** `vpc`, `vpn`, `peering`, `direct-connect-gateway`, `connect`, … */
  readonly resourceType: string;
  readonly resourceId?: string;
  readonly resourceOwnerId?: string;
  /** `available`, `pendingacceptance`, `deleted`, … */
  readonly state: string;
  readonly routeTableId?: string;
  /** `associated` or on its way there or away. */
  readonly associationState?: string;
}

/** A VPC's attachment: the subnets through which its Availability Zones reach the gateway. */
export interface TransitGatewayVpcAttachment extends Tagged {
  readonly transitGatewayId: string;
  readonly vpcId: string;
  readonly vpcOwnerId?: string;
  readonly state: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupReferencing: boolean;
  readonly applianceMode: boolean;
  /** Absent where the answer does not tell. */
  readonly ipv6?: boolean;
}

export interface TransitGatewayRouteTable extends Tagged {
  readonly transitGatewayId: string;
  readonly state: string;
  readonly routes: Known<readonly TransitGatewayRoute[]>;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRoute.html */
export interface TransitGatewayRoute {
  readonly cidr: string;
  readonly family: Family;
  readonly attachments: readonly {
    readonly id?: string;
    readonly resourceType?: string;
    readonly resourceId?: string;
  }[];
  /** `static` or `propagated`. */
  readonly type: string;
  /** `active` or `blackhole`. */
  readonly state: string;
  readonly prefixListId?: string;
}

/** A virtual private gateway: where VPN and Direct Connect come in. */
export interface VpnGateway extends Tagged {
  readonly state: string;
  readonly attachments: readonly { readonly vpcId: string; readonly state: string }[];
}

/** The way out of a Wavelength Zone. */
export interface CarrierGateway extends Tagged {
  readonly vpcId?: string;
  readonly state: string;
}

/**
 * Gateways besides the Internet's own, and endpoints.
 *
 * Transit gateways are read only as far as VPCs of the region are attached: each attachment holds an interface.
 */
export interface GatewayFacts {
  readonly vpcEndpoints: Known<readonly VpcEndpoint[]>;
  readonly transitGateways: Known<readonly TransitGateway[]>;
  readonly transitGatewayAttachments: Known<readonly TransitGatewayAttachment[]>;
  readonly transitGatewayVpcAttachments: Known<readonly TransitGatewayVpcAttachment[]>;
  readonly transitGatewayRouteTables: Known<readonly TransitGatewayRouteTable[]>;
  readonly vpnGateways: Known<readonly VpnGateway[]>;
  readonly carrierGateways: Known<readonly CarrierGateway[]>;
}

export function gatewayPart(): Part<GatewayFacts> {
  const endpoints = list('ec2:DescribeVpcEndpoints', 'VpcEndpoints', readVpcEndpoint);
  const transitGateways = list('ec2:DescribeTransitGateways', 'TransitGateways', readTransitGateway);
  const attachments = list('ec2:DescribeTransitGatewayAttachments', 'TransitGatewayAttachments', readAttachment);
  const vpcAttachments = list(
    'ec2:DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    readVpcAttachment,
  );
  const tables = list('ec2:DescribeTransitGatewayRouteTables', 'TransitGatewayRouteTables', readTable);
  const routes = list('ec2:SearchTransitGatewayRoutes', 'Routes', readTransitGatewayRoute, {
    subject: bySubject('TransitGatewayRouteTableId'),
    isCut: (response) => boolean(response['AdditionalRoutesAvailable']) === true,
  });
  const vpnGateways = list('ec2:DescribeVpnGateways', 'VpnGateways', readVpnGateway);
  const carrierGateways = list('ec2:DescribeCarrierGateways', 'CarrierGateways', readCarrierGateway);
  return {
    readers: [endpoints, transitGateways, attachments, vpcAttachments, tables, routes, vpnGateways, carrierGateways],
    build(around) {
      const attached = around.withInterface(vpcAttachments);
      const whereAttached = <T>(listing: ReturnType<typeof list<T>>): Known<readonly T[]> =>
        !listing.wasRead && attached.known && attached.value.length === 0
          ? { known: true, value: [] }
          : listing.result();
      return {
        vpcEndpoints: byId(around.inVpc(endpoints)),
        transitGateways: byId(whereAttached(transitGateways)),
        transitGatewayAttachments: byId(whereAttached(attachments)),
        transitGatewayVpcAttachments: byId(attached),
        transitGatewayRouteTables: byId(
          mapKnown(whereAttached(tables), (all) =>
            all.map((head) => ({ ...head, routes: mapKnown(routes.result(head.id), inOrder) })),
          ),
        ),
        vpnGateways: byId(around.inVpc(vpnGateways)),
        carrierGateways: byId(around.inVpc(carrierGateways)),
      };
    },
  };
}

const stateOf = (raw: Raw): string => text(raw['State'])?.toLowerCase() ?? 'unknown';
const isEnabled = (value: unknown): boolean => text(value)?.toLowerCase() === 'enable';
const sorted = (value: unknown): readonly string[] => [...new Set(texts(value))].sort();

function readVpcEndpoint(raw: Raw): VpcEndpoint | undefined {
  const id = text(raw['VpcEndpointId']);
  const vpcId = text(raw['VpcId']);
  if (id === undefined || vpcId === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    vpcId,
    // Dumps from before there were others leave it out.
    type: text(raw['VpcEndpointType'])?.toLowerCase() ?? 'gateway',
    serviceName: text(raw['ServiceName']),
    state: stateOf(raw),
    routeTableIds: sorted(raw['RouteTableIds']),
    subnetIds: sorted(raw['SubnetIds']),
    interfaceIds: sorted(raw['NetworkInterfaceIds']),
    securityGroupIds: objects(raw['Groups'])
      .flatMap((each) => text(each['GroupId']) ?? [])
      .sort(),
  };
}

function readTransitGateway(raw: Raw): TransitGateway | undefined {
  const id = text(raw['TransitGatewayId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    state: stateOf(raw),
    ownerId: text(raw['OwnerId']),
    securityGroupReferencing: isEnabled(object(raw['Options'])['SecurityGroupReferencingSupport']),
  };
}

function readAttachment(raw: Raw): TransitGatewayAttachment | undefined {
  const id = text(raw['TransitGatewayAttachmentId']);
  const transitGatewayId = text(raw['TransitGatewayId']);
  const resourceType = text(raw['ResourceType'])?.toLowerCase();
  if (id === undefined || transitGatewayId === undefined || resourceType === undefined) return undefined;
  const association = object(raw['Association']);
  return {
    id,
    ...nameOf(raw),
    transitGatewayId,
    transitGatewayOwnerId: text(raw['TransitGatewayOwnerId']),
    resourceType,
    resourceId: text(raw['ResourceId']),
    resourceOwnerId: text(raw['ResourceOwnerId']),
    state: stateOf(raw),
    routeTableId: text(association['TransitGatewayRouteTableId']),
    associationState: text(association['State'])?.toLowerCase(),
  };
}

function readVpcAttachment(raw: Raw): TransitGatewayVpcAttachment | undefined {
  const id = text(raw['TransitGatewayAttachmentId']);
  const transitGatewayId = text(raw['TransitGatewayId']);
  const vpcId = text(raw['VpcId']);
  if (id === undefined || transitGatewayId === undefined || vpcId === undefined) return undefined;
  const options = object(raw['Options']);
  return {
    id,
    ...nameOf(raw),
    transitGatewayId,
    vpcId,
    vpcOwnerId: text(raw['VpcOwnerId']),
    state: stateOf(raw),
    subnetIds: sorted(raw['SubnetIds']),
    // The attachment allows it unless told otherwise; the gateway does not.
    securityGroupReferencing: text(options['SecurityGroupReferencingSupport'])?.toLowerCase() !== 'disable',
    applianceMode: isEnabled(options['ApplianceModeSupport']),
    ...(text(options['Ipv6Support']) === undefined ? {} : { ipv6: isEnabled(options['Ipv6Support']) }),
  };
}

function readTable(raw: Raw): Omit<TransitGatewayRouteTable, 'routes'> | undefined {
  const id = text(raw['TransitGatewayRouteTableId']);
  const transitGatewayId = text(raw['TransitGatewayId']);
  if (id === undefined || transitGatewayId === undefined) return undefined;
  return { id, ...nameOf(raw), transitGatewayId, state: stateOf(raw) };
}

function readTransitGatewayRoute(raw: Raw): TransitGatewayRoute | undefined {
  const cidr = canonicalCidr(raw['DestinationCidrBlock']);
  if (cidr === undefined) return undefined;
  return {
    cidr,
    family: familyOf(cidr),
    attachments: objects(raw['TransitGatewayAttachments'])
      .map((each) => ({
        id: text(each['TransitGatewayAttachmentId']),
        resourceType: text(each['ResourceType'])?.toLowerCase(),
        resourceId: text(each['ResourceId']),
      }))
      .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)),
    type: text(raw['Type'])?.toLowerCase() ?? 'static',
    state: stateOf(raw),
    prefixListId: text(raw['PrefixListId']),
  };
}

const inOrder = (routes: readonly TransitGatewayRoute[]): readonly TransitGatewayRoute[] =>
  routes.toSorted((a, b) => (`${a.cidr} ${a.type}` < `${b.cidr} ${b.type}` ? -1 : 1));

function readVpnGateway(raw: Raw): VpnGateway | undefined {
  const id = text(raw['VpnGatewayId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    state: stateOf(raw),
    attachments: objects(raw['VpcAttachments']).flatMap((each) => {
      const vpcId = text(each['VpcId']);
      return vpcId === undefined ? [] : [{ vpcId, state: stateOf(each) }];
    }),
  };
}

function readCarrierGateway(raw: Raw): CarrierGateway | undefined {
  const id = text(raw['CarrierGatewayId']);
  return id === undefined ? undefined : { id, ...nameOf(raw), vpcId: text(raw['VpcId']), state: stateOf(raw) };
}
