import check from '#checks/alicloud/ecs/instance-requires-hardened-metadata.ts';
import { anAliInstance } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'a token is required': anAliInstance(),
    'metadata is off': anAliInstance({ metadata: { httpEndpoint: 'disabled', httpTokens: 'optional' } }),
  },
  fails: {
    'a token is optional': [
      anAliInstance({ metadata: { httpEndpoint: 'enabled', httpTokens: 'optional' } }),
      'HttpTokens is optional: metadata is given without a token.',
    ],
  },
  unknown: { 'the answer has no options': [anAliInstance({ metadata: {} }), 'ecs:DescribeInstances: Malformed'] },
});
