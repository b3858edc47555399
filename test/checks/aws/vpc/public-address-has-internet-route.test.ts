import check from '#checks/aws/vpc/public-address-has-internet-route.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { anInternetGateway } from '../../../support/a-vpc.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const routed = (...routes: readonly ReturnType<typeof aRoute>[]) =>
  anAwsRegion({ routeTables: known([aRouteTable({ routes: known(routes) })]) });

testCheck(check, {
  passes: {
    'a default route to the attached gateway': [anInterface(), anAwsRegion()],
    'two halves are a default route': [
      anInterface(),
      routed(aRoute('0.0.0.0/1', 'igw-1'), aRoute('128.0.0.0/1', 'igw-1')),
    ],
    'the main table has it': [
      anInterface(),
      anAwsRegion({ routeTables: known([aRouteTable({ main: true, subnetIds: [] })]) }),
    ],
  },
  fails: {
    'no default route': [
      anInterface(),
      '52.0.0.10 has no way out: in rtb-1, no route leads back to the client.',
      routed(aRoute('10.0.0.0/16', 'local')),
    ],
    'a default route to NAT': [
      anInterface(),
      '52.0.0.10 has no way out: in rtb-1, the reply takes 0.0.0.0/0 → nat-1, which does not lead to the Internet gateway.',
      routed(aRoute('0.0.0.0/0', 'nat-1')),
    ],
    'a dead default route': [
      anInterface(),
      '52.0.0.10 has no way out: in rtb-1, the reply takes 0.0.0.0/0 → igw-1 (blackhole), which is dead.',
      routed(aRoute('0.0.0.0/0', 'igw-1', { state: 'blackhole' })),
    ],
    'no gateway is attached': [
      anInterface(),
      '52.0.0.10 has no way out: no Internet gateway is attached to vpc-1.',
      anAwsRegion({ internetGateways: known([anInternetGateway({ attachments: [] })]) }),
    ],
    "another VPC's main table has it": [
      anInterface(),
      '52.0.0.10 has no way out: in rtb-1, no route leads back to the client.',
      anAwsRegion({
        routeTables: known([
          aRouteTable({ main: true, subnetIds: [], routes: known([]) }),
          aRouteTable({ id: 'rtb-2', vpcId: 'vpc-2', main: true, subnetIds: [] }),
        ]),
      }),
    ],
  },
  unknown: {
    'tables could not be read': [
      anInterface(),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anAwsRegion({ routeTables: unknown(denied('ec2:DescribeRouteTables')) }),
    ],
    'gateways could not be read': [
      anInterface(),
      'ec2:DescribeInternetGateways: UnauthorizedOperation',
      anAwsRegion({ internetGateways: unknown(denied('ec2:DescribeInternetGateways')) }),
    ],
  },
  notApplicable: {
    'no public address': anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] }),
    'attached to nothing': anInterface({ status: 'available' }),
  },
});
