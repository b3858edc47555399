import check from '#checks/aws/account/security-contact-set.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAwsGlobal, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const account = { id: '111122223333' };
const global = (change: Parameters<typeof anAwsGlobal>[0]) =>
  anEmptyAwsRegion({ region: 'global', global: anAwsGlobal(change) });

testCheck(check, {
  passes: { 'a contact': [account, global({})] },
  fails: {
    none: [account, 'No alternate security contact is set.', global({ securityContact: known({ exists: false }) })],
  },
  unknown: {
    'the contact could not be read': [
      account,
      'account:GetAlternateContact: UnauthorizedOperation',
      global({ securityContact: unknown(denied('account:GetAlternateContact')) }),
    ],
  },
});
