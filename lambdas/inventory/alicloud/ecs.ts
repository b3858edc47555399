import { canonicalAddress, canonicalCidr, type Family, familyOf } from '../addresses.ts';
import { boolean, number, object, objects, type Raw, tags, text, texts } from '../fields.ts';
import type { Known } from '../known.ts';
import { protocolNumber } from '../protocols.ts';

/** What every resource has: the cloud's id, and what its owner wrote on it. */
export interface AliTagged {
  readonly id: string;
  /** For people; anybody's to choose, so never part of an identity. */
  readonly name?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The name and the tags of an answer; `key` is where this product keeps the name. */
export const labels = (raw: Raw, key: string): Pick<AliTagged, 'name' | 'tags'> => ({
  tags: tags(Array.isArray(raw['Tags']) ? raw['Tags'] : object(raw['Tags'])['Tag']),
  ...(text(raw[key]) === undefined ? {} : { name: text(raw[key]) }),
});

/** The other end of a rule. */
export type AliRulePeer =
  | { readonly kind: 'cidr'; readonly cidr: string; readonly family: Family }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly accountId?: string };

/** First and last port. */
export type PortRange = readonly [first: number, last: number];

/**
 * One rule of a security group. The smallest priority wins, and of equal ones the Drop.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
 */
export interface AliRule {
  readonly id?: string;
  readonly direction: 'ingress' | 'egress';
  /** IANA number; -1 is every protocol. */
  readonly protocol: number;
  /** Destination ports; absent for all, and for protocols without any. */
  readonly ports?: PortRange;
  /** The list that the ports stand in instead. */
  readonly portListId?: string;
  /** Client ports, where the rule asks for them. */
  readonly sourcePorts?: PortRange;
  readonly action: 'accept' | 'drop';
  /** 1 to 100. */
  readonly priority: number;
  readonly peer: AliRulePeer;
  /** The near side, where a rule is about some addresses of the group's members only. Canonical CIDR. */
  readonly localCidr?: string;
  /** `intranet` or `internet`: which of its two interfaces the rule of a classic-network group is about. */
  readonly nicType?: string;
  readonly description?: string;
}

/** A security group. */
export interface AliSecurityGroup extends AliTagged {
  readonly type: 'normal' | 'enterprise';
  readonly vpcId?: string;
  readonly description?: string;
  /** Made by a cloud product for itself. */
  readonly serviceManaged: boolean;
  /** Whether members of the group reach one another without a rule. */
  readonly innerAccess: Known<'accept' | 'drop'>;
  readonly rules: Known<readonly AliRule[]>;
}

/** A group as the list has it, before its rules are known. */
export type SecurityGroupHead = Omit<AliSecurityGroup, 'innerAccess' | 'rules'>;

