import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeAliOpenings } from '../openings.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-closes-admin-ports',
  title: 'No security group opens an admin port to the world (Alibaba Cloud)',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'Ports that machines are administered on are found within minutes, and passwords are tried on them day and night.',
  fix: 'Accept only the networks that administer, or use Cloud Assistant sessions and close the port.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],
  frameworks: ['CIS-AL-2.0 3.2', 'CIS-AL-2.0 4.3', 'CIS-AL-2.0 4.4'],

  examine: (group, { region, policy }) =>
    judgeAliOpenings(group, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'admin')),
      services: ['admin'],
    }),
});
