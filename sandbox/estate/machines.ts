import type { Instance, NetworkInterface } from '@aws-sdk/client-ec2';
import { daysAgo, idOf, type Site, tagsOf } from './content.ts';
import type { SubnetPlace } from './vpc-builder.ts';

/** How an interface gets an address that the Internet can see. */
export type PublicAddress = 'none' | 'elastic' | 'automatic';

interface InterfacePlan {
  readonly groups: readonly string[];
  /** @default none */
  readonly publicAddress?: PublicAddress;
  /** Whether it has an address of the subnet's IPv6 range. @default false */
  readonly ipv6?: boolean;
  readonly description?: string;
  /** As the API really says it, which is not what its model lists: `nat_gateway`. @default interface */
  readonly type?: string;
  /** The service that made it, such as `amazon-elb`. @default none, it is our own */
  readonly requester?: string;
  readonly instanceId?: string;
  readonly deviceIndex?: number;
  /** @default true */
  readonly sourceDestCheck?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Puts an interface into a subnet, with an Elastic IP where one is wanted. */
export function addInterface(site: Site, name: string, subnet: SubnetPlace, plan: InterfacePlan): NetworkInterface {
  const NetworkInterfaceId = idOf(site, 'eni', `${subnet.id}/${name}`);
  const host = subnet.nextHost();
  const PrivateIpAddress = hostAddress(subnet.cidr, host);
  const association = associationOf(
    site,
    name,
    plan.publicAddress ?? 'none',
    NetworkInterfaceId,
    PrivateIpAddress,
    plan,
  );
  const created: NetworkInterface = {
    NetworkInterfaceId,
    VpcId: subnet.vpc.id,
    SubnetId: subnet.id,
    AvailabilityZone: subnet.zone,
    OwnerId: site.account,
    ...(plan.requester ? { RequesterId: plan.requester } : {}),
    RequesterManaged: plan.requester !== undefined,
    Status: 'in-use',
    InterfaceType: (plan.type ?? 'interface') as NetworkInterface['InterfaceType'],
    Description: plan.description ?? '',
    MacAddress: `02:00:00:${hexPair(host)}:${hexPair(host * 7)}:${hexPair(host * 13)}`,
    SourceDestCheck: plan.sourceDestCheck ?? true,
    PrivateIpAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress, ...(association ? { Association: association } : {}) }],
    ...(association ? { Association: association } : {}),
    Ipv6Addresses:
      plan.ipv6 && subnet.ipv6
        ? [{ Ipv6Address: `${subnet.ipv6.split('/')[0]}${host.toString(16)}`, IsPrimaryIpv6: true }]
        : [],
    Groups: plan.groups.map((GroupId) => ({ GroupId, GroupName: groupName(site, GroupId) })),
    Attachment: {
      AttachmentId: idOf(site, plan.instanceId ? 'eni-attach' : 'ela-attach', NetworkInterfaceId),
      AttachTime: daysAgo(site, 200),
      DeleteOnTermination: plan.instanceId !== undefined && (plan.deviceIndex ?? 0) === 0,
      DeviceIndex: plan.deviceIndex ?? (plan.instanceId ? 0 : 1),
      InstanceOwnerId: plan.requester ?? site.account,
      Status: 'attached',
      ...(plan.instanceId ? { InstanceId: plan.instanceId } : {}),
    },
    TagSet: plan.tags ? tagsOf(name, plan.tags) : [],
  };
  site.content.networkInterfaces.push(created);
  return created;
}

