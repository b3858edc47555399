import check from '#checks/aws/vpc/route-table-in-use.ts';
import { aRouteTable } from '../../../support/a-route-table.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'a subnet has it': aRouteTable(),
    'a gateway has it': aRouteTable({ subnetIds: [], gatewayIds: ['igw-1'] }),
  },
  fails: {
    'nothing has it': [aRouteTable({ subnetIds: [] }), 'No subnet and no gateway is associated with it.'],
  },
  notApplicable: { 'a main table': aRouteTable({ main: true, subnetIds: [] }) },
});
