import type { VpcPeeringConnection } from '@aws-sdk/client-ec2';
import { idOf, type Site, tagsOf } from './content.ts';
import type { VpcBuilder } from './vpc-builder.ts';

/** An active peering between two VPCs of the site. Returns its id. */
export function addPeering(site: Site, name: string, requester: VpcBuilder, accepter: VpcBuilder): string {
  const VpcPeeringConnectionId = idOf(site, 'pcx', name);
  const side = (vpc: VpcBuilder): VpcPeeringConnection['RequesterVpcInfo'] => ({
    VpcId: vpc.id,
    OwnerId: site.account,
    Region: site.region,
    CidrBlock: vpc.plan.cidr,
    CidrBlockSet: [{ CidrBlock: vpc.plan.cidr }],
    ...(vpc.plan.ipv6 ? { Ipv6CidrBlockSet: [{ Ipv6CidrBlock: vpc.plan.ipv6 }] } : {}),
    PeeringOptions: { AllowDnsResolutionFromRemoteVpc: true },
  });
  site.content.vpcPeeringConnections.push({
    VpcPeeringConnectionId,
    Status: { Code: 'active', Message: 'Active' },
    RequesterVpcInfo: side(requester),
    AccepterVpcInfo: side(accepter),
    Tags: tagsOf(name),
  });
  return VpcPeeringConnectionId;
}

/** A peering with another company that its owner deleted. Returns its id. */
export function addDeletedPeering(
  site: Site,
  name: string,
  requester: VpcBuilder,
  partner: { readonly account: string; readonly vpc: string },
): string {
  const VpcPeeringConnectionId = idOf(site, 'pcx', name);
  site.content.vpcPeeringConnections.push({
    VpcPeeringConnectionId,
    Status: { Code: 'deleted', Message: `Deleted by ${partner.account}` },
    RequesterVpcInfo: {
      VpcId: requester.id,
      OwnerId: site.account,
      Region: site.region,
      CidrBlock: requester.plan.cidr,
      CidrBlockSet: [{ CidrBlock: requester.plan.cidr }],
    },
    AccepterVpcInfo: { VpcId: partner.vpc, OwnerId: partner.account, Region: site.region },
    Tags: tagsOf(name),
  });
  return VpcPeeringConnectionId;
}
