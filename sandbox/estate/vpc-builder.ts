import type { IpPermission, NetworkAclEntry, Route, Subnet, Vpc } from '@aws-sdk/client-ec2';
import { arnOf, idOf, type Site, tagsOf } from './content.ts';
import { allow, allowAllOut, defaultAclEntries, lastAclEntries, localRoutes } from './rules.ts';

/** A subnet that machines can be put into. */
export interface SubnetPlace {
  readonly id: string;
  readonly vpc: VpcBuilder;
  readonly zone: string;
  readonly cidr: string;
  readonly ipv6?: string;
  /** The next free host address; 4 to 254 in turn. */
  nextHost(): number;
}

interface SubnetPlan {
  readonly cidr: string;
  /** Letter of the zone. */
  readonly zone: string;
  readonly ipv6?: string;
  /** @default the VPC's main table */
  readonly table?: string;
  /** @default the VPC's default ACL */
  readonly acl?: string;
  /** @default false */
  readonly assignsPublicAddress?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

interface VpcPlan {
  readonly cidr: string;
  readonly ipv6?: string;
  /** The one that AWS made. @default false */
  readonly isDefault?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Builds a VPC with what every VPC has: a default group, a default ACL and a main table with the local routes. */
export class VpcBuilder {
  readonly site: Site;
  readonly id: string;
  readonly name: string;
  readonly plan: VpcPlan;
  readonly defaultGroup: string;
  readonly mainTable: string;
  readonly defaultAcl: string;

  constructor(site: Site, name: string, plan: VpcPlan) {
    this.site = site;
    this.name = name;
    this.plan = plan;
    this.id = idOf(site, 'vpc', name);
    const named = plan.isDefault ? {} : { Tags: tagsOf(name, plan.tags) };
    site.content.vpcs.push({
      VpcId: this.id,
      OwnerId: site.account,
      State: 'available',
      CidrBlock: plan.cidr,
      DhcpOptionsId: idOf(site, 'dopt', 'amazon'),
      InstanceTenancy: 'default',
      IsDefault: plan.isDefault ?? false,
      CidrBlockAssociationSet: [
        {
          AssociationId: idOf(site, 'vpc-cidr-assoc', name),
          CidrBlock: plan.cidr,
          CidrBlockState: { State: 'associated' },
        },
      ],
      ...(plan.ipv6 ? { Ipv6CidrBlockAssociationSet: ipv6Association(site, name, plan.ipv6) } : {}),
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      ...named,
    });
    this.defaultGroup = this.group('default', 'default VPC security group', [], undefined);
    const own = site.content.securityGroups.find(({ GroupId }) => GroupId === this.defaultGroup);
    if (own) own.IpPermissions = [allow('-1', 'all', [this.defaultGroup])];
    this.defaultAcl = this.#acl(`${name} default`, defaultAclEntries(plan.ipv6 !== undefined), true);
    this.mainTable = this.#table(`${name} main`, [], true);
  }

  /** Its ranges, of both families. */
  get cidrs(): readonly string[] {
    return [this.plan.cidr, ...(this.plan.ipv6 ? [this.plan.ipv6] : [])];
  }

  /** Makes the default group what it should be: without a rule. */
  emptyDefaultGroup(): void {
    const group = this.site.content.securityGroups.find(({ GroupId }) => GroupId === this.defaultGroup);
    if (group) Object.assign(group, { IpPermissions: [], IpPermissionsEgress: [] });
  }

  /** A security group. Without `egress` it lets everything out. Returns its id. */
  group(
    GroupName: string,
    Description: string,
    ingress: readonly IpPermission[],
    egress?: readonly IpPermission[],
    tags?: Readonly<Record<string, string>>,
  ): string {
    const GroupId = idOf(this.site, 'sg', `${this.name}/${GroupName}`);
    this.site.content.securityGroups.push({
      GroupId,
      GroupName,
      Description,
      OwnerId: this.site.account,
      VpcId: this.id,
      SecurityGroupArn: arnOf(this.site, 'ec2', `security-group/${GroupId}`),
      IpPermissions: [...ingress],
      IpPermissionsEgress: [...(egress ?? allowAllOut(this.plan.ipv6 !== undefined))],
      ...(tags ? { Tags: tagsOf(GroupName, tags) } : {}),
    });
    return GroupId;
  }

  /** A network ACL of its own entries; the refusals at the end are added. Returns its id. */
  acl(name: string, entries: readonly NetworkAclEntry[]): string {
    return this.#acl(name, entries, false);
  }

  #acl(name: string, entries: readonly NetworkAclEntry[], IsDefault: boolean): string {
    const NetworkAclId = idOf(this.site, 'acl', `${this.name}/${name}`);
    this.site.content.networkAcls.push({
      NetworkAclId,
      VpcId: this.id,
      OwnerId: this.site.account,
      IsDefault,
      Associations: [],
      Entries: [...entries, ...lastAclEntries(this.plan.ipv6 !== undefined)],
      Tags: IsDefault ? [] : tagsOf(name),
    });
    return NetworkAclId;
  }

  /** A route table; the local routes are added. Returns its id. */
  table(name: string, routes: readonly Route[]): string {
    return this.#table(name, routes, false);
  }

