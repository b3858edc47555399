import check from '#checks/aws/vpc/subnet-route-table-explicit.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRouteTable } from '../../../support/a-route-table.ts';
import { aSubnet } from '../../../support/a-vpc.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const main = aRouteTable({ id: 'rtb-main', main: true, subnetIds: [] });

testCheck(check, {
  passes: {
    'a table of its own': [aSubnet(), anAwsRegion()],
    'the main table, on purpose': [
      aSubnet(),
      anEmptyAwsRegion({ routeTables: known([{ ...main, subnetIds: ['subnet-1'] }]) }),
    ],
  },
  fails: {
    'no table of its own': [
      aSubnet(),
      'Falls back on the main route table, rtb-main.',
      anEmptyAwsRegion({
        routeTables: known([aRouteTable({ id: 'rtb-0', vpcId: 'vpc-2', main: true, subnetIds: [] }), main]),
      }),
    ],
  },
  unknown: {
    'tables could not be read': [
      aSubnet(),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anEmptyAwsRegion({ routeTables: unknown(denied('ec2:DescribeRouteTables'), [main]) }),
    ],
    'a subnet that another account shares': [aSubnet(), 'ec2:DescribeRouteTables: NotRead'],
  },
});
