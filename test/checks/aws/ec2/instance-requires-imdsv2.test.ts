import check from '#checks/aws/ec2/instance-requires-imdsv2.ts';
import { anInstance } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'tokens are required': anInstance(),
    'the metadata endpoint is off': anInstance({ metadata: { httpEndpoint: 'disabled', httpTokens: 'optional' } }),
    'a stopped instance counts as it will start': anInstance({ state: 'stopped' }),
  },
  fails: {
    'tokens are optional': [
      anInstance({ metadata: { httpEndpoint: 'enabled', httpTokens: 'optional' } }),
      'HttpTokens is optional, so IMDSv1 answers too.',
    ],
  },
  unknown: {
    'the answer does not say': [anInstance({ metadata: {} }), 'ec2:DescribeInstances: Malformed'],
  },
  notApplicable: {
    'a terminated instance': anInstance({ state: 'terminated', metadata: { httpTokens: 'optional' } }),
  },
});
