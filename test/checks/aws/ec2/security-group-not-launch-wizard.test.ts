import check from '#checks/aws/ec2/security-group-not-launch-wizard.ts';
import { aSecurityGroup } from '../../../support/a-security-group.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'a group with a name of its own': aSecurityGroup({ groupName: 'my-launch-wizard' }) },
  fails: {
    'a group that the console made': [
      aSecurityGroup({ groupName: 'launch-wizard-3' }),
      'GroupName is launch-wizard-3.',
    ],
  },
});
