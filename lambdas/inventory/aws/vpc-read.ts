import { canonicalCidr, familyOf } from '../addresses.ts';
import { boolean, number, object, objects, parts, type Raw, tags, text } from '../fields.ts';
import { mapKnown, unknown } from '../known.ts';
import { protocolNumber, TCP, UDP } from '../protocols.ts';
import { allRead, malformed, nameOf } from './tagged.ts';
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  FlowLog,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  NetworkAclEntry,
  PeeringSide,
  PrefixList,
  Route,
  RouteTable,
  RouteTargetKind,
  Subnet,
  Vpc,
  VpcPeeringConnection,
} from './vpc.ts';

export function readVpc(raw: Raw): Vpc | undefined {
  const id = text(raw['VpcId']);
  if (id === undefined) return undefined;
  const associated = objects(raw['CidrBlockAssociationSet']).filter(
    (each) => (text(object(each['CidrBlockState'])['State']) ?? 'associated') === 'associated',
  );
  return {
    id,
    ...nameOf(raw),
    isDefault: boolean(raw['IsDefault']) ?? false,
    cidrs: unique([canonicalCidr(raw['CidrBlock']), ...associated.map((each) => canonicalCidr(each['CidrBlock']))]),
    ipv6Cidrs: unique(
      objects(raw['Ipv6CidrBlockAssociationSet'])
        .filter((each) => (text(object(each['Ipv6CidrBlockState'])['State']) ?? 'associated') === 'associated')
        .map((each) => canonicalCidr(each['Ipv6CidrBlock'])),
    ),
    blockPublicAccess: text(object(raw['BlockPublicAccessStates'])['InternetGatewayBlockMode']),
    ownerId: text(raw['OwnerId']),
  };
}

export function readSubnet(raw: Raw): Subnet | undefined {
  const id = text(raw['SubnetId']);
  const vpcId = text(raw['VpcId']);
  if (id === undefined || vpcId === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    vpcId,
    availabilityZone: text(raw['AvailabilityZone']),
    availabilityZoneId: text(raw['AvailabilityZoneId']),
    cidr: canonicalCidr(raw['CidrBlock']),
    ipv6: objects(raw['Ipv6CidrBlockAssociationSet']).flatMap((each) => {
      const cidr = canonicalCidr(each['Ipv6CidrBlock']);
      const state = text(object(each['Ipv6CidrBlockState'])['State']) ?? 'associated';
      if (cidr === undefined || state !== 'associated') return [];
      return [{ cidr, addressAttribute: text(each['Ipv6AddressAttribute']), ipSource: text(each['IpSource']) }];
    }),
    mapPublicIpOnLaunch: boolean(raw['MapPublicIpOnLaunch']) ?? false,
    assignIpv6AddressOnCreation: boolean(raw['AssignIpv6AddressOnCreation']) ?? false,
    defaultForAz: boolean(raw['DefaultForAz']) ?? false,
    blockPublicAccess: text(object(raw['BlockPublicAccessStates'])['InternetGatewayBlockMode']),
    ownerId: text(raw['OwnerId']),
  };
}

export function readNetworkAcl(raw: Raw): NetworkAcl | undefined {
  const id = text(raw['NetworkAclId']);
  const vpcId = text(raw['VpcId']);
  if (id === undefined || vpcId === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    vpcId,
    isDefault: boolean(raw['IsDefault']) ?? false,
    subnetIds: unique(objects(raw['Associations']).map((each) => text(each['SubnetId']))),
    entries: Array.isArray(raw['Entries'])
      ? mapKnown(
          allRead(parts(raw['Entries']).map(readAclEntry), 'ec2:DescribeNetworkAcls', `an entry of ${id}`),
          (entries) => entries.toSorted(inRuleOrder),
        )
      : unknown(malformed('ec2:DescribeNetworkAcls', `the entries of ${id}`)),
  };
}

/** Ingress first, then by number; the two families have their numbers each for itself. */
const inRuleOrder = (a: NetworkAclEntry, b: NetworkAclEntry): number =>
  Number(a.egress) - Number(b.egress) ||
  a.ruleNumber - b.ruleNumber ||
  (a.cidr < b.cidr ? -1 : a.cidr > b.cidr ? 1 : 0);

