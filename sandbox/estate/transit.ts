import { daysAgo, idOf, type Site, tagsOf } from './content.ts';
import { addInterface } from './machines.ts';
import type { SubnetPlace } from './vpc-builder.ts';

/**
 * A transit gateway with one table to which every VPC's range is propagated; each VPC is attached through the subnets that
 * stand under its name, one a zone. Routes of the VPCs to it are the caller's. Returns its id.
 */
export function addTransitGateway(
  site: Site,
  name: string,
  attached: Readonly<Record<string, readonly [SubnetPlace, ...SubnetPlace[]]>>,
): string {
  const { account, region, content } = site;
  const TransitGatewayId = idOf(site, 'tgw', name);
  const TransitGatewayRouteTableId = idOf(site, 'tgw-rtb', name);
  const CreationTime = daysAgo(site, 300);
  content.transitGateways.push({
    TransitGatewayId,
    TransitGatewayArn: `arn:aws:ec2:${region}:${account}:transit-gateway/${TransitGatewayId}`,
    State: 'available',
    OwnerId: account,
    CreationTime,
    Options: {
      AmazonSideAsn: 64512,
      AutoAcceptSharedAttachments: 'disable',
      DefaultRouteTableAssociation: 'enable',
      AssociationDefaultRouteTableId: TransitGatewayRouteTableId,
      DefaultRouteTablePropagation: 'enable',
      PropagationDefaultRouteTableId: TransitGatewayRouteTableId,
      VpnEcmpSupport: 'enable',
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'disable',
      MulticastSupport: 'disable',
    },
    Tags: tagsOf(name),
  });
  content.transitGatewayRouteTables.push({
    TransitGatewayRouteTableId,
    TransitGatewayId,
    State: 'available',
    DefaultAssociationRouteTable: true,
    DefaultPropagationRouteTable: true,
    CreationTime,
    Tags: tagsOf(name),
  });
  const routes = Object.entries(attached).map(([vpcName, subnets]) => {
    const { vpc } = subnets[0];
    const TransitGatewayAttachmentId = idOf(site, 'tgw-attach', `${name}/${vpcName}`);
    const head = { TransitGatewayAttachmentId, TransitGatewayId, State: 'available' } as const;
    content.transitGatewayVpcAttachments.push({
      ...head,
      VpcId: vpc.id,
      VpcOwnerId: account,
      SubnetIds: subnets.map(({ id }) => id),
      CreationTime,
      Options: {
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'enable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: 'disable',
      },
      Tags: tagsOf(vpcName),
    });
    content.transitGatewayAttachments.push({
      ...head,
      TransitGatewayOwnerId: account,
      ResourceOwnerId: account,
      ResourceType: 'vpc',
      ResourceId: vpc.id,
      Association: { TransitGatewayRouteTableId, State: 'associated' },
      CreationTime,
      Tags: tagsOf(vpcName),
    });
    for (const subnet of subnets)
      addInterface(site, `${name}/${vpcName}`, subnet, {
        groups: [],
        type: 'transit_gateway',
        requester: 'amazon-vpc',
        description: `Network Interface for Transit Gateway Attachment ${TransitGatewayAttachmentId}`,
        sourceDestCheck: false,
      });
    return {
      DestinationCidrBlock: vpc.plan.cidr,
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId, ResourceType: 'vpc', ResourceId: vpc.id }] as const,
      Type: 'propagated',
      State: 'active',
    } as const;
  });
  content.transitGatewayRoutes.set(
    TransitGatewayRouteTableId,
    routes.map((each) => ({ ...each, TransitGatewayAttachments: [...each.TransitGatewayAttachments] })),
  );
  return TransitGatewayId;
}
