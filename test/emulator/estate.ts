import {
  AcceptVpcPeeringConnectionCommand,
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeImagesCommand,
  DescribeNetworkAclsCommand,
  EC2Client,
  type IpPermission,
  ReplaceNetworkAclAssociationCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { type Balancers, buildBalancers, logTraffic } from './balancers.ts';

/** The region of the estate. */
export const REGION = 'us-east-1';

const WORLD: IpPermission['IpRanges'] = [{ CidrIp: '0.0.0.0/0' }];
const tcp = (port: number, sources: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...sources,
});

/** The groups of the estate and what each admits, given the prefix list that holds the whole world. */
const GROUPS: Readonly<Record<string, (list: string) => readonly IpPermission[]>> = {
  'open-ssh': () => [tcp(22, { IpRanges: WORLD })],
  'open-rdp-ipv6': () => [tcp(3389, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] })],
  'halves-of-the-world': () => [tcp(22, { IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }] })],
  'open-by-prefix-list': (list) => [tcp(22, { PrefixListIds: [{ PrefixListId: list }] })],
  'office-only': () => [tcp(22, { IpRanges: [{ CidrIp: '198.51.100.0/24' }] })],
  web: () => [tcp(443, { IpRanges: WORLD, Ipv6Ranges: [{ CidrIpv6: '::/0' }] })],
  'from-the-peer': () => [tcp(5432, { IpRanges: [{ CidrIp: '10.1.0.0/16' }] })],
};

/** What the estate consists of, by what it shows. */
export interface Estate {
  readonly vpc: string;
  /** The peer's network: its traffic is logged. */
  readonly loggedVpc: string;
  /** Accepted, and only one side routes over it, to the whole of the other. */
  readonly peering: string;
  /** Accepted, and both sides route over it, each to one subnet. */
  readonly narrowPeering: string;
  /** The narrow peering's far side. */
  readonly narrowTable: string;
  /** Deleted, but a route still leads there. */
  readonly deletedPeering: string;
  readonly groups: Readonly<Record<string, string>>;
  /** Refuses SSH and telnet before it admits the low ports. */
  readonly aclDenyFirst: string;
  /** Admits the low ports before it refuses SSH and telnet: the refusal is never reached. */
  readonly aclDenyLast: string;
  readonly routeTable: string;
  readonly instances: { readonly imdsV1: string; readonly imdsV2: string };
  readonly unattachedAddress: string;
  readonly balancers: Balancers;
}

/** Builds the estate over AWS's own APIs. */
export async function buildEstate(endpoint: string): Promise<Estate> {
  const ec2 = new EC2Client({ endpoint, region: REGION });
  try {
    const vpc = idOf((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId);
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpc, AmazonProvidedIpv6CidrBlock: true }));
    const other = idOf((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))).Vpc?.VpcId);
    const peering = await peer(ec2, vpc, other);
    await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peering }));
    const deletedPeering = await peer(ec2, vpc, other);
    const narrow = await peerNarrowly(ec2, vpc);
    const subnets = await Promise.all(
      [
        { CidrBlock: '10.0.1.0/24', AvailabilityZone: `${REGION}a` },
        { CidrBlock: '10.0.2.0/24', AvailabilityZone: `${REGION}b` },
      ].map(async (subnet) =>
        idOf((await ec2.send(new CreateSubnetCommand({ VpcId: vpc, ...subnet }))).Subnet?.SubnetId),
      ),
    );
    const [first = '', second = ''] = subnets;
    const routeTable = await buildRoutes(ec2, vpc, first, {
      '10.1.0.0/16': peering,
      '10.2.0.0/16': deletedPeering,
      '10.3.1.0/24': narrow.peering,
    });
    await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: deletedPeering }));
    const groups = await buildGroups(ec2, vpc);
    await logTraffic(ec2, endpoint, REGION, other);
    const aclDenyFirst = await buildAcl(ec2, vpc, first, { deny: 90, allow: 100 });
    const aclDenyLast = await buildAcl(ec2, vpc, second, { deny: 200, allow: 100 });
    const instances = {
      imdsV1: await launch(ec2, first, groups['open-ssh'] ?? '', 'optional'),
      imdsV2: await launch(ec2, second, groups['web'] ?? '', 'required'),
    };
    const site = { endpoint, region: REGION, vpc, subnets, group: groups['web'] ?? '', instance: instances.imdsV2 };
    return {
      vpc,
      loggedVpc: other,
      peering,
      narrowPeering: narrow.peering,
      narrowTable: narrow.table,
      deletedPeering,
      groups,
      routeTable,
      aclDenyFirst,
      aclDenyLast,
      instances,
      unattachedAddress: idOf((await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId),
      balancers: await buildBalancers(site),
    };
  } finally {
    ec2.destroy();
  }
}

