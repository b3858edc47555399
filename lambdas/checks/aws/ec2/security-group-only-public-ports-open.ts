import { ALL_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { publicPorts } from '../../public-ports.ts';
import { judgeOpenings } from '../world-open.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-only-public-ports-open',
  title: 'Security groups admit the world on public ports only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Every further port is one more program that strangers may try to break, and seldom one that was meant for them.',
  fix: 'Narrow the sources of the rule, or declare the port in policy.publicPorts if it is meant for everybody.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18'],
  frameworks: ['FSBP EC2.18'],

  examine: (group, { region, policy }) =>
    judgeOpenings(group, region, {
      severity: 'medium',
      pick: ({ ports, protocol }) => ports.intersect(ALL_PORTS).subtract(publicPorts(policy, protocol)),
    }),
});
