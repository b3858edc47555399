import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-not-launch-wizard',
  title: "No security group is the launch wizard's",
  severity: 'info',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'The console makes such a group in passing, mostly with SSH or RDP open, and nobody owns it afterwards.',
  fix: 'Move what uses it to a group that was made on purpose, then delete it.',
  sources: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-instance-wizard.html'],

  examine({ id, groupName }, { region }) {
    if (!groupName.startsWith('launch-wizard')) return pass();
    return fail(
      say`GroupName is ${groupName}.`,
      { groupName },
      {
        commands: [
          awsCommand(region, 'ec2', 'describe-network-interfaces', { filters: `Name=group-id,Values=${id}` }),
          awsCommand(region, 'ec2', 'delete-security-group', { 'group-id': id }),
        ],
      },
    );
  },
});
