import { canonicalAddress, canonicalCidr } from '../addresses.ts';
import { boolean, number, object, objects, type Raw, text, texts } from '../fields.ts';
import type { Known } from '../known.ts';
import { protocolNumber } from '../protocols.ts';
import { type AliTagged, labels, type OperationLock, type PortRange, readPorts } from './ecs.ts';

export interface AliVpc extends AliTagged {
  readonly isDefault: boolean;
  readonly cidrs: readonly string[];
  readonly status: string;
  /** The IPv4 gateway, where the VPC lets Internet traffic through only by way of one. */
  readonly ipv4GatewayId?: string;
}

export function readVpc(raw: Raw): AliVpc | undefined {
  const id = text(raw['VpcId']);
  if (id === undefined) return undefined;
  const secondary = texts(object(raw['SecondaryCidrBlocks'])['SecondaryCidrBlock']);
  return {
    id,
    ...labels(raw, 'VpcName'),
    isDefault: boolean(raw['IsDefault']) ?? false,
    cidrs: [text(raw['CidrBlock']), ...secondary].flatMap((each) => canonicalCidr(each) ?? []),
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    ...(text(raw['Ipv4GatewayId']) === undefined ? {} : { ipv4GatewayId: text(raw['Ipv4GatewayId']) }),
  };
}

export interface AliVSwitch extends AliTagged {
  readonly vpcId?: string;
  readonly cidr?: string;
  readonly zoneId?: string;
  /** Null where the answer says that there is none; absent where it does not say. */
  readonly networkAclId?: string | null;
  readonly routeTableId?: string;
}

