import { defineCheck } from '../../check.ts';
import { publicPorts } from '../../public-ports.ts';
import { judgeAliReach } from '../reached.ts';

export default defineCheck({
  id: 'alicloud-ecs-interface-only-public-ports-reachable',
  title: 'The Internet reaches only public ports of a machine',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ecs.Interface',
  why: 'Whatever else is open was mostly opened for a test, and nobody looks after it.',
  fix: 'Close the ports in the security group, or declare them in policy.publicPorts.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (nic, { region, policy }) =>
    judgeAliReach(nic, region, { pick: ({ ports, protocol }) => ports.subtract(publicPorts(policy, protocol)) }),
});
