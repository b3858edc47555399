import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeAliReach } from '../reached.ts';

export default defineCheck({
  id: 'alicloud-ecs-interface-data-ports-unreachable',
  title: 'The Internet reaches no database or file share of a machine',
  severity: 'critical',
  concern: 'exposure',
  examines: 'alicloud.ecs.Interface',
  why: 'Data stores are found by scanners within hours, copied and held for ransom.',
  fix: 'Let the security group accept only the networks that need the port, or take the public address away.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (nic, { region, policy }) =>
    judgeAliReach(nic, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'data', 'file')),
      services: ['data', 'file'],
    }),
});
