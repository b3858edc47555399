import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-account-active',
  title: 'The account is active',
  severity: 'critical',
  concern: 'availability',
  examines: 'aws.Account',
  why: 'AWS stops what a suspended account runs, and after 90 days it is gone.',
  fix: 'Sign in as root, read what AWS wrote about bills or abuse, and open a case with AWS Support.',
  sources: ['https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html'],

  examine: ({ id }, { region }) =>
    given({ state: region.global.accountState }, ({ state }) => {
      if (state === 'ACTIVE') return pass();
      const look = awsCommand(region, 'organizations', 'describe-account', { 'account-id': id });
      return fail(say`The account's state is ${state}.`, { state }, { commands: [look] });
    }),
});
