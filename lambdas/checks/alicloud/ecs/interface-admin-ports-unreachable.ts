import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeAliReach } from '../reached.ts';

export default defineCheck({
  id: 'alicloud-ecs-interface-admin-ports-unreachable',
  title: 'The Internet reaches no admin port of a machine',
  severity: 'critical',
  concern: 'exposure',
  examines: 'alicloud.ecs.Interface',
  why: 'Every stranger can try passwords, keys and known holes on what the machine is administered with, and they do.',
  fix: 'Let the security group accept only the networks that need the port, or take the public address away.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],
  frameworks: ['CIS-AL-2.0 4.3', 'CIS-AL-2.0 4.4'],

  examine: (nic, { region, policy }) =>
    judgeAliReach(nic, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'admin')),
      services: ['admin'],
    }),
});
