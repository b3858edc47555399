import type { AliBook } from './book.ts';
import { writeAttack } from './estate-attack.ts';
import { group, rule } from './estate-groups.ts';
import { writeMachines } from './estate-machines.ts';
import { WEB, ZONE } from './estate-names.ts';
import { writeVpc } from './estate-vpc.ts';

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