export function readVSwitch(raw: Raw): AliVSwitch | undefined {
  const id = text(raw['VSwitchId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'VSwitchName'),
    vpcId: text(raw['VpcId']),
    cidr: canonicalCidr(raw['CidrBlock']),
    zoneId: text(raw['ZoneId']),
    networkAclId: raw['NetworkAclId'] === '' ? null : text(raw['NetworkAclId']),
    routeTableId: text(object(raw['RouteTable'])['RouteTableId']),
  };
}

export interface AliRouteTable extends AliTagged {
  readonly type: 'system' | 'custom';
  readonly routerType: string;
  readonly vpcId?: string;
  readonly vSwitchIds: readonly string[];
  readonly gatewayIds: readonly string[];
  readonly associateType?: string;
  readonly routes: Known<readonly AliRoute[]>;
}

export type RouteTableHead = Omit<AliRouteTable, 'routes'>;

export function readRouteTable(raw: Raw): RouteTableHead | undefined {
  const id = text(raw['RouteTableId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'RouteTableName'),
    type: text(raw['RouteTableType'])?.toLowerCase() === 'custom' ? 'custom' : 'system',
    routerType: text(raw['RouterType'])?.toLowerCase() ?? 'vrouter',
    vpcId: text(raw['VpcId']),
    vSwitchIds: texts(object(raw['VSwitchIds'])['VSwitchId']),
    gatewayIds: texts(object(raw['GatewayIds'])['GatewayIds']),
    associateType: text(raw['AssociateType'])?.toLowerCase(),
  };
}

export interface AliNextHop {
  /** As the API has it, lower case: `instance`, `natgateway`, `networkinterface`, `local`, … */
  readonly type: string;
  readonly id?: string;
  /** Absent where the API does not say. */
  readonly enabled?: boolean;
}

export interface AliRoute {
  /** Canonical CIDR. */
  readonly destination: string;
  readonly name?: string;
  /** `custom`, `system`, `bgp`, `cen` or `ecr`. */
  readonly type: string;
  readonly status: string;
  readonly nextHops: readonly AliNextHop[];
}

export function readRoute(raw: Raw): AliRoute | undefined {
  const destination = canonicalCidr(raw['DestinationCidrBlock']);
  if (destination === undefined) return undefined;
  const listed = objects(object(raw['NextHops'])['NextHop']);
  const hops = listed.length > 0 ? listed : [raw];
  return {
    destination,
    name: text(raw['RouteEntryName']),
    type: text(raw['Type'])?.toLowerCase() ?? 'unknown',
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    nextHops: hops.map((hop) => ({
      type: text(hop['NextHopType'])?.toLowerCase() ?? 'unknown',
      id: text(hop['NextHopId']) ?? text(hop['InstanceId']),
      ...(number(hop['Enabled']) === undefined ? {} : { enabled: number(hop['Enabled']) !== 0 }),
    })),
  };
}

/** An Elastic IP address. */
export interface AliEip extends AliTagged {
  readonly address: string;
  /** `inuse`, `available`, `associating` or `unassociating`. */
  readonly status: string;
  readonly instanceId?: string;
  /** `ecsinstance`, `slbinstance`, `nat`, `havip`, `networkinterface`, … lower case. */
  readonly instanceType?: string;
  readonly privateIp?: string;
  /** `nat`, `multi_binded`, or `binded`: cut-through mode. */
  readonly mode?: string;
  readonly businessStatus?: string;
  readonly locks: readonly OperationLock[];
  readonly protections: readonly string[];
}

export function readEip(raw: Raw): AliEip | undefined {
  const address = canonicalAddress(raw['IpAddress']);
  const id = text(raw['AllocationId']);
  if (address === undefined || id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'Name'),
    address,
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    instanceId: text(raw['InstanceId']),
    instanceType: text(raw['InstanceType'])?.toLowerCase(),
    privateIp: canonicalAddress(raw['PrivateIpAddress']),
    mode: text(raw['Mode'])?.toLowerCase(),
    businessStatus: text(raw['BusinessStatus']),
    locks: objects(object(raw['OperationLocks'])['LockReason']).flatMap((lock) => {
      const reason = text(lock['LockReason']);
      return reason === undefined ? [] : [{ reason }];
    }),
    protections: texts(object(raw['SecurityProtectionTypes'])['SecurityProtectionType']),
  };
}

/** A virtual address that machines take over from one another; what is sent to it reaches one of them. */
export interface AliHaVip {
  readonly id: string;
  /** Machines, or network interfaces. */
  readonly memberIds: readonly string[];
}

export function readHaVip(raw: Raw): AliHaVip | undefined {
  const id = text(raw['HaVipId']);
  if (id === undefined) return undefined;
  const members = object(raw['AssociatedInstances']);
  return { id, memberIds: texts(members['associatedInstance'] ?? members['AssociatedInstance']) };
}

/** An IPv6 address and whether it has bandwidth to the Internet: without any it is a private one. */
export interface AliIpv6 {
  readonly id: string;
  readonly address: string;
  readonly instanceId?: string;
  readonly isPublic: boolean;
}

export function readIpv6(raw: Raw): AliIpv6 | undefined {
  const address = canonicalAddress(raw['Ipv6Address']);
  if (address === undefined) return undefined;
  const bandwidth = object(raw['Ipv6InternetBandwidth']);
  const networkType = text(raw['NetworkType'])?.toLowerCase();
  return {
    id: text(raw['Ipv6AddressId']) ?? address,
    address,
    instanceId: text(raw['AssociatedInstanceId']),
    isPublic: networkType === 'public' || (number(bandwidth['Bandwidth']) ?? 0) > 0,
  };
}

/** A NAT gateway. */
export interface AliNatGateway extends AliTagged {
  readonly networkType: string;
  readonly vpcId?: string;
  readonly status: string;
  readonly addresses: readonly string[];
  readonly forwardTableIds: readonly string[];
}

export function readNatGateway(raw: Raw): AliNatGateway | undefined {
  const id = text(raw['NatGatewayId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'Name'),
    networkType: text(raw['NetworkType'])?.toLowerCase() ?? 'internet',
    vpcId: text(raw['VpcId']),
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
    addresses: objects(object(raw['IpLists'])['IpList']).flatMap((each) => canonicalAddress(each['IpAddress']) ?? []),
    forwardTableIds: texts(object(raw['ForwardTableIds'])['ForwardTableId']),
  };
}

/** One DNAT entry: a public address and port that lead to a private one. */
export interface AliForwardEntry {
  readonly id: string;
  readonly externalIp: string;
  /** Absent for every port. */
  readonly externalPorts?: PortRange;
  readonly internalIp: string;
  readonly internalPorts?: PortRange;
  /** IANA number; -1 is every protocol. */
  readonly protocol: number;
  readonly status: string;
}

export function readForwardEntry(raw: Raw): AliForwardEntry | undefined {
  const externalIp = canonicalAddress(raw['ExternalIp']);
  const internalIp = canonicalAddress(raw['InternalIp']);
  const written = text(raw['IpProtocol'])?.toLowerCase();
  const protocol = protocolNumber(written === 'any' ? 'all' : written);
  const externalPorts = anyPorts(raw['ExternalPort']);
  const internalPorts = anyPorts(raw['InternalPort']);
  if (externalIp === undefined || internalIp === undefined || protocol === undefined) return undefined;
  if (externalPorts === 'unreadable' || internalPorts === 'unreadable') return undefined;
  return {
    id: text(raw['ForwardEntryId']) ?? `${externalIp}/${text(raw['ExternalPort'])}`,
    externalIp,
    ...(externalPorts ? { externalPorts } : {}),
    internalIp,
    ...(internalPorts ? { internalPorts } : {}),
    protocol,
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
  };
}

const anyPorts = (value: unknown): ReturnType<typeof readPorts> =>
  text(value)?.toLowerCase() === 'any' ? undefined : readPorts(value);

/** A flow log and what it watches. */
export interface AliFlowLog extends AliTagged {
  readonly resourceType: string;
  readonly resourceId?: string;
  readonly status: string;
  /** Whether its records get to their Logstore; absent where the answer does not say. */
  readonly delivers?: boolean;
}

export function readFlowLog(raw: Raw): AliFlowLog | undefined {
  const id = text(raw['FlowLogId']);
  if (id === undefined) return undefined;
  const delivery = text(raw['FlowLogDeliverStatus'])?.toLowerCase();
  return {
    id,
    ...labels(raw, 'FlowLogName'),
    ...(delivery === undefined ? {} : { delivers: delivery === 'success' }),
    resourceType: text(raw['ResourceType'])?.toLowerCase() ?? 'unknown',
    resourceId: text(raw['ResourceId']),
    status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
  };
}
