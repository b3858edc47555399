import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-vpc-network-acl-in-use',
  title: 'Every network ACL is associated with a vSwitch',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.vpc.NetworkAcl',
  why: 'An ACL without a vSwitch protects nothing, although it stands in the list of what protects.',
  fix: 'Associate the ACL with the vSwitches that it was made for, or delete it.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls'],

  examine(acl, { region }) {
    const { vSwitches } = region;
    const named = seenOf(vSwitches)
      .filter(({ networkAclId }) => networkAclId === acl.id)
      .map(({ id }) => id);
    const users = [...new Set([...acl.vSwitchIds, ...named])];
    if (users.length > 0) return pass(say`${users.length} vSwitch(es) use it.`);
    if (!vSwitches.known) return undecided(vSwitches.missing);
    return fail(
      'No vSwitch is associated with it.',
      { vSwitches: [] },
      { commands: [aliyunCommand(region, 'vpc', 'DeleteNetworkAcl', { NetworkAclId: acl.id })] },
    );
  },
});
