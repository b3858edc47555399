import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '../../outcome.ts';
import { idleSettings } from '../idle-settings.ts';

export default defineCheck({
  id: 'aws-elb-idle-timeout-within-policy',
  title: "Load balancers' idle timeouts are within policy",
  severity: 'low',
  concern: 'availability',
  examines: 'aws.elb.LoadBalancer',
  why: 'Too short, and clients that pause are cut off; too long, and dead connections use up the servers behind.',
  fix: 'Set the idle timeout to the longest pause that your clients really make, within policy.timeouts.loadBalancerIdleSeconds.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
  ],

  examine(balancer, { region, policy }) {
    const [shortest, longest] = policy.timeouts.loadBalancerIdleSeconds;
    const settings = idleSettings(balancer, region);
    const outcomes = settings.map(({ what, discriminator, seconds, set }): Outcome => {
      if (!seconds.known) return undecided(seconds.missing);
      if (seconds.value >= shortest && seconds.value <= longest) return pass(say`${what} is ${seconds.value} s.`);
      const wanted = seconds.value < shortest ? shortest : longest;
      return fail(
        seconds.value < shortest
          ? say`${what} is ${seconds.value} s, less than ${wanted} s.`
          : say`${what} is ${seconds.value} s, more than ${wanted} s.`,
        { what: wordsOf(what), idleSeconds: seconds.value, policy: { shortest, longest } },
        { ...(discriminator ? { discriminator } : {}), commands: [set(wanted)] },
      );
    });
    return outcomes.length > 0 ? outcomes : notApplicable('It has no idle timeout that can be set.');
  },
});
