import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeAliOpenings } from '../openings.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-closes-data-ports',
  title: 'No security group opens a database or file share to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'Data stores are found by scanners within hours, copied and held for ransom.',
  fix: 'Accept only the machines that use the data, by their security group or their network.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (group, { region, policy }) =>
    judgeAliOpenings(group, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'data', 'file')),
      services: ['data', 'file'],
    }),
});
