import check from '#checks/aws/guardduty/findings-published-promptly.ts';
import { known, unknown } from '#inventory/known.ts';
import { aDetector } from '../../../support/a-detector.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: { '15 minutes': aDetector() },
  fails: {
    'the default': [aDetector({ publishingFrequency: 'SIX_HOURS' }), 'FindingPublishingFrequency is SIX_HOURS.'],
  },
  unknown: {
    'the answer does not tell': [aDetector({ publishingFrequency: undefined }), 'guardduty:GetDetector: Malformed'],
    'who administers it could not be read': [
      aDetector({
        publishingFrequency: 'ONE_HOUR',
        administrator: unknown(denied('guardduty:GetAdministratorAccount')),
      }),
      'guardduty:GetAdministratorAccount: UnauthorizedOperation',
    ],
  },
  notApplicable: {
    'the detector is off': aDetector({ status: 'DISABLED' }),
    'its administrator decides': aDetector({
      publishingFrequency: 'SIX_HOURS',
      administrator: known({ accountId: '999988887777', relationship: 'Enabled' }),
    }),
  },
});
