import { ALL_PORTS, NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { judgeOpenings } from '../world-open.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-egress-restricted',
  title: 'Security groups do not let everything out to the world',
  severity: 'info',
  concern: 'hygiene',
  examines: 'aws.ec2.SecurityGroup',
  why: 'A host that was taken over can flood and scan others, or carry data out, through any port until AWS cuts it off.',
  fix: 'Let out what the workload needs: mostly tcp 443, DNS and its own networks.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],

  examine: (group, { region }) =>
    judgeOpenings(group, region, {
      severity: 'info',
      direction: 'egress',
      pick: ({ ports }) => (ports.covers(ALL_PORTS) ? ALL_PORTS : NO_PORTS),
    }),
});
