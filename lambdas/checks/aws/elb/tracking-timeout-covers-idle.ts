import { seenOf } from '#inventory/known.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { targetInterfaces } from '../balancer-targets.ts';
import { connectionHolds } from '../connection-holds.ts';
import { setTracking, untoldTypes, weakest } from '../tracking-gaps.ts';

export default defineCheck({
  id: 'aws-elb-tracking-timeout-covers-idle',
  title: 'Targets remember connections as long as their load balancer keeps them',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.elb.LoadBalancer',
  why: 'The target has forgotten a connection that the balancer still uses: requests on it hang until they time out.',
  fix: 'Set TcpEstablishedTimeout of the interface above the balancer’s idle timeout and client keep-alive, or lower those.',
  sources: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html#connection-tracking-timeouts',
    'https://aws.amazon.com/blogs/networking-and-content-delivery/best-practices-for-tcp-connection-management-on-ec2/',
  ],

  examine(balancer, { region }) {
    const holds = connectionHolds(balancer);
    if (!holds) return notApplicable('Its own timeout counts for what goes through it, not that of the interface.');
    if (!holds.known) return undecided(holds.missing);
    const targets = targetInterfaces(balancer, region);
    const worst = weakest(seenOf(targets), holds.value, region);
    if (worst) {
      const { nic, seconds, hold, all } = worst;
      const others = all.length - 1;
      const more = others === 0 ? '' : `, and ${others} more ${others === 1 ? 'target does' : 'targets do'} too`;
      return fail(
        `${nic.id} forgets an idle connection after ${seconds} s, before ${hold.what} of ${hold.seconds} s ends${more}.`,
        { interface: nic.id, trackingSeconds: seconds, [hold.what]: hold.seconds, others },
        {
          severity: hold.isIdle ? 'medium' : 'low',
          commands: all.map((each) => setTracking(region, each, holds.value)),
        },
      );
    }
    const missing = [...(targets.known ? [] : targets.missing), ...untoldTypes(seenOf(targets), holds.value, region)];
    if (missing.length > 0) return undecided(missing);
    return seenOf(targets).length === 0 ? notApplicable('It has no target with an interface.') : pass();
  },
});
