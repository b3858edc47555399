import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeAliReach } from '../reached.ts';

export default defineCheck({
  id: 'alicloud-ecs-interface-amplifiers-unreachable',
  title: 'The Internet reaches no service that amplifies attacks',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ecs.Interface',
  why: 'Such services answer forged requests with many times their size; the machine then takes part in attacks and gets cut off for it.',
  fix: 'Drop the UDP port in the security group, or bind the service to the private address.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (nic, { region, policy }) =>
    judgeAliReach(nic, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'amplifiers')),
      services: ['amplifiers'],
    }),
});
