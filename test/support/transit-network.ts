import type { RecordedCall } from '../../lambdas/snapshot/recorded-call.ts';
import {
  ALLOW_ALL_ENTRIES,
  aGroup,
  aNetwork,
  aNic,
  anAcl,
  anInstance,
  aSubnet,
  aTable,
  DENIED,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
  route,
} from './network-estate.ts';

const OWNER = '111122223333';

/** What a transit gateway is read with; the calls of `denied` get an error. */
export interface TransitAnswers {
  readonly gateways: readonly Json[];
  readonly vpcAttachments: readonly Json[];
  readonly attachments: readonly Json[];
  readonly tables: readonly Json[];
  /** The answer for each table. */
  readonly routes: Readonly<Record<string, Json>>;
  readonly vpnGateways: readonly Json[];
}

export type TransitCall =
  | 'ec2:DescribeTransitGateways'
  | 'ec2:DescribeTransitGatewayVpcAttachments'
  | 'ec2:DescribeTransitGatewayAttachments'
  | 'ec2:DescribeTransitGatewayRouteTables'
  | 'ec2:SearchTransitGatewayRoutes'
  | 'ec2:DescribeVpnGateways';

/** Every call that following a transit gateway needs. */
export const TRANSIT_CALLS: readonly TransitCall[] = [
  'ec2:DescribeTransitGateways',
  'ec2:DescribeTransitGatewayVpcAttachments',
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayRouteTables',
  'ec2:SearchTransitGatewayRoutes',
];

export function transitCalls(
  answers: Partial<TransitAnswers> = {},
  denied: readonly TransitCall[] = [],
): readonly RecordedCall[] {
  const all: TransitAnswers = {
    gateways: [aGateway()],
    vpcAttachments: [vpcAttachment('1'), vpcAttachment('2')],
    attachments: [association('1'), association('2')],
    tables: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' }],
    routes: { 'tgw-rtb-1': { Routes: [transitRoute('10.0.0.0/16', '1'), transitRoute('10.9.0.0/16', '2')] } },
    vpnGateways: [],
    ...answers,
  };
  const one = (call: TransitCall, response: Json, request: Json = {}): RecordedCall =>
    denied.includes(call) ? { call, request, error: DENIED } : { call, request, response };
  return [
    one('ec2:DescribeTransitGateways', { TransitGateways: all.gateways }),
    one('ec2:DescribeTransitGatewayVpcAttachments', { TransitGatewayVpcAttachments: all.vpcAttachments }),
    one('ec2:DescribeTransitGatewayAttachments', { TransitGatewayAttachments: all.attachments }),
    one('ec2:DescribeTransitGatewayRouteTables', { TransitGatewayRouteTables: all.tables }),
    ...Object.entries(all.routes).map(([TransitGatewayRouteTableId, response]) =>
      one('ec2:SearchTransitGatewayRoutes', response, { TransitGatewayRouteTableId }),
    ),
    one('ec2:DescribeVpnGateways', { VpnGateways: all.vpnGateways }),
  ];
}

export const aGateway = (changes: Json = {}, options: Json = {}): Json => ({
  TransitGatewayId: 'tgw-1',
  State: 'available',
  OwnerId: OWNER,
  Options: { SecurityGroupReferencingSupport: 'disable', ...options },
  ...changes,
});

/** The attachment of `vpc-N` through `subnet-Nt`. */
export const vpcAttachment = (vpc: string, changes: Json = {}, options: Json = {}): Json => ({
  TransitGatewayAttachmentId: `tgw-attach-${vpc}`,
  TransitGatewayId: 'tgw-1',
  VpcId: `vpc-${vpc}`,
  VpcOwnerId: OWNER,
  State: 'available',
  SubnetIds: [`subnet-${vpc}t`],
  Options: {
    ApplianceModeSupport: 'disable',
    Ipv6Support: 'disable',
    SecurityGroupReferencingSupport: 'enable',
    ...options,
  },
  ...changes,
});

export const association = (vpc: string, changes: Json = {}): Json => ({
  TransitGatewayAttachmentId: `tgw-attach-${vpc}`,
  TransitGatewayId: 'tgw-1',
  TransitGatewayOwnerId: OWNER,
  ResourceType: 'vpc',
  ResourceId: `vpc-${vpc}`,
  ResourceOwnerId: OWNER,
  State: 'available',
  Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  ...changes,
});

