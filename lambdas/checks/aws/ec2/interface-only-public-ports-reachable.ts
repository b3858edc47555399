import { ALL_PORTS } from '#network/port-set.ts';
import type { ServiceFamily } from '#network/services.ts';
import { defineCheck } from '../../check.ts';
import { publicPorts } from '../../public-ports.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeInterface } from '../reach-via.ts';

/** Families that have checks of their own. */
const ELSEWHERE: readonly ServiceFamily[] = ['admin', 'data', 'file', 'amplifiers'];

export default defineCheck({
  id: 'aws-ec2-interface-only-public-ports-reachable',
  title: 'The Internet reaches public ports only',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'Every further port is one more program that strangers may try to break, and seldom one that was meant for them.',
  fix: 'Narrow the sources of the rule, or declare the port in policy.publicPorts if it is meant for everybody.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18'],
  frameworks: ['FSBP EC2.18'],

  examine: (nic, { region, policy }) =>
    judgeInterface(nic, region, {
      pick: ({ ports, protocol }) =>
        ports
          .intersect(ALL_PORTS)
          .subtract(publicPorts(policy, protocol))
          .subtract(servicePorts(policy, protocol, ...ELSEWHERE)),
    }),
});
