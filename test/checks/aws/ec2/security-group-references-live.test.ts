import check from '#checks/aws/ec2/security-group-references-live.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from, fromItself, to } from '../../../support/a-security-group.ts';
import { aPeering } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const abroad = { kind: 'group', id: 'sg-9', accountId: '999988887777', vpcId: 'vpc-9', peeringId: 'pcx-1' } as const;
const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const groups = known([aSecurityGroup(), aSecurityGroup({ id: 'sg-2' })]);
const peered = { securityGroups: groups, vpcPeeringConnections: known([aPeering()]) };

testCheck(check, {
  passes: {
    'only networks': aSecurityGroup(),
    itself: group(fromItself),
    'a group that exists': [group(from('sg-2', 'tcp', 22)), anEmptyAwsRegion({ securityGroups: groups })],
    'a group of another account over a live peering': [group(from(abroad, 'tcp', 22)), anEmptyAwsRegion(peered)],
  },
  fails: {
    'a group that does not exist': [
      group(from('sg-3', 'tcp', 22), to('sg-3', 'all')),
      'sg-3 is gone, but the rule "tcp 22 from sg-3" names it, and 1 more like it.',
      anEmptyAwsRegion({ securityGroups: groups }),
    ],
    'a peering that was deleted': [
      group(from(abroad, 'tcp', 22)),
      'pcx-1 is gone, but the rule "tcp 22 from sg-9" names it.',
      anEmptyAwsRegion({ ...peered, vpcPeeringConnections: known([aPeering({ status: 'deleted' })]) }),
    ],
    'a peering whose end only the rule tells': [
      group(from({ ...abroad, peeringStatus: 'deleted' }, 'tcp', 22)),
      'pcx-1 is gone, but the rule "tcp 22 from sg-9" names it.',
      anEmptyAwsRegion({ vpcPeeringConnections: unknown(denied('ec2:DescribeVpcPeeringConnections')) }),
    ],
    'a group of another account that AWS calls stale': [
      group(from(abroad, 'tcp', 22)),
      'sg-9 is gone, but the rule "tcp 22 from sg-9" names it.',
      anEmptyAwsRegion({
        ...peered,
        staleSecurityGroups: known([
          { id: 'sg-1', tags: {}, rules: [{ direction: 'ingress', groupIds: ['sg-9'], peeringIds: [] }] },
        ]),
      }),
    ],
  },
  unknown: {
    'the other groups could not be read': [
      group(from('sg-2', 'tcp', 22)),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ securityGroups: unknown(denied('ec2:DescribeSecurityGroups'), [aSecurityGroup()]) }),
    ],
    'a group of another account, and no list of stale rules': [
      group(from(abroad, 'tcp', 22)),
      'ec2:DescribeStaleSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ ...peered, staleSecurityGroups: unknown(denied('ec2:DescribeStaleSecurityGroups')) }),
    ],
    'its own rules could not be read': [
      aSecurityGroup({ rules: unknown(denied('ec2:DescribeSecurityGroups')) }),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
  },
});