export const transitRoute = (cidr: string, vpc: string | undefined, changes: Json = {}): Json => ({
  DestinationCidrBlock: cidr,
  Type: 'propagated',
  State: vpc === undefined ? 'blackhole' : 'active',
  TransitGatewayAttachments:
    vpc === undefined
      ? []
      : [{ TransitGatewayAttachmentId: `tgw-attach-${vpc}`, ResourceType: 'vpc', ResourceId: `vpc-${vpc}` }],
  ...changes,
});

const anOwnAcl = (name: string, entries: readonly Json[] = ALLOW_ALL_ENTRIES): Json =>
  anAcl(entries, {
    NetworkAclId: `acl-${name}`,
    VpcId: `vpc-${name[0]}`,
    IsDefault: name.length === 1,
    Associations: [{ SubnetId: `subnet-${name}` }],
  });

/** Entries by the names of ACLs: `1` and `2` of the machines' subnets, `1t` and `2t` of the attachments'. */
export const transitAcls = (changes: Readonly<Record<string, readonly Json[]>> = {}): readonly Json[] =>
  ['1', '1t', '2', '2t'].map((name) => anOwnAcl(name, changes[name]));

const subnet = (name: string, CidrBlock: string): Json =>
  aSubnet({ SubnetId: `subnet-${name}`, VpcId: `vpc-${name[0]}`, CidrBlock, Ipv6CidrBlockAssociationSet: [] });

export const transitTable = (vpc: string, cidr: string, ...routes: readonly Json[]): Json =>
  aTable([{ DestinationCidrBlock: cidr, ...LOCAL }, ...routes], { RouteTableId: `rtb-${vpc}`, VpcId: `vpc-${vpc}` });

export const machine = (name: string, PrivateIpAddress: string, changes: Json = {}): Json =>
  aNic({
    NetworkInterfaceId: `eni-${name}`,
    SubnetId: `subnet-${name}`,
    VpcId: `vpc-${name[0]}`,
    Attachment: { InstanceId: `i-${name}`, Status: 'attached' },
    Groups: [{ GroupId: `sg-${name}` }],
    PrivateIpAddresses: [{ PrivateIpAddress, Primary: true }],
    Ipv6Addresses: [],
    ...changes,
  });

/**
 * Two VPCs over one transit gateway: `i-1` (10.0.1.10) reaches `i-2` (10.9.2.20) on tcp 5432. Both attachments have a
 * subnet of their own in the zone of the machines, each subnet an ACL of its own that lets everything through.
 */
export function aTransitNetwork(
  changes: Partial<NetworkAnswers> = {},
  transit: Partial<TransitAnswers> = {},
  denied: readonly TransitCall[] = [],
): NetworkAnswers {
  return aNetwork({
    vpcs: [
      { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: OWNER },
      { VpcId: 'vpc-2', CidrBlock: '10.9.0.0/16', OwnerId: OWNER },
    ],
    subnets: [
      subnet('1', '10.0.1.0/24'),
      subnet('1t', '10.0.9.0/28'),
      subnet('2', '10.9.2.0/24'),
      subnet('2t', '10.9.9.0/28'),
    ],
    networkAcls: transitAcls(),
    routeTables: [
      transitTable('1', '10.0.0.0/16', route('10.9.0.0/16', 'tgw-1')),
      transitTable('2', '10.9.0.0/16', route('10.0.0.0/16', 'tgw-1')),
    ],
    internetGateways: [],
    securityGroups: [
      aGroup([]),
      aGroup([permission('tcp', 5432, 5432, '10.0.1.0/24')], { GroupId: 'sg-2', VpcId: 'vpc-2' }),
    ],
    networkInterfaces: [machine('1', '10.0.1.10'), machine('2', '10.9.2.20')],
    instances: ['1', '2'].map((each) =>
      anInstance({
        InstanceId: `i-${each}`,
        VpcId: `vpc-${each}`,
        SubnetId: `subnet-${each}`,
        NetworkInterfaces: [{ NetworkInterfaceId: `eni-${each}` }],
      }),
    ),
    more: transitCalls(transit, denied),
    ...changes,
  });
}
