import { seenOf } from '#inventory/known.ts';
import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { entriesOf } from '../access-entries.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-slb-access-list-not-empty',
  title: 'No access list admits everybody because it is empty',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.slb.Listener',
  why: 'The console says that access control is on, and everybody gets in: an empty white list is no list.',
  fix: 'Put the networks that may come into the access list, or switch access control off.',
  sources: ['https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/access-control'],

  examine(listener, { region }) {
    return given({ access: listener.access }, ({ access }) => {
      if (!access.isOn || access.type === 'black') return notApplicable('Has no white list.');
      const lists = access.aclIds.map((id) => ({ id, entries: entriesOf(id, region) }));
      const full = lists.some(({ entries }) => seenOf(entries).length > 0);
      const missing = lists.flatMap(({ entries }) => (entries.known ? [] : entries.missing));
      if (full) return pass();
      if (missing.length > 0) return undecided(missing);
      return fail(
        access.aclIds.length > 0
          ? say`Its white list ${sayAll(access.aclIds)} is on and empty: everybody is admitted.`
          : 'Its white list (none is named) is on and empty: everybody is admitted.',
        { accessLists: access.aclIds, type: 'white', entries: 0 },
        {
          commands: [
            aliyunCommand(region, 'slb', 'DescribeAccessControlListAttribute', { AclId: access.aclIds[0] ?? '' }),
          ],
        },
      );
    });
  },
});
