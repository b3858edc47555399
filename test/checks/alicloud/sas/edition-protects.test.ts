import check from '#checks/alicloud/sas/edition-protects.ts';
import { testCheck } from '../../../support/check-tester.ts';

const center = (...versions: readonly number[]) => ({
  id: '5123456789012345',
  editions: versions.map((version) => ({ centre: 'cn-hangzhou', version, isTrial: false, isPostpaid: false })),
});

testCheck(check, {
  passes: {
    'enterprise in one centre': center(3, 1),
    'paid by use': { id: '1', editions: [{ centre: 'cn-hangzhou', version: 1, isTrial: false, isPostpaid: true }] },
  },
  fails: {
    free: [center(1, 1), 'Runs as the free edition.'],
    'anti-virus': [center(6, 1), 'Runs as the Anti-virus edition and free edition.'],
  },
});