function readAclEntry(raw: Raw | undefined): NetworkAclEntry | undefined {
  if (raw === undefined) return undefined;
  const ruleNumber = number(raw['RuleNumber']);
  const protocol = protocolNumber(raw['Protocol']);
  const cidr = canonicalCidr(raw['CidrBlock'] ?? raw['Ipv6CidrBlock']);
  const action = text(raw['RuleAction'])?.toLowerCase();
  const egress = boolean(raw['Egress']);
  if (ruleNumber === undefined || protocol === undefined || cidr === undefined || egress === undefined)
    return undefined;
  if (action !== 'allow' && action !== 'deny') return undefined;
  const ports = object(raw['PortRange']);
  const icmp = object(raw['IcmpTypeCode']);
  const from = number(ports['From']);
  const to = number(ports['To']);
  // Half a range would read as every port, and a denial would then close more than it does.
  const hasPorts = protocol === TCP || protocol === UDP;
  if (
    hasPorts &&
    raw['PortRange'] !== undefined &&
    raw['PortRange'] !== null &&
    (from === undefined || to === undefined)
  )
    return undefined;
  return {
    ruleNumber,
    egress,
    action,
    protocol,
    family: familyOf(cidr),
    cidr,
    ...(from === undefined || to === undefined ? {} : { ports: [from, to] as const }),
    ...(number(icmp['Type']) === undefined
      ? {}
      : { icmp: { type: number(icmp['Type']) ?? -1, code: number(icmp['Code']) ?? -1 } }),
  };
}

export function readRouteTable(raw: Raw): RouteTable | undefined {
  const id = text(raw['RouteTableId']);
  const vpcId = text(raw['VpcId']);
  if (id === undefined || vpcId === undefined) return undefined;
  // An association on its way out, or one that failed, routes nothing.
  const associations = objects(raw['Associations']).filter(
    (each) => (text(object(each['AssociationState'])['State']) ?? 'associated') === 'associated',
  );
  return {
    id,
    ...nameOf(raw),
    vpcId,
    main: associations.some((each) => boolean(each['Main']) === true),
    subnetIds: unique(associations.map((each) => text(each['SubnetId']))),
    gatewayIds: unique(associations.map((each) => text(each['GatewayId']))),
    routes: Array.isArray(raw['Routes'])
      ? mapKnown(
          allRead(parts(raw['Routes']).map(readRoute), 'ec2:DescribeRouteTables', `a route of ${id}`),
          (routes) => routes.toSorted((a, b) => (routeKey(a) < routeKey(b) ? -1 : 1)),
        )
      : unknown(malformed('ec2:DescribeRouteTables', `the routes of ${id}`)),
  };
}

const routeKey = ({ destination, target, origin }: Route): string =>
  `${destination.kind === 'cidr' ? destination.cidr : destination.id} ${target.id} ${origin}`;

function readRoute(raw: Raw | undefined): Route | undefined {
  if (raw === undefined) return undefined;
  const cidr = canonicalCidr(raw['DestinationCidrBlock'] ?? raw['DestinationIpv6CidrBlock']);
  const prefixListId = text(raw['DestinationPrefixListId']);
  const destination =
    cidr !== undefined
      ? ({ kind: 'cidr', cidr, family: familyOf(cidr) } as const)
      : prefixListId !== undefined
        ? ({ kind: 'prefix-list', id: prefixListId } as const)
        : undefined;
  if (!destination) return undefined;
  return {
    destination,
    target: readTarget(raw),
    state: text(raw['State'])?.toLowerCase() ?? 'active',
    origin: text(raw['Origin']),
  };
}

/** Which field names the target is what kind of target it is; only GatewayId is shared, and told apart by its prefix. */
const TARGET_FIELDS: readonly (readonly [field: string, kind: RouteTargetKind])[] = [
  ['EgressOnlyInternetGatewayId', 'egress-only-internet-gateway'],
  ['NatGatewayId', 'nat-gateway'],
  ['TransitGatewayId', 'transit-gateway'],
  ['VpcPeeringConnectionId', 'vpc-peering-connection'],
  ['CarrierGatewayId', 'carrier-gateway'],
  ['LocalGatewayId', 'local-gateway'],
  ['CoreNetworkArn', 'core-network'],
  ['OdbNetworkArn', 'odb-network'],
  ['NetworkInterfaceId', 'network-interface'],
  ['InstanceId', 'instance'],
];

const GATEWAY_PREFIXES: readonly (readonly [prefix: string, kind: RouteTargetKind])[] = [
  ['local', 'local'],
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['vgw-', 'virtual-private-gateway'],
  ['vpce-', 'vpc-endpoint'],
  ['nat-', 'nat-gateway'],
  ['tgw-', 'transit-gateway'],
  ['pcx-', 'vpc-peering-connection'],
];

function readTarget(raw: Raw): Route['target'] {
  for (const [field, kind] of TARGET_FIELDS) {
    const id = text(raw[field]);
    if (id !== undefined) return { kind, id };
  }
  const gateway = text(raw['GatewayId']);
  if (gateway === undefined) return { kind: 'unknown', id: 'no target' };
  return { kind: GATEWAY_PREFIXES.find(([prefix]) => gateway.startsWith(prefix))?.[1] ?? 'unknown', id: gateway };
}

