import type { AliBook } from './book.ts';
import { VPC, ZONE } from './estate-names.ts';

/** The VPC of the shop: vSwitches, routes, network ACLs, NAT. */
export function writeVpc(book: AliBook): void {
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
      ...['10.80.1.0/24', '10.80.2.0/24', '10.80.9.0/24', '100.64.0.0/10'].map((DestinationCidrBlock) => ({
        DestinationCidrBlock,
        Type: 'System',
        Status: 'Available',
        ...hop('local', ''),
      })),
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
