import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeInterface } from '../reach-via.ts';

export default defineCheck({
  id: 'aws-ec2-interface-admin-ports-unreachable',
  title: 'The Internet reaches no admin port',
  severity: 'critical',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'Every stranger can try passwords, keys and known holes on what the host is administered with, and they do.',
  fix: 'Admit only the networks that administer, or use Session Manager and close the port.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
    'https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html',
  ],
  frameworks: [
    'FSBP EC2.13',
    'FSBP EC2.14',
    'FSBP EC2.19',
    'CIS-A-5.0 5.3',
    'CIS-A-5.0 5.4',
    'CIS-A-6.0 6.3',
    'CIS-A-6.0 6.4',
  ],

  examine: (nic, { region, policy }) =>
    judgeInterface(nic, region, {
      pick: ({ ports, protocol }) => ports.intersect(servicePorts(policy, protocol, 'admin')),
      services: ['admin'],
    }),
});
