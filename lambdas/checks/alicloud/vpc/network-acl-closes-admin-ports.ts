import { say } from '#platform/text.ts';
import { openEvidence, openText } from '../../aws/open-text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { adminOpenings, entriesBehind, entriesText } from '../acl-openings.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-vpc-network-acl-closes-admin-ports',
  title: 'No network ACL admits admin ports from the world',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.vpc.NetworkAcl',
  why: 'The ACL is the second line behind security groups; where it admits everything, one careless rule is enough.',
  fix: 'Put a drop entry for the admin ports above the entry that accepts them.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls'],

  examine(acl, { region }) {
    return given({ entries: acl.entries }, ({ entries }) => {
      const { open, missing } = adminOpenings(acl, entries, region);
      if (open.length === 0) return missing.length === 0 ? pass() : undecided(missing);
      const behind = entriesBehind(entries, open);
      return fail(
        say`Admits ${openText(open, ['admin'])} from the world: ${entriesText(entries, behind)}.`,
        { open: open.map(openEvidence), entries: behind },
        { commands: [aliyunCommand(region, 'vpc', 'DescribeNetworkAclAttributes', { NetworkAclId: acl.id })] },
      );
    });
  },
});
