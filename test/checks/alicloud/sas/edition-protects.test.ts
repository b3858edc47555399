import check from '#checks/alicloud/sas/edition-protects.ts';
import type { SasEdition } from '#inventory/alicloud/edge.ts';
import { known, unknown } from '#inventory/known.ts';
import { deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const seen = (version: number) => [{ centre: 'cn-hangzhou', version, isTrial: false, isPostpaid: false }];
const denied = deniedByRam('yundun-sas:DescribeVersionConfig');
const center = (...versions: readonly number[]) => ({
  id: '5123456789012345',
  editions: known(versions.map((version) => ({ centre: 'cn-hangzhou', version, isTrial: false, isPostpaid: false }))),
});

testCheck(check, {
  passes: {
    'enterprise in one centre': center(3, 1),
    'paid by use': {
      id: '1',
      editions: known([{ centre: 'cn-hangzhou', version: 1, isTrial: false, isPostpaid: true }]),
    },
    'enterprise in one centre, whatever the other would say': { id: '1', editions: unknown(denied, seen(3)) },
  },
  fails: {
    free: [center(1, 1), 'Runs as the free edition.'],
    'anti-virus': [center(6, 1), 'Runs as the Anti-virus edition and free edition.'],
  },
  unknown: {
    'only the free edition was read': [
      { id: '1', editions: unknown(denied, seen(1)) },
      'yundun-sas:DescribeVersionConfig: Forbidden.RAM',
    ],
    'neither centre was read': [
      { id: '1', editions: unknown<readonly SasEdition[]>(denied) },
      'yundun-sas:DescribeVersionConfig: Forbidden.RAM',
    ],
  },
  notApplicable: { 'no centre sells it': center() },
});
