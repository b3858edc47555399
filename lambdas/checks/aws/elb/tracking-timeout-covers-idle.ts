import { seenOf } from '#inventory/known.ts';
import { type Said, say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { type ConnectionHold, heldConnections } from '../connection-holds.ts';
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
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html#connection-tracking-timeouts',
    'https://aws.amazon.com/blogs/networking-and-content-delivery/best-practices-for-tcp-connection-management-on-ec2/',
  ],

  examine(balancer, { region }) {
    const ways = heldConnections(balancer, region);
    if (!ways) return notApplicable('Its connections are not those of its targets.');
    const worst = weakest(ways, region);
    if (worst) {
      const { nic, seconds, hold, all } = worst;
      const others = all.size - 1;
      return fail(
        forgets({ id: nic.id, seconds, hold, others }),
        { interface: nic.id, trackingSeconds: seconds, [wordsOf(hold.what)]: hold.seconds, others },
        { severity: hold.isIdle ? 'medium' : 'low', commands: setTracking(region, all) },
      );
    }
    const missing = ways.flatMap(({ holds, targets }) =>
      [holds, targets].flatMap((fact) => (fact.known ? [] : fact.missing)),
    );
    missing.push(...untoldTypes(ways, region));
    if (missing.length > 0) return undecided(missing);
    const hasTargets = ways.some(({ targets }) => seenOf(targets).length > 0);
    return hasTargets ? pass() : notApplicable('It keeps no connection to a target with an interface.');
  },
});

interface Forgetful {
  readonly id: string;
  readonly seconds: number;
  readonly hold: ConnectionHold;
  readonly others: number;
}

function forgets({ id, seconds, hold: { what, seconds: held }, others }: Forgetful): Said {
  if (others === 0) return say`${id} forgets an idle connection after ${seconds} s, before ${what} of ${held} s ends.`;
  return others === 1
    ? say`${id} forgets an idle connection after ${seconds} s, before ${what} of ${held} s ends, and 1 more target does too.`
    : say`${id} forgets an idle connection after ${seconds} s, before ${what} of ${held} s ends, and ${others} more targets do too.`;
}
