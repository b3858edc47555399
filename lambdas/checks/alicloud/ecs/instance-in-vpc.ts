import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-ecs-instance-in-vpc',
  title: 'Every machine stands in a VPC',
  severity: 'medium',
  concern: 'hygiene',
  examines: 'alicloud.ecs.Instance',
  why: 'The classic network is shared with strangers, has neither network ACLs nor flow logs, and is being closed down.',
  fix: 'Move the machine into a VPC.',
  sources: [
    'https://www.alibabacloud.com/help/en/ecs/user-guide/migrate-ecs-instances-from-the-classic-network-to-a-vpc',
  ],
  frameworks: ['CIS-AL-2.0 3.1'],

  examine(instance, { region }) {
    if (instance.vpcId !== undefined) return pass(say`Stands in ${instance.vpcId}.`);
    return fail(
      'Stands in the classic network: it has no VPC.',
      { networkType: instance.networkType ?? 'classic', privateIps: instance.privateIps },
      { commands: [aliyunCommand(region, 'ecs', 'ModifyInstanceVpcAttribute', { InstanceId: instance.id })] },
    );
  },
});
