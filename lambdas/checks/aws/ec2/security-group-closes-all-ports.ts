import { ALL_PORTS, NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { judgeOpenings } from '../world-open.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-closes-all-ports',
  title: 'No security group opens every port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Whatever listens on a host behind the group, now or later, is offered to everybody on the Internet.',
  fix: 'Replace the rule by one for each port that strangers need, and for nobody else.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18'],
  frameworks: ['FSBP EC2.18'],

  examine: (group, { region }) =>
    judgeOpenings(group, region, {
      severity: 'high',
      pick: ({ ports }) => (ports.covers(ALL_PORTS) ? ALL_PORTS : NO_PORTS),
    }),
});
