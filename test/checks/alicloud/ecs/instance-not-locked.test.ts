import check from '#checks/alicloud/ecs/instance-not-locked.ts';
import { anAliInstance } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'no lock': anAliInstance() },
  fails: {
    'locked for security': [
      anAliInstance({ locks: [{ reason: 'security', message: 'The instance sends attack traffic.' }] }),
      'Is locked by the platform: security (The instance sends attack traffic.).',
    ],
    'locked twice': [
      anAliInstance({ locks: [{ reason: 'financial' }, { reason: 'Recycling' }] }),
      'Is locked by the platform: financial, Recycling.',
    ],
  },
});
