import { seenOf } from '#inventory/known.ts';
import { ruleText } from '#network/rule-text.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { revoke } from '../rules.ts';

export default defineCheck({
  id: 'aws-ec2-default-security-group-empty',
  title: 'Default security groups have no rules',
  severity: 'high',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Whatever is launched without a group joins this one, so its rules apply to things nobody thought about.',
  fix: 'Remove every rule of the default group and give each workload a group of its own.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2'],
  frameworks: ['FSBP EC2.2', 'CIS-A-5.0 5.5', 'CIS-A-6.0 6.5'],

  examine(group, { region }) {
    if (group.groupName !== 'default') return notApplicable();
    const rules = seenOf(group.rules);
    const [first] = rules;
    if (first) {
      const message =
        rules.length === 1
          ? say`Has one rule: ${ruleText(first)}.`
          : say`Has ${rules.length} rules, the first: ${ruleText(first)}.`;
      return fail(message, { rules }, { commands: revoke(region, group, rules) });
    }
    return group.rules.known ? pass() : undecided(group.rules.missing);
  },
});
