import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-inner-access-dropped',
  title: 'Members of a security group do not reach one another by default',
  severity: 'low',
  concern: 'exposure',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'One machine that was taken over reaches every port of every other one in the group, whatever the rules say.',
  fix: 'Set the internal access policy of the group to Internal Isolation and accept what members need from one another by rule.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine(group, { region }) {
    return given({ policy: group.innerAccess, nics: region.interfaces }, ({ policy, nics }) => {
      if (policy === 'drop') return pass();
      const machines = new Set(
        nics.filter(({ groupIds }) => groupIds.includes(group.id)).map(({ instanceId, id }) => instanceId ?? id),
      );
      // One machine alone has no strangers in its group.
      if (machines.size < 2) return pass(say`The policy is Accept, and the group has ${machines.size} member(s).`);
      return fail(
        say`The internal access policy is Accept: its ${machines.size} machines reach one another on every port.`,
        { innerAccessPolicy: 'Accept', machines: [...machines].sort() },
        {
          commands: [
            aliyunCommand(region, 'ecs', 'ModifySecurityGroupPolicy', {
              SecurityGroupId: group.id,
              InnerAccessPolicy: 'Drop',
            }),
          ],
        },
      );
    });
  },
});
