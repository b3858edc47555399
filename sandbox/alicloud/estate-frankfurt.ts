import type { AliBook } from './book.ts';
import { group, rule } from './estate-groups.ts';
import { writeMachines } from './estate-machines.ts';

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