interface InstancePlan {
  readonly subnet: SubnetPlace;
  readonly groups: readonly string[];
  readonly publicAddress?: PublicAddress;
  readonly ipv6?: boolean;
  /** @default t3.medium */
  readonly type?: Instance['InstanceType'];
  /** @default running */
  readonly state?: 'running' | 'stopped';
  /** Whether only version 2 of the metadata service answers. @default true */
  readonly imdsV2?: boolean;
  /** A second interface. */
  readonly second?: {
    readonly subnet: SubnetPlace;
    readonly groups: readonly string[];
    readonly publicAddress?: PublicAddress;
  };
  readonly sourceDestCheck?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Launches an instance with its interface. Returns its id. */
export function addInstance(site: Site, name: string, plan: InstancePlan): string {
  const InstanceId = idOf(site, 'i', name);
  const { state = 'running' } = plan;
  // A stopped instance has given its automatic address back.
  const publicAddress = state === 'stopped' && plan.publicAddress === 'automatic' ? 'none' : plan.publicAddress;
  const own = {
    instanceId: InstanceId,
    ...(plan.sourceDestCheck === undefined ? {} : { sourceDestCheck: plan.sourceDestCheck }),
  };
  const interfaces = [
    addInterface(site, name, plan.subnet, {
      ...own,
      groups: plan.groups,
      ...(publicAddress ? { publicAddress } : {}),
      ...(plan.ipv6 ? { ipv6: true } : {}),
    }),
  ];
  if (plan.second) {
    interfaces.push(
      addInterface(site, `${name} second`, plan.second.subnet, { ...own, ...plan.second, deviceIndex: 1 }),
    );
  }
  site.content.reservations.push({
    ReservationId: idOf(site, 'r', name),
    OwnerId: site.account,
    Groups: [],
    Instances: [describeInstance(site, name, InstanceId, interfaces, plan)],
  });
  if (state === 'running') {
    site.content.instanceStatuses.push({
      InstanceId,
      AvailabilityZone: plan.subnet.zone,
      InstanceState: { Code: 16, Name: 'running' },
      InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
      SystemStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
      AttachedEbsStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
    });
  }
  return InstanceId;
}

const STATES = { running: 16, stopped: 80 } as const;

function describeInstance(
  site: Site,
  name: string,
  InstanceId: string,
  interfaces: readonly NetworkInterface[],
  { subnet, state = 'running', imdsV2 = true, type = 't3.medium', sourceDestCheck = true, tags }: InstancePlan,
): Instance {
  const first = interfaces[0];
  return {
    InstanceId,
    ImageId: idOf(site, 'ami', 'al2023'),
    InstanceType: type,
    State: { Code: STATES[state], Name: state },
    LaunchTime: daysAgo(site, 120),
    Placement: { AvailabilityZone: subnet.zone, Tenancy: 'default', GroupName: '' },
    VpcId: subnet.vpc.id,
    SubnetId: subnet.id,
    PrivateIpAddress: first?.PrivateIpAddress,
    ...(first?.Association?.PublicIp ? { PublicIpAddress: first.Association.PublicIp } : {}),
    SourceDestCheck: sourceDestCheck,
    SecurityGroups: first?.Groups,
    MetadataOptions: {
      State: 'applied',
      HttpEndpoint: 'enabled',
      HttpTokens: imdsV2 ? 'required' : 'optional',
      HttpPutResponseHopLimit: imdsV2 ? 2 : 1,
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    NetworkInterfaces: interfaces.map((each) => ({
      NetworkInterfaceId: each.NetworkInterfaceId,
      VpcId: each.VpcId,
      SubnetId: each.SubnetId,
      Description: each.Description,
      Status: 'in-use',
      InterfaceType: 'interface',
      OwnerId: each.OwnerId,
      MacAddress: each.MacAddress,
      SourceDestCheck: each.SourceDestCheck,
      PrivateIpAddress: each.PrivateIpAddress,
      PrivateIpAddresses: (each.PrivateIpAddresses ?? []).map(({ Primary, PrivateIpAddress, Association }) => ({
        Primary,
        PrivateIpAddress,
        ...(Association ? { Association: { PublicIp: Association.PublicIp, IpOwnerId: Association.IpOwnerId } } : {}),
      })),
      Ipv6Addresses: each.Ipv6Addresses,
      Groups: each.Groups,
      Attachment: {
        AttachmentId: each.Attachment?.AttachmentId,
        AttachTime: each.Attachment?.AttachTime,
        DeviceIndex: each.Attachment?.DeviceIndex,
        DeleteOnTermination: each.Attachment?.DeleteOnTermination,
        Status: 'attached',
      },
    })),
    Tags: tagsOf(name, tags),
  };
}

/** An Elastic IP that nothing uses. */
export function addIdleAddress(site: Site, name: string, tags?: Readonly<Record<string, string>>): void {
  site.content.addresses.push({
    PublicIp: nextPublicIp(site),
    AllocationId: idOf(site, 'eipalloc', name),
    Domain: 'vpc',
    NetworkBorderGroup: site.region,
    PublicIpv4Pool: 'amazon',
    Tags: tagsOf(name, tags),
  });
}

/** A NAT gateway with an Elastic IP. Returns its id. */
export function addNatGateway(site: Site, name: string, subnet: SubnetPlace): string {
  const NatGatewayId = idOf(site, 'nat', name);
  const eni = addInterface(site, name, subnet, {
    groups: [],
    publicAddress: 'elastic',
    type: 'nat_gateway',
    requester: 'amazon-vpc',
    description: `Interface for NAT Gateway ${NatGatewayId}`,
    sourceDestCheck: false,
  });
  site.content.natGateways.push({
    NatGatewayId,
    VpcId: subnet.vpc.id,
    SubnetId: subnet.id,
    State: 'available',
    ConnectivityType: 'public',
    CreateTime: daysAgo(site, 400),
    NatGatewayAddresses: [
      {
        AllocationId: eni.Association?.AllocationId,
        AssociationId: eni.Association?.AssociationId,
        NetworkInterfaceId: eni.NetworkInterfaceId,
        PrivateIp: eni.PrivateIpAddress,
        PublicIp: eni.Association?.PublicIp,
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    Tags: tagsOf(name),
  });
  return NatGatewayId;
}

function associationOf(
  site: Site,
  name: string,
  kind: PublicAddress,
  NetworkInterfaceId: string,
  PrivateIpAddress: string,
  plan: InterfacePlan,
): NetworkInterface['Association'] {
  if (kind === 'none') return undefined;
  const PublicIp = nextPublicIp(site);
  const PublicDnsName = `ec2-${PublicIp.replaceAll('.', '-')}.${site.region}.compute.amazonaws.com`;
  if (kind === 'automatic') return { IpOwnerId: plan.requester ?? 'amazon', PublicDnsName, PublicIp };
  const AllocationId = idOf(site, 'eipalloc', NetworkInterfaceId);
  const AssociationId = idOf(site, 'eipassoc', NetworkInterfaceId);
  site.content.addresses.push({
    PublicIp,
    AllocationId,
    AssociationId,
    Domain: 'vpc',
    NetworkBorderGroup: site.region,
    PublicIpv4Pool: 'amazon',
    NetworkInterfaceId,
    NetworkInterfaceOwnerId: site.account,
    PrivateIpAddress,
    ...(plan.instanceId ? { InstanceId: plan.instanceId } : {}),
    Tags: tagsOf(`${name}-eip`),
  });
  return { AllocationId, AssociationId, IpOwnerId: site.account, PublicDnsName, PublicIp };
}

const PUBLIC_RANGES: Readonly<Record<string, string>> = { 'eu-central-1': '18.184.10', 'us-east-1': '54.80.20' };

/** Public addresses are given out in turn: what is there already tells which is next. */
function nextPublicIp({ region, content }: Site): string {
  const used = new Set([
    ...content.addresses.map(({ PublicIp }) => PublicIp),
    ...content.networkInterfaces.map(({ Association }) => Association?.PublicIp),
  ]);
  for (let host = 11; ; host++) {
    const address = `${PUBLIC_RANGES[region] ?? '52.10.10'}.${host}`;
    if (!used.has(address)) return address;
  }
}

const groupName = ({ content }: Site, id: string): string | undefined =>
  content.securityGroups.find(({ GroupId }) => GroupId === id)?.GroupName;

/** The host with that number in an IPv4 range of at most 256 addresses. */
const hostAddress = (cidr: string, host: number): string => cidr.replace(/\d+\/\d+$/, String(host));

const hexPair = (value: number): string => (value % 256).toString(16).padStart(2, '0');
