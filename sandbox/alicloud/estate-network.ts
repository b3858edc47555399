import type { AliBook } from './book.ts';

/**
 * Shapes and spelling follow the answers in the vendor's reference and its SDK models.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute
 */

interface RuleFields {
  readonly direction?: 'ingress' | 'egress';
  readonly protocol?: string;
  readonly ports?: string;
  readonly source?: string;
  readonly policy?: 'Accept' | 'Drop';
  readonly priority?: number;
  readonly list?: string;
  readonly text?: string;
}

const rule = ({
  direction = 'ingress',
  protocol = 'TCP',
  ports = '-1/-1',
  source = '0.0.0.0/0',
  ...more
}: RuleFields) => {
  const isIpv6 = source.includes(':');
  const side = direction === 'ingress' ? 'Source' : 'Dest';
  return {
    Direction: direction,
    IpProtocol: protocol,
    PortRange: ports,
    SourcePortRange: '-1/-1',
    Policy: more.policy ?? 'Accept',
    Priority: String(more.priority ?? 1),
    NicType: 'intranet',
    SourceCidrIp: '',
    Ipv6SourceCidrIp: '',
    DestCidrIp: '',
    Ipv6DestCidrIp: '',
    SourceGroupId: '',
    DestGroupId: '',
    SourcePrefixListId: '',
    DestPrefixListId: '',
    [more.list === undefined ? (isIpv6 ? `Ipv6${side}CidrIp` : `${side}CidrIp`) : `${side}PrefixListId`]:
      more.list ?? source,
    Description: more.text ?? '',
    CreateTime: '2025-03-02T08:11:00Z',
  };
};

function group(
  book: AliBook,
  id: string,
  name: string,
  rules: readonly ReturnType<typeof rule>[],
  more: { readonly type?: string; readonly inner?: 'Accept' | 'Drop'; readonly vpc?: string } = {},
) {
  book.list(
    'ecs:DescribeSecurityGroupAttribute',
    rules.map((each, index) => ({ SecurityGroupRuleId: `sgr-${id.slice(3)}${index + 1}`, ...each })),
    { RegionId: book.region, SecurityGroupId: id },
    {
      SecurityGroupId: id,
      SecurityGroupName: name,
      VpcId: more.vpc ?? VPC,
      InnerAccessPolicy: more.inner ?? 'Drop',
      RegionId: book.region,
    },
  );
  return {
    SecurityGroupId: id,
    SecurityGroupName: name,
    SecurityGroupType: more.type ?? 'normal',
    VpcId: more.vpc ?? VPC,
    Description: '',
    CreationTime: '2024-11-05T03:20:00Z',
    ServiceManaged: false,
    Tags: { Tag: [{ TagKey: 'team', TagValue: 'shop' }] },
  };
}

const VPC = 'vpc-bp1shopprod0001';
const ZONE = { h: 'vsw-bp1shopweb0h', i: 'vsw-bp1shopweb0i', db: 'vsw-bp1shopdb0h' } as const;
export const WEB = ['i-bp1web000001', 'i-bp1web000002'] as const;

interface MachineFields {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
  readonly vSwitch: string;
  readonly zone: string;
  readonly groups: readonly string[];
  readonly publicIp?: string;
  readonly eip?: { readonly AllocationId: string; readonly IpAddress: string };
  readonly status?: string;
  readonly tokens?: 'optional' | 'required';
  readonly lock?: { readonly LockReason: string; readonly LockMsg: string };
  readonly vpc?: string;
}

const machine = (each: MachineFields) => ({
  InstanceId: each.id,
  InstanceName: each.name,
  Status: each.status ?? 'Running',
  InstanceNetworkType: 'vpc',
  ZoneId: each.zone,
  VpcAttributes: {
    VpcId: each.vpc ?? VPC,
    VSwitchId: each.vSwitch,
    PrivateIpAddress: { IpAddress: [each.ip] },
    NatIpAddress: '',
  },
  PublicIpAddress: { IpAddress: each.publicIp === undefined ? [] : [each.publicIp] },
  EipAddress: each.eip ?? { AllocationId: '', IpAddress: '', InternetChargeType: '' },
  SecurityGroupIds: { SecurityGroupId: each.groups },
  OperationLocks: { LockReason: each.lock ? [each.lock] : [] },
  NetworkInterfaces: {
    NetworkInterface: [{ NetworkInterfaceId: `eni-${each.id.slice(2)}`, Type: 'Primary', PrimaryIpAddress: each.ip }],
  },
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: each.tokens ?? 'required', HttpPutResponseHopLimit: 1 },
  Tags: { Tag: [{ TagKey: 'team', TagValue: 'shop' }] },
});

