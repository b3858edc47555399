import { aliEntryDoes } from '#network/alicloud-rule-text.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { placeOfEntry } from '../acl-openings.ts';
import { aliyunCommand } from '../command.ts';
import { coveredEntries } from '../covered-entries.ts';

const TOGETHER = say`the entries before it cover it together`;

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
      const place = placeOfEntry(entries, first.entry);
      const by = first.by ? say`entry ${placeOfEntry(entries, first.by)} comes before it and covers it` : TOGETHER;
      const does = aliEntryDoes(first.entry);
      return fail(
        idle.length > 1
          ? say`Entry ${place} ${does} never decides: ${by}. ${idle.length - 1} more entries never decide either.`
          : say`Entry ${place} ${does} never decides: ${by}.`,
        { entries: idle.map(({ entry, by: before }) => ({ entry, by: before ?? null })) },
        { commands: [aliyunCommand(region, 'vpc', 'DescribeNetworkAclAttributes', { NetworkAclId: acl.id })] },
      );
    });
  },
});
