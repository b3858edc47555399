import { Answer } from '../answer.ts';
import { object } from '../fields.ts';
import { type Known, known, mapKnown, seenOf, unknown } from '../known.ts';
import { byId, type Listing } from '../listing.ts';
import {
  type Address,
  type Instance,
  instancesOf,
  type NetworkInterface,
  type RegionName,
  readAddress,
  readInstance,
  readNetworkInterface,
  readRegionName,
  readSecurityGroup,
  type SecurityGroup,
} from './ec2.ts';
import { type CompletedInterfaces, InstanceInterfaces } from './instance-interfaces.ts';
import { bySubject, list, type Part } from './part.ts';
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  FlowLog,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  PrefixList,
  RouteTable,
  Subnet,
  Vpc,
  VpcPeeringConnection,
} from './vpc.ts';
import {
  readBlockPublicAccess,
  readBlockPublicAccessExclusion,
  readFlowLog,
  readInternetGateway,
  readNatGateway,
  readNetworkAcl,
  readPrefixList,
  readPrefixListEntry,
  readRouteTable,
  readSubnet,
  readVpc,
  readVpcPeeringConnection,
} from './vpc-read.ts';

/** The network itself: what packets pass, and the machines at its ends. */
export interface VpcFacts {
  readonly regions: Known<readonly RegionName[]>;
  readonly vpcs: Known<readonly Vpc[]>;
  readonly subnets: Known<readonly Subnet[]>;
  readonly securityGroups: Known<readonly SecurityGroup[]>;
  readonly networkAcls: Known<readonly NetworkAcl[]>;
  readonly routeTables: Known<readonly RouteTable[]>;
  readonly internetGateways: Known<readonly InternetGateway[]>;
  readonly egressOnlyInternetGateways: Known<readonly InternetGateway[]>;
  readonly natGateways: Known<readonly NatGateway[]>;
  readonly networkInterfaces: Known<readonly NetworkInterface[]>;
  readonly instances: Known<readonly Instance[]>;
  readonly addresses: Known<readonly Address[]>;
  readonly prefixLists: Known<readonly PrefixList[]>;
  readonly blockPublicAccess: Known<BlockPublicAccess>;
  readonly blockPublicAccessExclusions: Known<readonly BlockPublicAccessExclusion[]>;
  readonly vpcPeeringConnections: Known<readonly VpcPeeringConnection[]>;
  readonly flowLogs: Known<readonly FlowLog[]>;
}

