import type {
  FlowLog,
  InternetGateway,
  NatGateway,
  PrefixList,
  Subnet,
  Vpc,
  VpcPeeringConnection,
} from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';

export const aVpc = (change: Partial<Vpc> = {}): Vpc => ({
  id: 'vpc-1',
  tags: {},
  isDefault: false,
  cidrs: ['10.0.0.0/16'],
  ipv6Cidrs: [],
  blockPublicAccess: 'off',
  ownerId: '111122223333',
  ...change,
});

export const aSubnet = (change: Partial<Subnet> = {}): Subnet => ({
  id: 'subnet-1',
  tags: {},
  vpcId: 'vpc-1',
  availabilityZone: 'eu-west-1a',
  availabilityZoneId: 'euw1-az1',
  cidr: '10.0.1.0/24',
  ipv6: [],
  mapPublicIpOnLaunch: false,
  assignIpv6AddressOnCreation: false,
  defaultForAz: false,
  blockPublicAccess: 'off',
  ownerId: '111122223333',
  ...change,
});

export const anInternetGateway = (change: Partial<InternetGateway> = {}): InternetGateway => ({
  id: 'igw-1',
  tags: {},
  attachments: [{ vpcId: 'vpc-1', state: 'available' }],
  ...change,
});

export const aNatGateway = (change: Partial<NatGateway> = {}): NatGateway => ({
  id: 'nat-1',
  tags: {},
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  state: 'available',
  connectivityType: 'public',
  addresses: [{ publicIp: '52.0.0.99', privateIp: '10.0.1.99', interfaceId: 'eni-nat' }],
  ...change,
});

/** A managed prefix list of two office networks. */
export const aPrefixList = (change: Partial<PrefixList> = {}): PrefixList => ({
  id: 'pl-1',
  tags: {},
  name: 'offices',
  family: 'ipv4',
  ownerId: '111122223333',
  state: 'create-complete',
  maxEntries: 10,
  entries: known(['198.51.100.0/24', '203.0.113.0/24']),
  ...change,
});

/** A working peering of vpc-1 with vpc-2 in the same account and region. */
export const aPeering = (change: Partial<VpcPeeringConnection> = {}): VpcPeeringConnection => ({
  id: 'pcx-1',
  tags: {},
  status: 'active',
  requester: { vpcId: 'vpc-1', ownerId: '111122223333', region: 'eu-west-1', cidrs: ['10.0.0.0/16'], ipv6Cidrs: [] },
  accepter: { vpcId: 'vpc-2', ownerId: '111122223333', region: 'eu-west-1', cidrs: ['10.1.0.0/16'], ipv6Cidrs: [] },
  ...change,
});

/** A flow log of everything in vpc-1 that is delivered. */
export const aFlowLog = (change: Partial<FlowLog> = {}): FlowLog => ({
  id: 'fl-1',
  tags: {},
  resourceId: 'vpc-1',
  status: 'ACTIVE',
  deliverStatus: 'SUCCESS',
  trafficType: 'ALL',
  ...change,
});
