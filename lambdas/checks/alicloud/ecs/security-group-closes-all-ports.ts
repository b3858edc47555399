import { ALL_PORTS, NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { judgeAliOpenings } from '../openings.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-closes-all-ports',
  title: 'No security group opens every port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'Every service on every member is open to everybody, also those that are started tomorrow.',
  fix: 'Accept only the ports that are offered, each with the networks that need it.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (group, { region }) =>
    judgeAliOpenings(group, region, { pick: ({ ports }) => (ports.covers(ALL_PORTS) ? ports : NO_PORTS) }),
});
