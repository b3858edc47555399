import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeOpenings } from '../world-open.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-closes-admin-ports',
  title: 'No security group opens an admin port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Ports that hosts are administered on are found within minutes, and passwords are tried on them day and night.',
  fix: 'Admit only the networks that administer, or use Session Manager and close the port.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53',
  ],
  frameworks: [
    'FSBP EC2.13',
    'FSBP EC2.14',
    'FSBP EC2.53',
    'FSBP EC2.54',
    'CIS-A-5.0 5.3',
    'CIS-A-5.0 5.4',
    'CIS-A-6.0 6.3',
    'CIS-A-6.0 6.4',
  ],

  examine: (group, { region, policy }) =>
    judgeOpenings(group, region, {
      severity: 'high',
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'admin')),
      services: ['admin'],
    }),
});
