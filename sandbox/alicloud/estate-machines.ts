import type { AliBook } from './book.ts';
import { VPC } from './estate-names.ts';

/** What one machine of the estate differs in. */
export interface MachineFields {
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

/** The machines of a region, each with one interface. */
export function writeMachines(book: AliBook, machines: readonly MachineFields[]): void {
  const RegionId = book.region;
  book.list('ecs:DescribeInstances', machines.map(machine), { RegionId });
  book.list('ecs:DescribeNetworkInterfaces', machines.map(card), { RegionId });
}
