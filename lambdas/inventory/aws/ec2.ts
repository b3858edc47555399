import { canonicalAddress, canonicalCidr, type Family, familyOf } from '../addresses.ts';
import { boolean, number, object, objects, parts, type Raw, tags, text } from '../fields.ts';
import { type Known, mapKnown } from '../known.ts';
import { protocolNumber } from '../protocols.ts';
import { allRead, nameOf, type Tagged } from './tagged.ts';

/** The other end of a security group rule. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: string; readonly family: Family }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly accountId?: string;
      readonly vpcId?: string;
      readonly peeringId?: string;
      readonly peeringStatus?: string;
    };

/** One permission towards one peer: the API's rule with its four peer lists unrolled. */
export interface SecurityGroupRule {
  readonly direction: 'ingress' | 'egress';
  /** IANA number; -1 is every protocol. */
  readonly protocol: number;
  /** FromPort as the API gives it: first port, or the ICMP type. */
  readonly from?: number;
  /** ToPort as the API gives it: last port, or the ICMP code. */
  readonly to?: number;
  readonly peer: RulePeer;
  readonly description?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export interface SecurityGroup extends Tagged {
  /** The group's own name (not its Name tag): `default` for the one that every VPC has. */
  readonly groupName: string;
  readonly description?: string;
  readonly vpcId?: string;
  readonly ownerId?: string;
  readonly rules: Known<readonly SecurityGroupRule[]>;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export interface NetworkInterface extends Tagged {
  readonly status: string;
  /** `interface`, `nat_gateway`, `network_load_balancer`, `vpc_endpoint`, `transit_gateway`, … */
  readonly interfaceType: string;
  readonly description?: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly availabilityZone?: string;
  readonly ownerId?: string;
  readonly requesterId?: string;
  readonly requesterManaged: boolean;
  readonly sourceDestCheck: boolean;
  /** True where an interface with IPv6 addresses refuses whatever comes through an Internet gateway. */
  readonly denyAllIgwTraffic?: boolean;
  readonly groupIds: readonly string[];
  readonly attachment?: {
    readonly instanceId?: string;
    readonly instanceOwnerId?: string;
    readonly status?: string;
    /** 0 of the primary interface of an instance, which is what its name stands for where a balancer registers it. */
    readonly deviceIndex?: number;
  };
  /** Private IPv4 addresses, each with the public one that the Internet gateway maps to it. */
  readonly addresses: readonly { readonly privateIp: string; readonly primary: boolean; readonly publicIp?: string }[];
  readonly ipv6Addresses: readonly string[];
  readonly ipv4Prefixes: readonly string[];
  readonly ipv6Prefixes: readonly string[];
  /** Configured tracking timeouts in seconds; absent where the platform's default holds. */
  readonly trackingSeconds: { readonly tcpEstablished?: number; readonly udpStream?: number; readonly udp?: number };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
export interface Instance extends Tagged {
  /** `pending`, `running`, `stopping`, `stopped`, `shutting-down` or `terminated`. */
  readonly state: string;
  readonly instanceType?: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  /** The primary interface first. */
  readonly interfaceIds: readonly string[];
  /** Instance metadata options: `httpTokens` is `required` where only IMDSv2 answers. */
  readonly metadata: { readonly httpEndpoint?: string; readonly httpTokens?: string };
}

/** An Elastic IP address. */
export interface Address extends Tagged {
  readonly publicIp: string;
  readonly allocationId?: string;
  readonly associationId?: string;
  readonly instanceId?: string;
  readonly interfaceId?: string;
  readonly privateIp?: string;
  /** `nlb`, `alb`, … where a service holds the address. */
  readonly serviceManaged?: string;
}

export function readSecurityGroup(raw: Raw): SecurityGroup | undefined {
  const id = text(raw['GroupId']);
  if (id === undefined) return undefined;
  const directions = [
    ['ingress', raw['IpPermissions']],
    ['egress', raw['IpPermissionsEgress']],
  ] as const;
  const rules = directions.flatMap(([direction, permissions]) =>
    parts(permissions).flatMap((permission) => readPermission(direction, permission)),
  );
  return {
    id,
    tags: tags(raw['Tags']),
    name: text(raw['GroupName']),
    groupName: text(raw['GroupName']) ?? '',
    description: text(raw['Description']),
    vpcId: text(raw['VpcId']),
    ownerId: text(raw['OwnerId']),
    rules: mapKnown(allRead(rules, 'ec2:DescribeSecurityGroups', `a rule of ${id}`), inOrder),
  };
}

function readPermission(
  direction: SecurityGroupRule['direction'],
  raw: Raw | undefined,
): readonly (SecurityGroupRule | undefined)[] {
  const protocol = protocolNumber(raw?.['IpProtocol']);
  if (raw === undefined || protocol === undefined) return [undefined];
  const from = number(raw['FromPort']);
  const to = number(raw['ToPort']);
  const rule = (peer: RulePeer, description: unknown): SecurityGroupRule => ({
    direction,
    protocol,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    peer,
    ...(text(description) === undefined ? {} : { description: text(description) }),
  });
  const ranges = [...parts(raw['IpRanges']), ...parts(raw['Ipv6Ranges'])].map((range) => {
    const cidr = canonicalCidr(range?.['CidrIp'] ?? range?.['CidrIpv6']);
    return cidr === undefined
      ? undefined
      : rule({ kind: 'cidr', cidr, family: familyOf(cidr) }, range?.['Description']);
  });
  const prefixLists = parts(raw['PrefixListIds']).map((list) => {
    const id = text(list?.['PrefixListId']);
    return id === undefined ? undefined : rule({ kind: 'prefix-list', id }, list?.['Description']);
  });
  const groups = parts(raw['UserIdGroupPairs']).map((pair) => {
    const id = text(pair?.['GroupId']);
    if (pair === undefined || id === undefined) return undefined;
    return rule(
      {
        kind: 'group',
        id,
        accountId: text(pair['UserId']),
        vpcId: text(pair['VpcId']),
        peeringId: text(pair['VpcPeeringConnectionId']),
        peeringStatus: text(pair['PeeringStatus'])?.toLowerCase(),
      },
      pair['Description'],
    );
  });
  return [...ranges, ...prefixLists, ...groups];
}

/** Rules have no order of their own, so they get one. */
const inOrder = (rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] =>
  rules.toSorted(
    (a, b) =>
      compare(b.direction, a.direction) ||
      a.protocol - b.protocol ||
      (a.from ?? -1) - (b.from ?? -1) ||
      (a.to ?? -1) - (b.to ?? -1) ||
      compare(a.peer.kind, b.peer.kind) ||
      compare(nameOfPeer(a.peer), nameOfPeer(b.peer)) ||
      compare(a.description ?? '', b.description ?? ''),
  );

const nameOfPeer = (peer: RulePeer): string => (peer.kind === 'cidr' ? peer.cidr : peer.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function readNetworkInterface(raw: Raw): NetworkInterface | undefined {
  const id = text(raw['NetworkInterfaceId']);
  const addresses = readAddresses(raw);
  const ipv6Addresses: readonly (string | undefined)[] = parts(raw['Ipv6Addresses']).map((each) =>
    canonicalAddress(each?.['Ipv6Address']),
  );
  // An address that we cannot read is one that anybody may reach.
  if (id === undefined || !isWhole(addresses) || !isWhole(ipv6Addresses)) return undefined;
  const attachment = object(raw['Attachment']);
  const tracking = object(raw['ConnectionTrackingConfiguration']);
  const read = tags(raw['TagSet'] ?? raw['Tags']);
  return {
    id,
    tags: read,
    ...(read['Name'] ? { name: read['Name'] } : {}),
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    interfaceType: text(raw['InterfaceType'])?.toLowerCase() ?? 'interface',
    description: text(raw['Description']),
    vpcId: text(raw['VpcId']),
    subnetId: text(raw['SubnetId']),
    availabilityZone: text(raw['AvailabilityZone']),
    ownerId: text(raw['OwnerId']),
    requesterId: text(raw['RequesterId']),
    requesterManaged: boolean(raw['RequesterManaged']) ?? false,
    sourceDestCheck: boolean(raw['SourceDestCheck']) ?? true,
    ...(boolean(raw['DenyAllIgwTraffic']) === undefined
      ? {}
      : { denyAllIgwTraffic: boolean(raw['DenyAllIgwTraffic']) }),
    groupIds: objects(raw['Groups'])
      .flatMap((group) => text(group['GroupId']) ?? [])
      .sort(),
    ...(raw['Attachment']
      ? {
          attachment: {
            instanceId: text(attachment['InstanceId']),
            instanceOwnerId: text(attachment['InstanceOwnerId']),
            status: text(attachment['Status'])?.toLowerCase(),
            ...(number(attachment['DeviceIndex']) === undefined
              ? {}
              : { deviceIndex: number(attachment['DeviceIndex']) }),
          },
        }
      : {}),
    addresses: addresses.toSorted((a, b) => Number(b.primary) - Number(a.primary) || compare(a.privateIp, b.privateIp)),
    ipv6Addresses: ipv6Addresses.toSorted(),
    ipv4Prefixes: cidrsIn(raw['Ipv4Prefixes'], 'Ipv4Prefix'),
    ipv6Prefixes: cidrsIn(raw['Ipv6Prefixes'], 'Ipv6Prefix'),
    trackingSeconds: {
      tcpEstablished: number(tracking['TcpEstablishedTimeout']),
      udpStream: number(tracking['UdpStreamTimeout']),
      udp: number(tracking['UdpTimeout']),
    },
  };
}

/** The instance that a public address of the interface leads to, if any: the ones whose traffic is looked at. */
export const publicInstanceOf = (nic: NetworkInterface | undefined): string | undefined =>
  nic?.attachment?.instanceId !== undefined &&
  (nic.ipv6Addresses.length > 0 || nic.addresses.some(({ publicIp }) => publicIp !== undefined))
    ? nic.attachment.instanceId
    : undefined;

/** The list of private addresses; a dump that has only the short form gives the primary one. */
function readAddresses(raw: Raw): readonly (NetworkInterface['addresses'][number] | undefined)[] {
  const listed = parts(raw['PrivateIpAddresses']);
  const rows = listed.length > 0 || !raw['PrivateIpAddress'] ? listed : [{ ...raw, Primary: true }];
  return rows.map((each) => {
    const privateIp = canonicalAddress(each?.['PrivateIpAddress']);
    const given = object(each?.['Association'])['PublicIp'];
    const publicIp = canonicalAddress(given);
    if (privateIp === undefined || (text(given) !== undefined && publicIp === undefined)) return undefined;
    return { privateIp, primary: boolean(each?.['Primary']) ?? false, ...(publicIp === undefined ? {} : { publicIp }) };
  });
}

const cidrsIn = (list: unknown, key: string): readonly string[] =>
  objects(list)
    .flatMap((each) => canonicalCidr(each[key]) ?? [])
    .sort();

const isWhole = <T>(values: readonly (T | undefined)[]): values is readonly T[] => !values.includes(undefined);

export function readInstance(raw: Raw): Instance | undefined {
  const id = text(raw['InstanceId']);
  if (id === undefined) return undefined;
  const metadata = object(raw['MetadataOptions']);
  return {
    id,
    ...nameOf(raw),
    state: text(object(raw['State'])['Name'])?.toLowerCase() ?? 'unknown',
    instanceType: text(raw['InstanceType']),
    vpcId: text(raw['VpcId']),
    subnetId: text(raw['SubnetId']),
    interfaceIds: objects(raw['NetworkInterfaces'])
      .toSorted((a, b) => devicePlace(a) - devicePlace(b) || compare(interfaceIdOf(a), interfaceIdOf(b)))
      .flatMap((each) => text(each['NetworkInterfaceId']) ?? []),
    metadata: {
      httpEndpoint: text(metadata['HttpEndpoint'])?.toLowerCase(),
      httpTokens: text(metadata['HttpTokens'])?.toLowerCase(),
    },
  };
}

const interfaceIdOf = (raw: Raw): string => text(raw['NetworkInterfaceId']) ?? '';

/** Where an interface of an instance stands: the primary one is the first device of the first network card. */
function devicePlace(raw: Raw): number {
  const attachment = object(raw['Attachment']);
  return (number(attachment['NetworkCardIndex']) ?? 0) * 256 + (number(attachment['DeviceIndex']) ?? 255);
}

/** The instances of a reservation, which is how DescribeInstances groups them. */
export const instancesOf = (reservation: Raw): readonly (Raw | undefined)[] =>
  Array.isArray(reservation['Instances']) ? parts(reservation['Instances']) : [undefined];

export function readAddress(raw: Raw): Address | undefined {
  const publicIp = canonicalAddress(raw['PublicIp']);
  if (publicIp === undefined) return undefined;
  const allocationId = text(raw['AllocationId']);
  return {
    id: allocationId ?? publicIp,
    ...nameOf(raw),
    publicIp,
    allocationId,
    associationId: text(raw['AssociationId']),
    instanceId: text(raw['InstanceId']),
    interfaceId: text(raw['NetworkInterfaceId']),
    privateIp: canonicalAddress(raw['PrivateIpAddress']),
    serviceManaged: text(raw['ServiceManaged']),
  };
}

/** A region as DescribeRegions names it. */
export interface RegionName {
  readonly id: string;
  /** `opt-in-not-required`, `opted-in` or `not-opted-in`. */
  readonly optInStatus?: string;
}

export function readRegionName(raw: Raw): RegionName | undefined {
  const id = text(raw['RegionName']);
  return id === undefined ? undefined : { id, optInStatus: text(raw['OptInStatus'])?.toLowerCase() };
}
