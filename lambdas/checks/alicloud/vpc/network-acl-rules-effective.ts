import { describeAliEntry } from '#network/alicloud-rule-text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { placeOfEntry } from '../acl-openings.ts';
import { aliyunCommand } from '../command.ts';
import { coveredEntries } from '../covered-entries.ts';

export default defineCheck({
  id: 'alicloud-vpc-network-acl-rules-effective',
  title: 'Every entry of a network ACL decides something',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.vpc.NetworkAcl',
  why: 'An entry that never decides looks like protection, or like access, and is neither.',
  fix: 'Delete the entry, or move it above the one that decides first.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls'],

  examine(acl, { region }) {
    return given({ entries: acl.entries }, ({ entries }) => {
      const idle = coveredEntries(entries);
      const [first] = idle;
      if (!first) return pass();
      const more = idle.length > 1 ? ` ${idle.length - 1} more entries never decide either.` : '';
      return fail(
        `${describeAliEntry(first.entry, placeOfEntry(entries, first.entry))} never decides: entry ${placeOfEntry(entries, first.by)} comes before it and covers it.${more}`.replace(
          /^e/,
          'E',
        ),
        { entries: idle.map(({ entry, by }) => ({ entry, by })) },
        { commands: [aliyunCommand(region, 'vpc', 'DescribeNetworkAclAttributes', { NetworkAclId: acl.id })] },
      );
    });
  },
});
