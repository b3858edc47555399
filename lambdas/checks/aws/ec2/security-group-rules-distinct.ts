import { ruleText } from '#network/rule-text.ts';
import { type Said, say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { type CoveredRule, coveredRules } from '../covered-rules.ts';
import { revoke } from '../rules.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-rules-distinct',
  title: 'Every security group rule adds something',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Who removes the narrow rule believes the port is closed, while the wider one keeps it open.',
  fix: 'Remove the rule that another one covers, or narrow the other.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],

  examine(group, { region }) {
    const { covered, missing } = coveredRules(group, region);
    const [first, ...others] = covered;
    if (!first) return missing.length === 0 ? pass() : undecided(missing);
    return fail(
      coveredText(first, others.length),
      { covered },
      {
        commands: revoke(
          region,
          group,
          covered.map(({ rule }) => rule),
        ),
      },
    );
  },
});

function coveredText({ rule, by }: CoveredRule, others: number): Said {
  const [narrow, wide] = [ruleText(rule), ruleText(by)];
  if (others === 0) return say`The rule "${narrow}" is covered by "${wide}".`;
  return others === 1
    ? say`The rule "${narrow}" is covered by "${wide}", and 1 more is covered.`
    : say`The rule "${narrow}" is covered by "${wide}", and ${others} more are covered.`;
}
