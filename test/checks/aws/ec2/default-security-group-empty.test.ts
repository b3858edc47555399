import check from '#checks/aws/ec2/default-security-group-empty.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, fromItself, to } from '../../../support/a-security-group.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const defaultGroup = (rules: ReturnType<typeof aSecurityGroup>['rules']) =>
  aSecurityGroup({ name: 'default', groupName: 'default', rules });

testCheck(check, {
  passes: { 'no rule at all': defaultGroup(known([])) },
  fails: {
    'one rule from itself': [
      defaultGroup(known([fromItself])),
      'Has one rule: all traffic from sg-1.',
      { severity: 'high' },
    ],
    'as AWS makes it': [
      defaultGroup(known([fromItself, to('0.0.0.0/0', 'all')])),
      'Has 2 rules, the first: all traffic from sg-1.',
    ],
    'one rule that was read beside one that cannot be understood': [
      defaultGroup(unknown(denied('ec2:DescribeSecurityGroups'), [fromItself])),
      'Has one rule: all traffic from sg-1.',
    ],
  },
  unknown: {
    'rules could not be read': [
      defaultGroup(unknown(denied('ec2:DescribeSecurityGroups'))),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
    ],
  },
  notApplicable: {
    'any other group': aSecurityGroup(),
    'a group whose Name tag says default': aSecurityGroup({ name: 'default', tags: { Name: 'default' } }),
  },
});
