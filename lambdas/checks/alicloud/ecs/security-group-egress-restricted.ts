import { ALL_PORTS, NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { judgeAliOpenings } from '../openings.ts';

export default defineCheck({
  id: 'alicloud-ecs-security-group-egress-restricted',
  title: 'Security groups let out only what is needed (Alibaba Cloud)',
  severity: 'info',
  concern: 'hygiene',
  examines: 'alicloud.ecs.SecurityGroup',
  why: 'A machine that was taken over can send anything to anywhere: stolen data, attacks, calls home.',
  fix: 'Drop everything outwards at a low priority and accept the few destinations that the machines need.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules'],

  examine: (group, { region }) =>
    judgeAliOpenings(group, region, {
      pick: ({ ports }) => (ports.covers(ALL_PORTS) ? ports : NO_PORTS),
      direction: 'egress',
    }),
});
