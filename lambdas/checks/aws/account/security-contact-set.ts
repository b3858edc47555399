import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { awsCommand, ownersChoice } from '../command.ts';

export default defineCheck({
  id: 'aws-account-security-contact-set',
  title: 'AWS knows whom to write to about security',
  severity: 'medium',
  concern: 'detection',
  examines: 'aws.Account',
  why: 'This is where AWS mails abuse notices and bans. Without it they go to whoever opened the account years ago.',
  fix: 'Set an alternate security contact that is a team and not a person.',
  sources: ['https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html'],

  frameworks: ['CIS-A-5.0 1.2', 'CIS-A-6.0 2.2'],

  examine: (_, { region }) =>
    given({ contact: region.global.securityContact }, ({ contact }) => {
      if (contact.exists) return pass();
      const set = awsCommand(region, 'account', 'put-alternate-contact', {
        'alternate-contact-type': 'SECURITY',
        name: 'Security team',
        title: 'Security',
      });
      const mail = ownersChoice('SECURITY_MAIL', 'set it to the mail address of the team');
      const phone = ownersChoice('SECURITY_PHONE', 'set it to the telephone number of the team');
      return fail(
        'No alternate security contact is set.',
        { exists: false },
        { commands: [`${set} --email-address ${mail} --phone-number ${phone}`] },
      );
    }),
});