const card = (each: MachineFields) => ({
  NetworkInterfaceId: `eni-${each.id.slice(2)}`,
  NetworkInterfaceName: '',
  Type: 'Primary',
  Status: 'InUse',
  InstanceId: each.id,
  VpcId: each.vpc ?? VPC,
  VSwitchId: each.vSwitch,
  ZoneId: each.zone,
  ServiceManaged: false,
  PrivateIpAddress: each.ip,
  PrivateIpSets: {
    PrivateIpSet: [
      {
        PrivateIpAddress: each.ip,
        Primary: true,
        ...(each.eip
          ? { AssociatedPublicIp: { AllocationId: each.eip.AllocationId, PublicIpAddress: each.eip.IpAddress } }
          : {}),
      },
    ],
  },
  SecurityGroupIds: { SecurityGroupId: each.groups },
  Ipv6Sets: { Ipv6Set: [] },
});

function writeMachines(book: AliBook, machines: readonly MachineFields[]): void {
  const RegionId = book.region;
  book.list('ecs:DescribeInstances', machines.map(machine), { RegionId });
  book.list('ecs:DescribeNetworkInterfaces', machines.map(card), { RegionId });
}

/** The shop's own network: its machines, groups, routes and addresses. */
export function writeHangzhou(book: AliBook): void {
  const RegionId = book.region;
  const zoneH = 'cn-hangzhou-h';
  writeMachines(book, [
    { id: WEB[0], name: 'shop-web-1', ip: '10.80.1.11', vSwitch: ZONE.h, zone: zoneH, groups: ['sg-bp1shopweb'] },
    {
      id: WEB[1],
      name: 'shop-web-2',
      ip: '10.80.2.12',
      vSwitch: ZONE.i,
      zone: 'cn-hangzhou-i',
      groups: ['sg-bp1shopweb'],
    },
    {
      id: 'i-bp1db0000001',
      name: 'shop-db',
      ip: '10.80.9.5',
      vSwitch: ZONE.db,
      zone: zoneH,
      groups: ['sg-bp1shopdb'],
      tokens: 'optional',
    },
    {
      id: 'i-bp1jump00001',
      name: 'jump <b>host</b>',
      ip: '10.80.1.90',
      vSwitch: ZONE.h,
      zone: zoneH,
      groups: ['sg-bp1jump'],
      eip: { AllocationId: 'eip-bp1jump', IpAddress: '47.96.10.20' },
    },
    {
      id: 'i-bp1legacy001',
      name: 'reports-old',
      ip: '10.80.1.77',
      vSwitch: ZONE.h,
      zone: zoneH,
      groups: ['sg-bp1legacy'],
      publicIp: '120.27.30.40',
      tokens: 'optional',
    },
  ]);
  book.list(
    'ecs:DescribeSecurityGroups',
    [
      group(book, 'sg-bp1shopweb', 'shop-web', [
        rule({ ports: '80/80', source: '10.80.0.0/16' }),
        rule({ ports: '443/443', source: '10.80.0.0/16' }),
      ]),
      group(book, 'sg-bp1shopdb', 'shop-db', [rule({ ports: '3306/3306', source: '10.80.0.0/16' })]),
      // Drop wins over Accept of the same priority, and before everything that comes later.
      group(book, 'sg-bp1jump', 'jump', [
        rule({ ports: '22/22', list: 'pl-bp1office', text: 'office and partner' }),
        rule({ ports: '22/22', policy: 'Drop', priority: 90 }),
        rule({ protocol: 'ALL', priority: 100, text: 'temporary' }),
      ]),
      group(
        book,
        'sg-bp1legacy',
        'reports-old',
        [rule({ protocol: 'ALL' }), rule({ protocol: 'ALL', source: '::/0' })],
        { inner: 'Accept' },
      ),
      group(book, 'sg-bp1unused', 'test 2024', [rule({ ports: '3389/3389' })]),
    ],
    { RegionId },
  );
  book.answer(
    'ecs:DescribePrefixListAttributes',
    { RegionId, PrefixListId: 'pl-bp1office' },
    {
      PrefixListId: 'pl-bp1office',
      PrefixListName: 'office',
      AddressFamily: 'IPv4',
      MaxEntries: 10,
      Entries: { Entry: [{ Cidr: '203.0.113.0/24', Description: 'office' }] },
    },
  );
  writeVpc(book);
  book.list(
    'vpc:DescribeEipAddresses',
    [
      eip('eip-bp1jump', '47.96.10.20', { InstanceId: 'i-bp1jump00001', InstanceType: 'EcsInstance' }),
      eip('eip-bp1nat', '47.96.10.30', { InstanceId: 'ngw-bp1shop', InstanceType: 'Nat' }),
      eip('eip-bp1spare', '47.96.10.99', { Status: 'Available', InstanceId: '', InstanceType: '' }),
    ],
    { RegionId },
  );
  writeAttack(book);
}

