import check from '#checks/aws/account/active.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAwsGlobal, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const account = { id: '111122223333' };
const global = (change: Parameters<typeof anAwsGlobal>[0]) =>
  anEmptyAwsRegion({ region: 'global', global: anAwsGlobal(change) });

testCheck(check, {
  passes: { active: [account, global({})] },
  fails: {
    suspended: [account, "The account's state is SUSPENDED.", global({ accountState: known('SUSPENDED') })],
    'about to be closed': [
      account,
      "The account's state is PENDING_CLOSURE.",
      global({ accountState: known('PENDING_CLOSURE') }),
    ],
  },
  unknown: {
    'the state could not be read': [
      account,
      'account:GetAccountInformation: UnauthorizedOperation',
      global({ accountState: unknown(denied('account:GetAccountInformation')) }),
    ],
  },
});
