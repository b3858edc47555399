import { awsReach } from '#network/aws-reach.ts';
import { ALL_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { notApplicable } from '../../outcome.ts';
import { publicPorts } from '../../public-ports.ts';
import { balancerType } from '../balancing.ts';
import { judgeReach } from '../world-reach.ts';

export default defineCheck({
  id: 'aws-elb-load-balancer-only-public-ports-reachable',
  title: 'The Internet reaches load balancers on public ports only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.elb.LoadBalancer',
  why: 'A forgotten listener is an entrance that nobody watches, past the firewall that the others stand behind.',
  fix: 'Delete the listener, narrow the group, or declare the port in policy.publicPorts if it is meant for everybody.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html'],

  examine(balancer, { region, policy }) {
    const reach = awsReach(region).ofLoadBalancer(balancer.id);
    if (balancerType(balancer) === 'gwlb') return notApplicable('Routes lead to a gateway balancer, not clients.');
    if (balancer.scheme === 'internal' && reach.exposures.length === 0) return notApplicable('It is internal.');
    return judgeReach(reach, region, {
      pick: ({ ports, protocol }) => ports.intersect(ALL_PORTS).subtract(publicPorts(policy, protocol)),
      groupIds: balancer.securityGroupIds,
    });
  },
});
