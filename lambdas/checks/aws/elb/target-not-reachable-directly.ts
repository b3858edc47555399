import { awsReach } from '#network/aws-reach.ts';
import { NO_PORTS } from '#network/port-set.ts';
import { defineCheck } from '../../check.ts';
import { notApplicable, undecided } from '../../outcome.ts';
import { missingListeners } from '../balancing.ts';
import { isDirect, reachBy } from '../exposures.ts';
import { portsBehind } from '../ports-behind.ts';
import { judgeReach } from '../world-reach.ts';

export default defineCheck({
  id: 'aws-elb-target-not-reachable-directly',
  title: 'Targets are reached through their load balancer only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'Whoever goes around the balancer goes around its firewall, its certificates and its logs as well.',
  fix: 'Admit the target port from the balancer’s security group only, and take the public address away.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html'],

  examine(nic, { region }) {
    const reach = awsReach(region);
    const all = reach.ofInterface(nic.id);
    if (reach.balancers.balancerOf(nic.id)) return notApplicable('It is a load balancer’s own interface.');
    const { unread } = reach.balancers;
    const behind = portsBehind(reachBy(all, ({ via }) => via !== null && !unread.includes(via.id)));
    if (behind.size === 0) {
      const missing = [...reach.missing, ...missingListeners(region)];
      if (missing.length > 0) return undecided(missing);
      return notApplicable('It stands behind no load balancer that the Internet reaches.');
    }
    return judgeReach(reachBy(all, isDirect), region, {
      pick: ({ ports, protocol }) => ports.intersect(behind.get(protocol) ?? NO_PORTS),
      groupIds: nic.groupIds,
    });
  },
});
