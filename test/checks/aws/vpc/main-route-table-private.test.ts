import check from '#checks/aws/vpc/main-route-table-private.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const main = aRouteTable({ id: 'rtb-main', main: true, subnetIds: [] });

testCheck(check, {
  passes: {
    'local traffic only': { ...main, routes: known([aRoute('10.0.0.0/16', 'local')]) },
    'out over NAT': { ...main, routes: known([aRoute('0.0.0.0/0', 'nat-1')]) },
    'a dead route to a gateway leads nowhere': {
      ...main,
      routes: known([aRoute('0.0.0.0/0', 'igw-1', { state: 'blackhole' })]),
    },
  },
  fails: {
    'a default route to the gateway': [main, 'The main table leads 0.0.0.0/0 to igw-1; no subnet uses it now.'],
    'a narrow one, with a subnet': [
      { ...main, subnetIds: ['subnet-1'], routes: known([aRoute('::/0', 'igw-1')]) },
      'The main table leads ::/0 to igw-1; used by subnet-1.',
    ],
  },
  unknown: {
    'routes could not be read': [
      aRouteTable({ ...main, routes: unknown(denied('ec2:DescribeRouteTables')) }),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'any other table': aRouteTable() },
});