export function readSecurityGroupHead(raw: Raw): SecurityGroupHead | undefined {
  const id = text(raw['SecurityGroupId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'SecurityGroupName'),
    type: text(raw['SecurityGroupType'])?.toLowerCase() === 'enterprise' ? 'enterprise' : 'normal',
    vpcId: text(raw['VpcId']),
    description: text(raw['Description']),
    serviceManaged: boolean(raw['ServiceManaged']) ?? false,
  };
}

/** A rule of DescribeSecurityGroupAttribute. Policy and protocol come in either case, priority as text. */
export function readRule(raw: Raw): AliRule | undefined {
  const direction = text(raw['Direction'])?.toLowerCase() ?? (hasPeer(raw, 'Dest') ? 'egress' : 'ingress');
  const action = text(raw['Policy'])?.toLowerCase() ?? 'accept';
  const protocol = protocolNumber(raw['IpProtocol']);
  const priority = number(raw['Priority']) ?? 1;
  if (direction !== 'ingress' && direction !== 'egress') return undefined;
  if ((action !== 'accept' && action !== 'drop') || protocol === undefined) return undefined;
  const peer = readPeer(raw, direction === 'ingress' ? 'Source' : 'Dest');
  const portListId = text(raw['PortRangeListId']);
  const ports = readPorts(raw['PortRange']);
  const sourcePorts = readPorts(raw['SourcePortRange']);
  const local = readPeer(raw, direction === 'ingress' ? 'Dest' : 'Source');
  if (!peer || ports === 'unreadable' || sourcePorts === 'unreadable') return undefined;
  return {
    ...(text(raw['SecurityGroupRuleId']) === undefined ? {} : { id: text(raw['SecurityGroupRuleId']) }),
    direction,
    protocol,
    ...(portListId !== undefined ? { portListId } : ports ? { ports } : {}),
    ...(sourcePorts ? { sourcePorts } : {}),
    action,
    priority,
    peer,
    ...(local?.kind === 'cidr' ? { localCidr: local.cidr } : {}),
    nicType: text(raw['NicType'])?.toLowerCase(),
    description: text(raw['Description']),
  };
}

const hasPeer = (raw: Raw, side: 'Source' | 'Dest'): boolean =>
  [`${side}CidrIp`, `Ipv6${side}CidrIp`, `${side}GroupId`, `${side}PrefixListId`].some(
    (key) => text(raw[key]) !== undefined,
  );

function readPeer(raw: Raw, side: 'Source' | 'Dest'): AliRulePeer | undefined {
  const group = text(raw[`${side}GroupId`]);
  if (group !== undefined) return { kind: 'group', id: group, accountId: text(raw[`${side}GroupOwnerAccount`]) };
  const list = text(raw[`${side}PrefixListId`]);
  if (list !== undefined) return { kind: 'prefix-list', id: list };
  const written = text(raw[`${side}CidrIp`]) ?? text(raw[`Ipv6${side}CidrIp`]);
  const cidr = canonicalCidr(written);
  return cidr === undefined ? undefined : { kind: 'cidr', cidr, family: familyOf(cidr) };
}

/** `80/80`; `-1/-1` and nothing stand for all, or for a protocol without ports. */
export function readPorts(value: unknown): PortRange | undefined | 'unreadable' {
  const written = text(value);
  if (written === undefined) return undefined;
  const match = /^(-?\d{1,5})(?:\/(-?\d{1,5}))?$/.exec(written.trim());
  if (!match) return 'unreadable';
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first === -1 || last === -1) return undefined;
  return first <= last && first >= 0 && last <= 65535 ? [first, last] : 'unreadable';
}

/** The ranges of a prefix list. */
export interface AliPrefixList {
  readonly id: string;
  readonly name?: string;
  readonly family?: Family;
  readonly cidrs: readonly string[];
}

export function readPrefixList(response: Raw, request: Raw): AliPrefixList | undefined {
  const id = text(response['PrefixListId']) ?? text(request['PrefixListId']);
  const entries = object(response['Entries'])['Entry'] ?? response['Entries'];
  if (id === undefined || !Array.isArray(entries)) return undefined;
  const cidrs = objects(entries).map((entry) => canonicalCidr(entry['Cidr']));
  if (cidrs.includes(undefined)) return undefined;
  const family = text(response['AddressFamily'])?.toLowerCase();
  return {
    id,
    name: text(response['PrefixListName']),
    ...(family === 'ipv4' || family === 'ipv6' ? { family } : {}),
    cidrs: [...new Set(cidrs as string[])].sort(),
  };
}

/** The ports of a port list. */
export interface AliPortList {
  readonly id: string;
  readonly ports: readonly PortRange[];
}

export function readPortList(response: Raw, request: Raw): AliPortList | undefined {
  const id = text(request['PortRangeListId']) ?? text(response['PortRangeListId']);
  const entries = response['Entries'];
  if (id === undefined || !Array.isArray(entries)) return undefined;
  const ports = objects(entries).map((entry) => readPorts(entry['PortRange']));
  if (ports.some((each) => each === 'unreadable' || each === undefined)) return undefined;
  return { id, ports: ports as PortRange[] };
}

/** A lock that the platform put on something: `financial`, `security`, `Recycling`, … */
export interface OperationLock {
  readonly reason: string;
  readonly message?: string;
}

export const readLocks = (value: unknown): readonly OperationLock[] => {
  const locks = object(value)['LockReason'];
  return objects(locks).flatMap((lock) => {
    const reason = text(lock['LockReason']);
    return reason === undefined ? [] : [{ reason, message: text(lock['LockMsg']) }];
  });
};

/** A machine. */
export interface AliInstance extends AliTagged {
  /** `running`, `stopped`, `starting`, `stopping` or `pending`. */
  readonly status: string;
  /** Absent in the classic network. */
  readonly vpcId?: string;
  readonly vSwitchId?: string;
  readonly zoneId?: string;
  readonly networkType?: string;
  readonly privateIps: readonly string[];
  /** The machine's own public address, which is no EIP. */
  readonly publicIps: readonly string[];
  readonly eip?: { readonly allocationId?: string; readonly address: string };
  readonly groupIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly locks: readonly OperationLock[];
  readonly metadata: { readonly httpEndpoint?: string; readonly httpTokens?: string };
}

