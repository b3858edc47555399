import { UDP } from '#inventory/protocols.ts';
import { NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { servicePorts } from '../../service-ports.ts';
import { judgeInterface } from '../reach-via.ts';

export default defineCheck({
  id: 'aws-ec2-interface-amplifiers-unreachable',
  title: 'The Internet reaches no UDP service that amplifies',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'With a forged sender, a small question makes the host flood a victim with a large answer, and AWS cuts it off.',
  fix: 'Admit the port only from the networks that it serves.',
  sources: ['https://www.cisa.gov/news-events/alerts/2014/01/17/udp-based-amplification-attacks'],

  examine: (nic, { region, policy }) =>
    judgeInterface(nic, region, {
      pick: ({ ports, protocol }) =>
        protocol === UDP ? ports.intersect(servicePorts(policy, UDP, 'amplifiers')) : NO_PORTS,
      services: ['amplifiers'],
    }),
});