async function peer(ec2: EC2Client, vpc: string, other: string): Promise<string> {
  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: vpc, PeerVpcId: other }),
  );
  return idOf(VpcPeeringConnection?.VpcPeeringConnectionId);
}

/** A third network that leads to one subnet of the VPC. */
async function peerNarrowly(ec2: EC2Client, vpc: string): Promise<{ peering: string; table: string }> {
  const third = idOf((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.3.0.0/16' }))).Vpc?.VpcId);
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: third, CidrBlock: '10.3.1.0/24' }));
  const peering = await peer(ec2, vpc, third);
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peering }));
  const table = idOf((await ec2.send(new CreateRouteTableCommand({ VpcId: third }))).RouteTable?.RouteTableId);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: idOf(Subnet?.SubnetId) }));
  const route = { DestinationCidrBlock: '10.0.1.0/24', VpcPeeringConnectionId: peering };
  await ec2.send(new CreateRouteCommand({ RouteTableId: table, ...route }));
  return { peering, table };
}

async function buildRoutes(
  ec2: EC2Client,
  vpc: string,
  subnet: string,
  peerings: Readonly<Record<string, string>>,
): Promise<string> {
  const gateway = idOf((await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId);
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpc, InternetGatewayId: gateway }));
  const table = idOf((await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }))).RouteTable?.RouteTableId);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: subnet }));
  const route = { RouteTableId: table };
  await ec2.send(new CreateRouteCommand({ ...route, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway }));
  for (const [DestinationCidrBlock, VpcPeeringConnectionId] of Object.entries(peerings)) {
    await ec2.send(new CreateRouteCommand({ ...route, DestinationCidrBlock, VpcPeeringConnectionId }));
  }
  return table;
}

async function buildGroups(ec2: EC2Client, vpc: string): Promise<Record<string, string>> {
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'everybody',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '0.0.0.0/0', Description: 'the whole world' }],
    }),
  );
  const list = idOf(PrefixList?.PrefixListId);
  const groups: Record<string, string> = {};
  for (const [name, permissions] of Object.entries(GROUPS)) {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId: vpc, GroupName: name, Description: `<b>${name}</b>` }),
    );
    groups[name] = idOf(GroupId);
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [...permissions(list)] }));
  }
  return groups;
}

async function buildAcl(
  ec2: EC2Client,
  vpc: string,
  subnet: string,
  numbers: { readonly deny: number; readonly allow: number },
): Promise<string> {
  const acl = idOf((await ec2.send(new CreateNetworkAclCommand({ VpcId: vpc }))).NetworkAcl?.NetworkAclId);
  const entry = { NetworkAclId: acl, Egress: false, CidrBlock: '0.0.0.0/0' };
  for (const [RuleNumber, From, To, RuleAction] of [
    [numbers.deny, 22, 23, 'deny'],
    [numbers.allow, 1, 1023, 'allow'],
  ] as const) {
    await ec2.send(
      new CreateNetworkAclEntryCommand({ ...entry, RuleNumber, Protocol: '6', PortRange: { From, To }, RuleAction }),
    );
  }
  const { NetworkAcls } = await ec2.send(
    new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: [subnet] }] }),
  );
  const associations = (NetworkAcls ?? []).flatMap(({ Associations }) => Associations ?? []);
  const current = associations.find(({ SubnetId }) => SubnetId === subnet)?.NetworkAclAssociationId;
  await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId: idOf(current), NetworkAclId: acl }));
  return acl;
}

async function launch(
  ec2: EC2Client,
  subnet: string,
  group: string,
  httpTokens: 'optional' | 'required',
): Promise<string> {
  const { Images } = await ec2.send(new DescribeImagesCommand({ MaxResults: 5 }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: idOf(Images?.[0]?.ImageId),
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnet,
      SecurityGroupIds: [group],
      MetadataOptions: { HttpTokens: httpTokens, HttpEndpoint: 'enabled' },
    }),
  );
  return idOf(Instances?.[0]?.InstanceId);
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('the emulator gave no id');
  return id;
}
