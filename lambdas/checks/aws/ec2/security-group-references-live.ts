import { seenOf } from '#inventory/known.ts';
import { ruleText } from '#network/rule-text.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { goneIn } from '../references.ts';
import { revoke } from '../rules.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-references-live',
  title: 'No security group rule names a deleted group or peering',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Such a rule admits nobody while it looks as if it did, and hides what the group is really for.',
  fix: 'Remove the rule.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html'],

  examine(group, { region }) {
    const judged = seenOf(group.rules).flatMap((rule) =>
      rule.peer.kind === 'group' ? [{ rule, gone: goneIn(rule.peer, group, region) }] : [],
    );
    const stale = judged.flatMap(({ rule, gone }) => (gone.known && gone.value ? [{ rule, gone: gone.value }] : []));
    const [first, ...others] = stale;
    if (first) {
      const rules = stale.map(({ rule }) => rule);
      const named = ruleText(first.rule);
      return fail(
        others.length === 0
          ? say`${first.gone} is gone, but the rule "${named}" names it.`
          : say`${first.gone} is gone, but the rule "${named}" names it, and ${others.length} more like it.`,
        { stale },
        { commands: revoke(region, group, rules) },
      );
    }
    const missing = judged.flatMap(({ gone }) => (gone.known ? [] : gone.missing));
    if (!group.rules.known) missing.push(...group.rules.missing);
    return missing.length === 0 ? pass() : undecided(missing);
  },
});
