import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeOpenings } from '../world-open.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-closes-data-ports',
  title: 'No security group opens a data or file port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Databases, caches and file shares that strangers can talk to are read, wiped or held to ransom.',
  fix: 'Admit only the security groups of the applications that use the data.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19'],
  frameworks: ['FSBP EC2.19', 'CIS-A-5.0 5.1.2', 'CIS-A-6.0 6.1.2'],

  examine: (group, { region, policy }) =>
    judgeOpenings(group, region, {
      severity: 'high',
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'data', 'file')),
      services: ['data', 'file'],
    }),
});