/** The part that all others stand on. Its lists of VPCs and interfaces tell what else there can be. */
export function vpcPart(): Part<VpcFacts> & {
  readonly regions: Listing<RegionName>;
  readonly vpcs: Listing<Vpc>;
  readonly networkInterfaces: Listing<NetworkInterface>;
  readonly securityGroups: Listing<SecurityGroup>;
  readonly completeInterfaces: (list: Known<readonly NetworkInterface[]>) => CompletedInterfaces;
} {
  const interfaceIds = new Set<string>();
  const ofInstances = new InstanceInterfaces((id) => interfaceIds.has(id));
  const read = {
    regions: list('ec2:DescribeRegions', 'Regions', readRegionName),
    vpcs: list('ec2:DescribeVpcs', 'Vpcs', readVpc),
    subnets: list('ec2:DescribeSubnets', 'Subnets', readSubnet),
    securityGroups: list('ec2:DescribeSecurityGroups', 'SecurityGroups', readSecurityGroup),
    networkAcls: list('ec2:DescribeNetworkAcls', 'NetworkAcls', readNetworkAcl),
    routeTables: list('ec2:DescribeRouteTables', 'RouteTables', readRouteTable),
    internetGateways: list(
      'ec2:DescribeInternetGateways',
      'InternetGateways',
      readInternetGateway('InternetGatewayId'),
    ),
    egressOnlyInternetGateways: list(
      'ec2:DescribeEgressOnlyInternetGateways',
      'EgressOnlyInternetGateways',
      readInternetGateway('EgressOnlyInternetGatewayId'),
    ),
    natGateways: list('ec2:DescribeNatGateways', 'NatGateways', readNatGateway),
    networkInterfaces: list('ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', (raw) => {
      const nic = readNetworkInterface(raw);
      if (nic) interfaceIds.add(nic.id);
      return nic;
    }),
    instances: list('ec2:DescribeInstances', 'Reservations', readInstance, { unroll: instancesOf }),
    addresses: list('ec2:DescribeAddresses', 'Addresses', readAddress),
    prefixLists: list('ec2:DescribeManagedPrefixLists', 'PrefixLists', readPrefixList),
    entries: list('ec2:GetManagedPrefixListEntries', 'Entries', readPrefixListEntry, {
      subject: bySubject('PrefixListId'),
    }),
    exclusions: list(
      'ec2:DescribeVpcBlockPublicAccessExclusions',
      'VpcBlockPublicAccessExclusions',
      readBlockPublicAccessExclusion,
    ),
    peerings: list('ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections', readVpcPeeringConnection),
    flowLogs: list('ec2:DescribeFlowLogs', 'FlowLogs', readFlowLog),
  };
  const options = new Answer<BlockPublicAccess>({
    call: 'ec2:DescribeVpcBlockPublicAccessOptions',
    read: (response) => readBlockPublicAccess(object(response['VpcBlockPublicAccessOptions'])),
  });
  const off: BlockPublicAccess = { mode: 'off' };
  return {
    regions: read.regions,
    vpcs: read.vpcs,
    networkInterfaces: read.networkInterfaces,
    securityGroups: read.securityGroups,
    completeInterfaces: (list) => ofInstances.complete(list),
    readers: [...Object.values(read), ofInstances, options],
    build(around) {
      const inVpc = <T extends { readonly id: string }>(listing: Listing<T>) => byId(around.inVpc(listing));
      const groups = inVpc(read.securityGroups);
      const tables = inVpc(read.routeTables);
      const lists = prefixLists(around.inVpc(read.prefixLists), read.entries);
      const mode = !options.wasRead && around.hasNoVpc ? known(off) : options.result();
      const subnets = inVpc(read.subnets);
      const vpcs = byId(read.vpcs.result());
      const isBlocked = ({ blockPublicAccess = 'off' }) => blockPublicAccess !== 'off';
      const isOn =
        (mode.known && isBlocked({ blockPublicAccess: mode.value.mode })) ||
        [...seenOf(vpcs), ...seenOf(subnets)].some(isBlocked);
      // Where subnets tell their own mode, exclusions need not be taken for granted: they are counted in.
      const isTold = isOn && seenOf(subnets).some(({ blockPublicAccess }) => blockPublicAccess !== undefined);
      const exclusions = around.inVpc(read.exclusions);
      return {
        regions: byId(read.regions.result()),
        vpcs,
        subnets,
        securityGroups: groups,
        networkAcls: inVpc(read.networkAcls),
        routeTables: tables,
        internetGateways: inVpc(read.internetGateways),
        egressOnlyInternetGateways: inVpc(read.egressOnlyInternetGateways),
        natGateways: inVpc(read.natGateways),
        networkInterfaces: byId(around.networkInterfaces),
        instances: byId(around.withInterface(read.instances)),
        addresses: byId(read.addresses.result()),
        prefixLists: byId(
          namesNoPrefixList(groups, tables)
            ? around.assumed(lists, read.prefixLists, [], 'managed prefix lists, which no rule or route names')
            : lists,
        ),
        blockPublicAccess: isOn ? mode : around.assumed(mode, options, off, 'VPC Block Public Access'),
        blockPublicAccessExclusions: byId(
          isTold ? exclusions : around.assumed(exclusions, read.exclusions, [], 'VPC Block Public Access exclusions'),
        ),
        vpcPeeringConnections: inVpc(read.peerings),
        flowLogs: inVpc(read.flowLogs),
      };
    },
  };
}

type Head = NonNullable<ReturnType<typeof readPrefixList>>;

/** Lists with their entries; entries alone are enough to judge a rule by. */
function prefixLists(heads: Known<readonly Head[]>, entries: Listing<string>): Known<readonly PrefixList[]> {
  const asked = new Set(entries.subjects);
  const withEntries = (all: readonly Head[]): readonly PrefixList[] =>
    all.map(({ cidrs, ...head }) => ({
      ...head,
      entries:
        cidrs && !asked.has(head.id)
          ? known(cidrs)
          : mapKnown(entries.result(head.id), (read) => [...new Set(read)].sort()),
    }));
  const named = new Set(seenOf(heads).map((each) => each.id));
  const bare = entries.subjects.filter((id) => id !== '' && !named.has(id)).map((id) => ({ id, tags: {} }));
  return heads.known
    ? known(withEntries([...heads.value, ...bare]))
    : unknown(heads.missing, withEntries([...(heads.seen ?? []), ...bare]));
}

/** Whether all rules and routes were read and none of them names a prefix list. */
const namesNoPrefixList = (groups: Known<readonly SecurityGroup[]>, tables: Known<readonly RouteTable[]>): boolean =>
  groups.known &&
  tables.known &&
  groups.value.every(({ rules }) => rules.known && rules.value.every(({ peer }) => peer.kind !== 'prefix-list')) &&
  tables.value.every(({ routes }) => routes.known && routes.value.every((route) => route.destination.kind === 'cidr'));
