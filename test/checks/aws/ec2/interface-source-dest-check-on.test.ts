import check from '#checks/aws/ec2/interface-source-dest-check-on.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const forwarder = anInterface({ sourceDestCheck: false });
const routing = (target: string) =>
  anEmptyAwsRegion({ routeTables: known([aRouteTable({ routes: known([aRoute('0.0.0.0/0', target)]) })]) });

testCheck(check, {
  passes: {
    on: anInterface(),
    'off, and a route leads to the interface': [forwarder, routing('eni-1')],
    'off, and a route leads to its instance': [forwarder, routing('i-1')],
  },
  fails: {
    'off, and no route leads to it': [
      forwarder,
      'SourceDestCheck is false, and no route has the interface as its next hop.',
      routing('igw-1'),
    ],
  },
  unknown: {
    'routes could not be read': [
      forwarder,
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anEmptyAwsRegion({ routeTables: unknown(denied('ec2:DescribeRouteTables')) }),
    ],
  },
  notApplicable: {
    'a NAT gateway forwards by nature': anInterface({
      sourceDestCheck: false,
      interfaceType: 'nat_gateway',
      requesterManaged: true,
    }),
  },
});
