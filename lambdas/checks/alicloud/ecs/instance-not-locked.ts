import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-ecs-instance-not-locked',
  title: 'The platform has cut off no machine',
  severity: 'critical',
  concern: 'availability',
  examines: 'alicloud.ecs.Instance',
  why: 'A locked machine is stopped or unreachable until the reason is gone: payment, or abuse that the security team has seen.',
  fix: 'Open the console’s message about the lock, remove its reason, and ask for the release.',
  sources: [
    'https://www.alibabacloud.com/help/en/ecs/developer-reference/api-behavior-when-an-instance-is-locked-for-security-reasons',
  ],

  examine(instance, { region }) {
    if (instance.locks.length === 0) return pass();
    const reasons = instance.locks.map(({ reason, message }) => {
      const name = stateText(reason);
      return message ? say`${name} (${message})` : name;
    });
    return fail(
      say`Is locked by the platform: ${sayAll(reasons)}.`,
      { locks: instance.locks, status: instance.status },
      { commands: [aliyunCommand(region, 'ecs', 'DescribeInstances', { InstanceIds: JSON.stringify([instance.id]) })] },
    );
  },
});