  #table(name: string, routes: readonly Route[], main: boolean): string {
    const RouteTableId = idOf(this.site, 'rtb', `${this.name}/${name}`);
    this.site.content.routeTables.push({
      RouteTableId,
      VpcId: this.id,
      OwnerId: this.site.account,
      PropagatingVgws: [],
      Routes: [...localRoutes(this.cidrs), ...routes],
      Associations: main
        ? [
            {
              Main: true,
              RouteTableAssociationId: idOf(this.site, 'rtbassoc', `${this.name} main`),
              RouteTableId,
              AssociationState: { State: 'associated' },
            },
          ]
        : [],
      Tags: main ? [] : tagsOf(name),
    });
    return RouteTableId;
  }

  /** Adds routes to a table that stands already. */
  addRoutes(RouteTableId: string, routes: readonly Route[]): void {
    const table = this.site.content.routeTables.find((each) => each.RouteTableId === RouteTableId);
    table?.Routes?.push(...routes);
  }

  /** An attached Internet gateway. Returns its id. */
  internetGateway(): string {
    const InternetGatewayId = idOf(this.site, 'igw', this.name);
    this.site.content.internetGateways.push({
      InternetGatewayId,
      OwnerId: this.site.account,
      Attachments: [{ State: 'attached', VpcId: this.id }],
      Tags: tagsOf(`${this.name}-igw`),
    });
    return InternetGatewayId;
  }

  /** An attached egress-only Internet gateway, for IPv6. Returns its id. */
  egressOnlyGateway(): string {
    const EgressOnlyInternetGatewayId = idOf(this.site, 'eigw', this.name);
    this.site.content.egressOnlyInternetGateways.push({
      EgressOnlyInternetGatewayId,
      Attachments: [{ State: 'attached', VpcId: this.id }],
      Tags: tagsOf(`${this.name}-eigw`),
    });
    return EgressOnlyInternetGatewayId;
  }

  subnet(name: string, plan: SubnetPlan): SubnetPlace {
    const { site } = this;
    const id = idOf(site, 'subnet', `${this.name}/${name}`);
    const zone = `${site.region}${plan.zone}`;
    site.content.subnets.push(this.#subnet(id, name, zone, plan));
    this.#associate(id, name, plan);
    let host = 9;
    return {
      id,
      vpc: this,
      zone,
      cidr: plan.cidr,
      ...(plan.ipv6 ? { ipv6: plan.ipv6 } : {}),
      nextHost: () => ++host,
    };
  }

  #subnet(SubnetId: string, name: string, AvailabilityZone: string, plan: SubnetPlan): Subnet {
    const isDefault = this.plan.isDefault ?? false;
    const bits = Number(plan.cidr.split('/')[1]);
    return {
      SubnetId,
      SubnetArn: arnOf(this.site, 'ec2', `subnet/${SubnetId}`),
      VpcId: this.id,
      OwnerId: this.site.account,
      State: 'available',
      CidrBlock: plan.cidr,
      AvailabilityZone,
      AvailabilityZoneId: `${ZONE_IDS[this.site.region] ?? 'az'}-az${plan.zone.charCodeAt(0) - 96}`,
      AvailableIpAddressCount: 2 ** (32 - bits) - 5,
      DefaultForAz: isDefault,
      MapPublicIpOnLaunch: plan.assignsPublicAddress ?? false,
      AssignIpv6AddressOnCreation: false,
      Ipv6CidrBlockAssociationSet: plan.ipv6
        ? [
            {
              AssociationId: idOf(this.site, 'subnet-cidr-assoc', SubnetId),
              Ipv6CidrBlock: plan.ipv6,
              Ipv6CidrBlockState: { State: 'associated' },
              Ipv6AddressAttribute: 'public',
              IpSource: 'amazon',
            },
          ]
        : [],
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      ...(isDefault ? {} : { Tags: tagsOf(name, plan.tags) }),
    };
  }

  #associate(SubnetId: string, name: string, { acl = this.defaultAcl, table }: SubnetPlan): void {
    const { networkAcls, routeTables } = this.site.content;
    networkAcls
      .find(({ NetworkAclId }) => NetworkAclId === acl)
      ?.Associations?.push({
        NetworkAclAssociationId: idOf(this.site, 'aclassoc', SubnetId),
        NetworkAclId: acl,
        SubnetId,
      });
    if (table === undefined) return;
    routeTables
      .find(({ RouteTableId }) => RouteTableId === table)
      ?.Associations?.push({
        Main: false,
        RouteTableAssociationId: idOf(this.site, 'rtbassoc', `${this.name}/${name}`),
        RouteTableId: table,
        SubnetId,
        AssociationState: { State: 'associated' },
      });
  }
}

const ZONE_IDS: Readonly<Record<string, string>> = { 'eu-central-1': 'euc1', 'eu-west-1': 'euw1', 'us-east-1': 'use1' };

const ipv6Association = (site: Site, name: string, Ipv6CidrBlock: string): Vpc['Ipv6CidrBlockAssociationSet'] => [
  {
    AssociationId: idOf(site, 'vpc-cidr-assoc', `${name} ipv6`),
    Ipv6CidrBlock,
    Ipv6CidrBlockState: { State: 'associated' },
    NetworkBorderGroup: site.region,
    Ipv6Pool: 'Amazon',
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  },
];
