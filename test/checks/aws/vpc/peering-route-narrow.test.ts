import check from '#checks/aws/vpc/peering-route-narrow.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { aPeering, aPrefixList } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const table = (...routes: readonly ReturnType<typeof aRoute>[]) => aRouteTable({ routes: known(routes) });
const peered = anEmptyAwsRegion({ vpcPeeringConnections: known([aPeering()]) });
const said = (destinations: string) =>
  `The route to ${destinations} over pcx-1 covers the whole of vpc-2, 10.1.0.0/16.`;

testCheck(check, {
  passes: {
    'one subnet of the peer': [table(aRoute('10.1.3.0/24', 'pcx-1')), peered],
    'all but a part of the peer': [table(aRoute('10.1.0.0/17', 'pcx-1')), peered],
  },
  fails: {
    'the whole peer': [table(aRoute('10.1.0.0/16', 'pcx-1')), said('10.1.0.0/16'), peered],
    'more than the peer': [table(aRoute('10.0.0.0/8', 'pcx-1')), said('10.0.0.0/8'), peered],
    'the whole peer in two halves': [
      table(aRoute('10.1.0.0/17', 'pcx-1'), aRoute('10.1.128.0/17', 'pcx-1')),
      said('10.1.0.0/17, 10.1.128.0/17'),
      peered,
    ],
    "the accepter's way back covers the whole requester": [
      aRouteTable({ vpcId: 'vpc-2', routes: known([aRoute('10.0.0.0/16', 'pcx-1')]) }),
      'The route to 10.0.0.0/16 over pcx-1 covers the whole of vpc-1, 10.0.0.0/16.',
      peered,
    ],
    'a prefix list that holds the peer': [
      table(aRoute('pl-1', 'pcx-1')),
      said('pl-1'),
      anEmptyAwsRegion({
        vpcPeeringConnections: known([aPeering()]),
        prefixLists: known([aPrefixList({ entries: known(['10.1.0.0/16']) })]),
      }),
    ],
  },
  unknown: {
    'peerings could not be read': [
      table(aRoute('10.1.0.0/16', 'pcx-1')),
      'ec2:DescribeVpcPeeringConnections: UnauthorizedOperation',
      anEmptyAwsRegion({ vpcPeeringConnections: unknown(denied('ec2:DescribeVpcPeeringConnections')) }),
    ],
    'the ranges of the peer are not told': [
      table(aRoute('10.1.0.0/16', 'pcx-1')),
      'ec2:DescribeVpcPeeringConnections: NotRead',
      anEmptyAwsRegion({
        vpcPeeringConnections: known([aPeering({ accepter: { vpcId: 'vpc-2', cidrs: [], ipv6Cidrs: [] } })]),
      }),
    ],
    'routes could not be read': [
      aRouteTable({ routes: unknown(denied('ec2:DescribeRouteTables')) }),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'no route over a peering': aRouteTable() },
});
