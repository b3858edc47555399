import check from '#checks/aws/guardduty/centrally-managed.ts';
import { known, unknown } from '#inventory/known.ts';
import { aDetector } from '../../../support/a-detector.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    'another account administers it': aDetector({
      administrator: known({ accountId: '999988887777', relationship: 'Enabled' }),
    }),
    'it administers others': aDetector({ members: known([{ id: '999988887777', relationship: 'Enabled' }]) }),
  },
  fails: {
    'on its own': [aDetector(), 'No account administers the detector.'],
    'the administrator left': [
      aDetector({ administrator: known({ accountId: '999988887777', relationship: 'Resigned' }) }),
      '999988887777 is to administer the detector, but the relationship is Resigned.',
    ],
  },
  unknown: {
    'the administrator could not be read': [
      aDetector({ administrator: unknown(denied('guardduty:GetAdministratorAccount')) }),
      'guardduty:GetAdministratorAccount: UnauthorizedOperation',
    ],
    'its members could not be read': [
      aDetector({ members: unknown(denied('guardduty:ListMembers')) }),
      'guardduty:ListMembers: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'the detector is off': aDetector({ status: 'DISABLED' }) },
});