const addressesIn = (value: unknown): readonly string[] =>
  texts(object(value)['IpAddress']).flatMap((each) => canonicalAddress(each) ?? []);

export function readInstance(raw: Raw): AliInstance | undefined {
  const id = text(raw['InstanceId']);
  if (id === undefined) return undefined;
  const vpc = object(raw['VpcAttributes']);
  const eip = object(raw['EipAddress']);
  const eipAddress = canonicalAddress(eip['IpAddress']);
  const metadata = object(raw['MetadataOptions']);
  return {
    id,
    ...labels(raw, 'InstanceName'),
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    vpcId: text(vpc['VpcId']) ?? text(raw['VpcId']),
    vSwitchId: text(vpc['VSwitchId']),
    zoneId: text(raw['ZoneId']),
    networkType: text(raw['InstanceNetworkType'])?.toLowerCase(),
    privateIps: [...addressesIn(vpc['PrivateIpAddress']), ...addressesIn(raw['InnerIpAddress'])],
    publicIps: addressesIn(raw['PublicIpAddress']),
    ...(eipAddress === undefined ? {} : { eip: { allocationId: text(eip['AllocationId']), address: eipAddress } }),
    groupIds: texts(object(raw['SecurityGroupIds'])['SecurityGroupId']),
    interfaceIds: objects(object(raw['NetworkInterfaces'])['NetworkInterface']).flatMap(
      (each) => text(each['NetworkInterfaceId']) ?? [],
    ),
    locks: readLocks(raw['OperationLocks']),
    metadata: {
      httpEndpoint: text(metadata['HttpEndpoint'])?.toLowerCase(),
      httpTokens: text(metadata['HttpTokens'])?.toLowerCase(),
    },
  };
}

/** A network interface. */
export interface AliInterface extends AliTagged {
  /** `primary` or `secondary`. */
  readonly type: string;
  /** `inuse`, `available`, … */
  readonly status: string;
  readonly instanceId?: string;
  readonly vpcId?: string;
  readonly vSwitchId?: string;
  readonly zoneId?: string;
  readonly groupIds: readonly string[];
  readonly serviceManaged: boolean;
  readonly addresses: readonly { readonly privateIp: string; readonly primary: boolean; readonly publicIp?: string }[];
  readonly ipv6Addresses: readonly string[];
}

export function readInterface(raw: Raw): AliInterface | undefined {
  const id = text(raw['NetworkInterfaceId']);
  if (id === undefined) return undefined;
  const listed = objects(object(raw['PrivateIpSets'])['PrivateIpSet']);
  const rows = listed.length > 0 ? listed : [{ PrivateIpAddress: raw['PrivateIpAddress'], Primary: true }];
  return {
    id,
    ...labels(raw, 'NetworkInterfaceName'),
    type: text(raw['Type'])?.toLowerCase() ?? 'unknown',
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    instanceId: text(raw['InstanceId']) ?? text(object(raw['Attachment'])['InstanceId']),
    vpcId: text(raw['VpcId']),
    vSwitchId: text(raw['VSwitchId']),
    zoneId: text(raw['ZoneId']),
    groupIds: texts(object(raw['SecurityGroupIds'])['SecurityGroupId']),
    serviceManaged: boolean(raw['ServiceManaged']) ?? false,
    addresses: rows.flatMap((row) => {
      const privateIp = canonicalAddress(row['PrivateIpAddress']);
      if (privateIp === undefined) return [];
      const publicIp = canonicalAddress(object(row['AssociatedPublicIp'])['PublicIpAddress']);
      return [
        { privateIp, primary: boolean(row['Primary']) ?? false, ...(publicIp === undefined ? {} : { publicIp }) },
      ];
    }),
    ipv6Addresses: objects(object(raw['Ipv6Sets'])['Ipv6Set']).flatMap(
      (each) => canonicalAddress(each['Ipv6Address']) ?? [],
    ),
  };
}

/** What the group's own answer says about traffic inside the group. */
export const readInnerAccess = (response: Raw): 'accept' | 'drop' | undefined => {
  const policy = text(response['InnerAccessPolicy'])?.toLowerCase();
  return policy === 'accept' || policy === 'drop' ? policy : undefined;
};

/** A region as DescribeRegions names it. */
export interface AliRegionName {
  readonly id: string;
}

export const readRegionName = (raw: Raw): AliRegionName | undefined => {
  const id = text(raw['RegionId']);
  return id === undefined ? undefined : { id };
};
