import { describeAliRule } from '#network/alicloud-rule-text.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { refusedRules, unreadRules } from '../refused-rules.ts';

export default defineCheck({
  id: 'alicloud-vpc-network-acl-agrees-with-security-groups',
  title: 'Network ACLs admit what the security groups behind them accept',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.vpc.NetworkAcl',
  why: 'A rule in a group that the ACL refuses looks like access, and people search for hours why nobody gets in.',
  fix: 'Accept the port in the network ACL, or delete the rule in the group.',
  sources: [
    'https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls',
    'https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules',
  ],

  examine(acl, { region }) {
    const facts = { entries: acl.entries, interfaces: region.interfaces, groups: region.securityGroups };
    return given(facts, ({ interfaces, groups }) => {
      const ids = new Set(
        interfaces.flatMap((nic) => (acl.vSwitchIds.includes(nic.vSwitchId ?? '') ? nic.groupIds : [])),
      );
      const own = groups.filter(({ id }) => ids.has(id));
      const refused = own.flatMap((group) => refusedRules(acl, group, region));
      const [first] = refused;
      if (!first) {
        const missing = own.flatMap((group) => unreadRules(acl, group, region));
        return missing.length === 0 ? pass() : undecided(missing);
      }
      const [others, text] = [refused.length - 1, describeAliRule(first.rule)];
      return fail(
        others > 0
          ? say`Refuses what ${first.groupId} accepts: ${text}. ${others} more rules are refused too.`
          : say`Refuses what ${first.groupId} accepts: ${text}.`,
        { refused },
        { commands: [aliyunCommand(region, 'vpc', 'DescribeNetworkAclAttributes', { NetworkAclId: acl.id })] },
      );
    });
  },
});