const eip = (AllocationId: string, IpAddress: string, more: Readonly<Record<string, unknown>>) => ({
  AllocationId,
  IpAddress,
  Name: '',
  Status: 'InUse',
  BusinessStatus: 'Normal',
  OperationLocks: { LockReason: [] },
  SecurityProtectionTypes: { SecurityProtectionType: [] },
  Bandwidth: '50',
  ...more,
});

function writeVpc(book: AliBook): void {
  const RegionId = book.region;
  book.list(
    'vpc:DescribeVpcs',
    [
      {
        VpcId: VPC,
        VpcName: 'shop',
        CidrBlock: '10.80.0.0/16',
        IsDefault: false,
        Status: 'Available',
        SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
      },
    ],
    { RegionId },
  );
  const vSwitch = (VSwitchId: string, CidrBlock: string, ZoneId: string, NetworkAclId = '') => ({
    VSwitchId,
    VpcId: VPC,
    CidrBlock,
    ZoneId,
    NetworkAclId,
    Status: 'Available',
    RouteTable: { RouteTableId: 'vtb-bp1system', RouteTableType: 'System' },
  });
  book.list(
    'vpc:DescribeVSwitches',
    [
      vSwitch(ZONE.h, '10.80.1.0/24', 'cn-hangzhou-h'),
      vSwitch(ZONE.i, '10.80.2.0/24', 'cn-hangzhou-i'),
      vSwitch(ZONE.db, '10.80.9.0/24', 'cn-hangzhou-h', 'nacl-bp1db'),
    ],
    { RegionId },
  );
  book.list(
    'vpc:DescribeRouteTableList',
    [
      {
        RouteTableId: 'vtb-bp1system',
        RouteTableName: '',
        RouteTableType: 'System',
        RouterType: 'VRouter',
        RouterId: 'vrt-bp1shop',
        VpcId: VPC,
        VSwitchIds: { VSwitchId: Object.values(ZONE) },
        Status: 'Available',
      },
    ],
    { RegionId },
  );
  const hop = (NextHopType: string, NextHopId: string) => ({
    NextHops: { NextHop: [{ NextHopType, NextHopId, Enabled: 1, Weight: 0 }] },
  });
  book.list(
    'vpc:DescribeRouteEntryList',
    [
      {
        DestinationCidrBlock: '0.0.0.0/0',
        Type: 'Custom',
        Status: 'Available',
        RouteEntryName: 'out',
        ...hop('NatGateway', 'ngw-bp1shop'),
      },
      // The VPN appliance was deleted, the route was not.
      {
        DestinationCidrBlock: '192.168.50.0/24',
        Type: 'Custom',
        Status: 'Available',
        RouteEntryName: 'branch',
        ...hop('Instance', 'i-bp1vpngone01'),
      },
      { DestinationCidrBlock: '10.80.1.0/24', Type: 'System', Status: 'Available', ...hop('local', '') },
    ],
    { RegionId, RouteTableId: 'vtb-bp1system' },
  );
  const entry = (direction: 'Ingress' | 'Egress', Policy: string, Protocol: string, Port: string, cidr: string) => ({
    NetworkAclEntryId: `nae-${direction.toLowerCase()}-${Policy}-${Protocol}-${Port.replace('/', '-')}`,
    NetworkAclEntryName: '',
    EntryType: 'custom',
    IpVersion: 'IPV4',
    Policy,
    Protocol,
    Port,
    [direction === 'Ingress' ? 'SourceCidrIp' : 'DestinationCidrIp']: cidr,
  });
  book.list(
    'vpc:DescribeNetworkAcls',
    [
      {
        NetworkAclId: 'nacl-bp1db',
        NetworkAclName: 'database',
        VpcId: VPC,
        Status: 'Available',
        IngressAclEntries: {
          IngressAclEntry: [
            entry('Ingress', 'accept', 'tcp', '3306/3306', '10.80.0.0/16'),
            entry('Ingress', 'drop', 'all', '-1/-1', '0.0.0.0/0'),
            entry('Ingress', 'accept', 'tcp', '22/22', '10.80.0.0/16'),
          ],
        },
        EgressAclEntries: { EgressAclEntry: [entry('Egress', 'accept', 'tcp', '443/443', '0.0.0.0/0')] },
        Resources: { Resource: [{ ResourceId: ZONE.db, ResourceType: 'VSwitch', Status: 'BINDED' }] },
      },
    ],
    { RegionId },
    { TotalCount: '1', PageNumber: '1', PageSize: '50' },
  );
  book.list(
    'vpc:DescribeNatGateways',
    [
      {
        NatGatewayId: 'ngw-bp1shop',
        Name: 'out',
        NetworkType: 'internet',
        VpcId: VPC,
        Status: 'Available',
        IpLists: {
          IpList: [{ IpAddress: '47.96.10.30', AllocationId: 'eip-bp1nat', UsingStatus: 'UsedByForwardTable' }],
        },
        ForwardTableIds: { ForwardTableId: ['ftb-bp1shop'] },
        SnatTableIds: { SnatTableId: ['stb-bp1shop'] },
      },
    ],
    { RegionId },
  );
  book.list(
    'vpc:DescribeForwardTableEntries',
    [
      {
        ForwardEntryId: 'fwd-bp1mysql',
        ForwardEntryName: 'dba',
        ForwardTableId: 'ftb-bp1shop',
        ExternalIp: '47.96.10.30',
        ExternalPort: '13306',
        IpProtocol: 'tcp',
        InternalIp: '10.80.9.5',
        InternalPort: '3306',
        Status: 'Available',
      },
    ],
    { RegionId, ForwardTableId: 'ftb-bp1shop' },
  );
}

