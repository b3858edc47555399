import check from '#checks/alicloud/vpc/address-not-locked.ts';
import { anAliEip } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const address = { ...anAliEip(), allocationId: 'eip-1', id: '47.1.2.3' };

testCheck(check, {
  passes: { 'no lock': address },
  fails: {
    'locked for security': [
      { ...address, locks: [{ reason: 'security' }] },
      '47.1.2.3 is locked by the platform: security.',
    ],
    'not paid': [
      { ...address, businessStatus: 'FinancialLocked' },
      '47.1.2.3 is locked by the platform: FinancialLocked.',
    ],
  },
});
