import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeInterface } from '../reach-via.ts';

export default defineCheck({
  id: 'aws-ec2-interface-data-ports-unreachable',
  title: 'The Internet reaches no data or file port',
  severity: 'critical',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'Databases, caches and file shares that strangers can talk to are read, wiped or held to ransom.',
  fix: 'Admit only the security groups of the applications that use the data.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19'],
  frameworks: ['FSBP EC2.19', 'CIS-A-5.0 5.1.2', 'CIS-A-6.0 6.1.2'],

  examine: (nic, { region, policy }) =>
    judgeInterface(nic, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'data', 'file')),
      services: ['data', 'file'],
    }),
});