/** The old report server was attacked tonight and is in a blackhole. */
function writeAttack(book: AliBook): void {
  const DdosRegionId = book.region;
  book.list(
    'yundun-ddos:DescribeInstanceIpAddress',
    [
      {
        InstanceId: 'i-bp1legacy001',
        InstanceName: 'reports-old',
        InstanceType: 'ecs',
        InstanceStatus: 'abnormal',
        IpAddressConfig: [
          {
            InstanceIp: '120.27.30.40',
            IpStatus: 'blackholed',
            BlackholeThreshold: 500,
            DefenseBpsThreshold: 300,
            DefensePpsThreshold: 70000,
            ElasticThreshold: 500,
            IpVersion: 'v4',
            IsBgppack: false,
            IsFullProtection: 0,
            RegionId: 'cn-hangzhou',
          },
        ],
      },
    ],
    { DdosRegionId, InstanceType: 'ecs', DdosStatus: 'blackhole' },
  );
  book.list(
    'yundun-ddos:DescribeDdosEventList',
    [
      {
        DdosType: 'blackhole',
        DdosStatus: 'blackholed',
        StartTime: book.hoursAgo(1),
        EndTime: 0,
        DelayTime: 0,
        UnBlackholeTime: book.hoursAgo(-1.5),
      },
      {
        DdosType: 'defense',
        DdosStatus: 'normal',
        StartTime: book.hoursAgo(30),
        EndTime: book.hoursAgo(29.5),
        DelayTime: 0,
        UnBlackholeTime: 0,
      },
    ],
    { DdosRegionId, InstanceType: 'ecs', InstanceId: 'i-bp1legacy001', InternetIp: '120.27.30.40' },
  );
}

/** One machine that the platform has locked, and a product that is not sold there. */
export function writeFrankfurt(book: AliBook): void {
  const RegionId = book.region;
  const vpc = 'vpc-gw8mail0001';
  writeMachines(book, [
    {
      id: 'i-gw8mail00001',
      name: 'mail-relay',
      ip: '10.90.1.4',
      vSwitch: 'vsw-gw8mail',
      zone: 'eu-central-1a',
      groups: ['sg-gw8mail'],
      publicIp: '8.209.70.80',
      vpc,
      lock: { LockReason: 'security', LockMsg: 'The instance sends attack traffic.' },
    },
  ]);
  book.list(
    'ecs:DescribeSecurityGroups',
    [group(book, 'sg-gw8mail', 'mail', [rule({ ports: '25/25' }), rule({ ports: '443/443' })], { vpc })],
    { RegionId },
  );
  book.list(
    'vpc:DescribeVpcs',
    [{ VpcId: vpc, VpcName: 'mail', CidrBlock: '10.90.0.0/16', IsDefault: false, Status: 'Available' }],
    { RegionId },
  );
  book.list(
    'vpc:DescribeVSwitches',
    [
      {
        VSwitchId: 'vsw-gw8mail',
        VpcId: vpc,
        CidrBlock: '10.90.1.0/24',
        ZoneId: 'eu-central-1a',
        NetworkAclId: '',
        Status: 'Available',
      },
    ],
    { RegionId },
  );
  book.refuse(
    'nlb:ListLoadBalancers',
    { RegionId },
    'InvalidRegionId.NotFound',
    'The RegionId provided does not exist in our records.',
  );
  book.refuse(
    'vpc:DescribeFlowLogs',
    { RegionId },
    'Forbidden.RAM',
    'User not authorized to operate on the specified resource, or this API doesn’t support RAM.',
  );
}
