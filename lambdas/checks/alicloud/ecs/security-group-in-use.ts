import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { usersOf } from '../group-users.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-in-use',
  title: 'Every security group is used by something (Alibaba Cloud)',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'An unused group is one click away from opening a machine in a way that nobody reviewed.',
  fix: 'Delete the group, after a look at what this check cannot see: launch templates, scaling groups and other accounts.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine(group, { region }) {
    if (group.serviceManaged) return notApplicable('A cloud product manages the group.');
    const { users, missing } = usersOf(group.id, region);
    const [first, ...others] = users;
    if (first) {
      return pass(others.length > 0 ? say`${first} and ${others.length} more use it.` : say`${first} uses it.`, {
        users,
      });
    }
    if (missing.length > 0) return undecided(missing);
    return fail(
      'Nothing uses it; we looked at network interfaces, machines, load balancers and the rules of other groups in this region.',
      { lookedAt: ['network interfaces', 'machines', 'load balancers', 'rules of other groups'] },
      { commands: [aliyunCommand(region, 'ecs', 'DeleteSecurityGroup', { SecurityGroupId: group.id })] },
    );
  },
});
