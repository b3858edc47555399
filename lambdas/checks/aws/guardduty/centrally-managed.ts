import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { awsCommand, ownersChoice } from '../command.ts';

export default defineCheck({
  id: 'aws-guardduty-centrally-managed',
  title: 'GuardDuty is managed for all accounts from one',
  severity: 'low',
  concern: 'detection',
  examines: 'aws.guardduty.Detector',
  why: 'Whoever takes over an account can turn off its own GuardDuty, unless another account holds the switch.',
  fix: 'Let the security account of the organization administer GuardDuty.',
  sources: ['https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html'],

  examine({ status, administrator, members }, { region }) {
    if (status !== 'ENABLED') return notApplicable('The detector is off.');
    if (seenOf(members).length > 0) return pass(say`It administers ${seenOf(members).length} accounts itself.`);
    return given({ administrator, members }, ({ administrator: { accountId, relationship } }) => {
      if (accountId !== undefined && relationship?.toLowerCase() === 'enabled')
        return pass(say`${accountId} administers it.`);
      const name = ownersChoice('SECURITY_ACCOUNT', 'set it to the id of the security account');
      const command = `${awsCommand(region, 'guardduty', 'enable-organization-admin-account')} --admin-account-id ${name}`;
      const message =
        accountId === undefined
          ? say`No account administers the detector.`
          : say`${accountId} is to administer the detector, but the relationship is ${relationship ?? say`not told`}.`;
      return fail(
        message,
        { administrator: accountId ?? null, relationship: relationship ?? null },
        { commands: [command] },
      );
    });
  },
});
