import { say, sayAll, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { LOOKED_AT, usesOf } from '../security-group-uses.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-in-use',
  title: 'Every security group is used by something',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'An unused group is one click away from opening a host in a way that nobody reviewed.',
  fix: 'Delete the group, after a look at what this check cannot see: other accounts and infrastructure code.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-22'],
  frameworks: ['FSBP EC2.22'],

  examine(group, { region }) {
    if (group.groupName === 'default') return notApplicable('A default group cannot be deleted.');
    const { users, missing } = usesOf(group, region);
    const [first, ...others] = users;
    if (first)
      return pass(others.length === 0 ? say`${first} uses it.` : say`${first} and ${others.length} more use it.`, {
        users: users.map((user) => wordsOf(user)),
      });
    if (missing.length > 0) return undecided(missing);
    return fail(
      say`Nothing uses it; we looked at ${sayAll(LOOKED_AT)} in this account and region.`,
      { lookedAt: LOOKED_AT.map((place) => wordsOf(place)) },
      { commands: [awsCommand(region, 'ec2', 'delete-security-group', { 'group-id': group.id })] },
    );
  },
});
