import check from '#checks/aws/vpc/peering-route-returns.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { aPeering } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const there = aRouteTable({ routes: known([aRoute('10.1.0.0/16', 'pcx-1')]) });
const back = aRouteTable({ id: 'rtb-2', vpcId: 'vpc-2', routes: known([aRoute('10.0.3.0/24', 'pcx-1')]) });
const none = aRouteTable({ id: 'rtb-2', vpcId: 'vpc-2', routes: known([aRoute('10.1.0.0/16', 'local')]) });
const tables = (...all: readonly ReturnType<typeof aRouteTable>[]) => anEmptyAwsRegion({ routeTables: known(all) });
const abroad = aPeering({ accepter: { ...aPeering().accepter, ownerId: '999988887777' } });

testCheck(check, {
  passes: { 'routes on both sides': [aPeering(), tables(there, back)] },
  fails: {
    'no way back': [aPeering(), 'vpc-1 has a route to vpc-2, which has none back.', tables(there, none)],
    'no way there': [
      aPeering(),
      'vpc-2 has a route to vpc-1, which has none back.',
      tables(aRouteTable({ routes: known([]) }), back),
    ],
    'the way back is dead': [
      aPeering(),
      'vpc-1 has a route to vpc-2, which has none back.',
      tables(there, { ...back, routes: known([aRoute('10.0.3.0/24', 'pcx-1', { state: 'blackhole' })]) }),
    ],
  },
  unknown: {
    'the other side is another account': [abroad, 'ec2:DescribeRouteTables: NotRead', tables(there)],
    'tables could not be read': [
      aPeering(),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anEmptyAwsRegion({ routeTables: unknown(denied('ec2:DescribeRouteTables'), [there]) }),
    ],
  },
  notApplicable: {
    'not active': aPeering({ status: 'pending-acceptance' }),
    'nobody uses it': [aPeering(), tables(none)],
  },
});