/** Reads an Internet gateway or, with another `idField`, an egress-only one. */
export const readInternetGateway =
  (idField: 'InternetGatewayId' | 'EgressOnlyInternetGatewayId') =>
  (raw: Raw): InternetGateway | undefined => {
    const id = text(raw[idField]);
    if (id === undefined) return undefined;
    const attachments = objects(raw['Attachments']).flatMap((each) => {
      const vpcId = text(each['VpcId']);
      return vpcId === undefined ? [] : [{ vpcId, state: text(each['State'])?.toLowerCase() ?? 'unknown' }];
    });
    return { id, ...nameOf(raw), attachments };
  };

export function readNatGateway(raw: Raw): NatGateway | undefined {
  const id = text(raw['NatGatewayId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    vpcId: text(raw['VpcId']),
    subnetId: text(raw['SubnetId']),
    state: text(raw['State'])?.toLowerCase() ?? 'unknown',
    connectivityType: text(raw['ConnectivityType'])?.toLowerCase() ?? 'public',
    addresses: objects(raw['NatGatewayAddresses']).map((each) => ({
      publicIp: text(each['PublicIp']),
      privateIp: text(each['PrivateIp']),
      interfaceId: text(each['NetworkInterfaceId']),
    })),
  };
}

/** A prefix list without its entries, which another call gives; the older DescribePrefixLists gives them too. */
export function readPrefixList(
  raw: Raw,
): (Omit<PrefixList, 'entries'> & { readonly cidrs?: readonly string[] }) | undefined {
  const id = text(raw['PrefixListId']);
  const cidrs = Array.isArray(raw['Cidrs']) ? raw['Cidrs'].map(canonicalCidr) : undefined;
  if (id === undefined || cidrs?.includes(undefined)) return undefined;
  const family = text(raw['AddressFamily'])?.toLowerCase();
  return {
    id,
    tags: tags(raw['Tags']),
    name: text(raw['PrefixListName']),
    ...(family === 'ipv4' || family === 'ipv6' ? { family } : {}),
    ownerId: text(raw['OwnerId']),
    state: text(raw['State']),
    maxEntries: number(raw['MaxEntries']),
    ...(cidrs ? { cidrs: unique(cidrs) } : {}),
  };
}

export const readPrefixListEntry = (raw: Raw): string | undefined => canonicalCidr(raw['Cidr']);

export function readBlockPublicAccess(raw: Raw): BlockPublicAccess | undefined {
  const mode = text(raw['InternetGatewayBlockMode'])?.toLowerCase();
  if (mode === undefined) return undefined;
  return { mode, state: text(raw['State'])?.toLowerCase(), exclusionsAllowed: text(raw['ExclusionsAllowed']) };
}

export function readBlockPublicAccessExclusion(raw: Raw): BlockPublicAccessExclusion | undefined {
  const id = text(raw['ExclusionId']);
  if (id === undefined) return undefined;
  const arn = text(raw['ResourceArn']) ?? '';
  return {
    id,
    ...nameOf(raw),
    mode: text(raw['InternetGatewayExclusionMode'])?.toLowerCase() ?? 'unknown',
    state: text(raw['State'])?.toLowerCase() ?? 'unknown',
    vpcId: /vpc\/(vpc-[\w-]+)$/.exec(arn)?.[1],
    subnetId: /subnet\/(subnet-[\w-]+)$/.exec(arn)?.[1],
  };
}

export function readVpcPeeringConnection(raw: Raw): VpcPeeringConnection | undefined {
  const id = text(raw['VpcPeeringConnectionId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    status: text(object(raw['Status'])['Code'])?.toLowerCase() ?? 'unknown',
    requester: readPeeringSide(object(raw['RequesterVpcInfo'])),
    accepter: readPeeringSide(object(raw['AccepterVpcInfo'])),
  };
}

const readPeeringSide = (raw: Raw): PeeringSide => ({
  vpcId: text(raw['VpcId']),
  ownerId: text(raw['OwnerId']),
  region: text(raw['Region']),
  cidrs: unique([
    canonicalCidr(raw['CidrBlock']),
    ...objects(raw['CidrBlockSet']).map((each) => canonicalCidr(each['CidrBlock'])),
  ]),
  ipv6Cidrs: unique(objects(raw['Ipv6CidrBlockSet']).map((each) => canonicalCidr(each['Ipv6CidrBlock']))),
});

export function readFlowLog(raw: Raw): FlowLog | undefined {
  const id = text(raw['FlowLogId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...nameOf(raw),
    resourceId: text(raw['ResourceId']),
    status: text(raw['FlowLogStatus'])?.toUpperCase(),
    deliverStatus: text(raw['DeliverLogsStatus'])?.toUpperCase(),
    deliverError: text(raw['DeliverLogsErrorMessage']),
    trafficType: text(raw['TrafficType'])?.toUpperCase(),
  };
}

const unique = (values: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();
