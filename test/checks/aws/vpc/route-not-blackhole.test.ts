import check from '#checks/aws/vpc/route-not-blackhole.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { aSubnet } from '../../../support/a-vpc.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const dead = aRoute('10.9.0.0/16', 'pcx-9', { state: 'blackhole' });

testCheck(check, {
  passes: {
    'every route is active': aRouteTable(),
    'a state that is none of ours to judge': aRouteTable({
      routes: known([aRoute('10.9.0.0/16', 'tgw-1', { state: 'filtered' })]),
    }),
  },
  fails: {
    'a route to a deleted peering': [
      aRouteTable({ routes: known([dead]) }),
      'The route to 10.9.0.0/16 leads to pcx-9, which is gone; subnet-1 loses it.',
    ],
    'one result for each dead route': [
      aRouteTable({
        subnetIds: [],
        routes: known([
          aRoute('::/0', 'eigw-9', { state: 'blackhole' }),
          aRoute('pl-1', 'vpce-9', { state: 'blackhole' }),
          aRoute('10.8.0.0/16', 'vgw-9', { state: 'blackhole', origin: 'EnableVgwRoutePropagation' }),
        ]),
      }),
      [
        'The route to ::/0 leads to eigw-9, which is gone; no subnet uses the table now.',
        'The route to pl-1 leads to vpce-9, which is gone; no subnet uses the table now.',
        'The route to 10.8.0.0/16 leads to vgw-9, which is gone; no subnet uses the table now.',
      ],
    ],
    'the main table loses it for every subnet of its VPC without a table of its own': [
      aRouteTable({ id: 'rtb-main', main: true, subnetIds: [], routes: known([dead]) }),
      'The route to 10.9.0.0/16 leads to pcx-9, which is gone; subnet-2, subnet-3 lose it.',
      anAwsRegion({
        subnets: known([
          aSubnet(),
          aSubnet({ id: 'subnet-2' }),
          aSubnet({ id: 'subnet-3' }),
          aSubnet({ id: 'subnet-4', vpcId: 'vpc-2' }),
        ]),
      }),
    ],
  },
  unknown: {
    'a route cannot be understood': [
      aRouteTable({ routes: unknown(denied('ec2:DescribeRouteTables')) }),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
    ],
  },
});
