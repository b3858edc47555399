import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { forwardedPools } from '../forwarded-pools.ts';

export default defineCheck({
  id: 'aws-elb-listener-has-targets',
  title: 'Listeners forward to groups that have a target',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.elb.Listener',
  why: 'What is forwarded to an empty group is answered with 503, or not at all.',
  fix: 'Register targets, or take the group out of the listener’s actions.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html'],

  examine(listener, { region }) {
    const { pools, missing } = forwardedPools(listener, region);
    const empty = pools.filter(({ targets }) => targets.known && targets.value === 0);
    const [first, ...others] = empty;
    if (first) {
      const more = others.length === 0 ? '' : `, and to ${others.length} more like it`;
      const register = first.arn
        ? awsCommand(region, 'elbv2', 'describe-target-groups', { 'target-group-arns': first.arn })
        : awsCommand(region, 'elb', 'describe-load-balancers', { 'load-balancer-names': first.name });
      return fail(
        `Forwards to ${first.name}, which has no target${more}.`,
        { empty: empty.map(({ name, arn }) => ({ name, arn })) },
        { commands: [register] },
      );
    }
    const unread = [...missing, ...pools.flatMap(({ targets }) => (targets.known ? [] : targets.missing))];
    if (unread.length > 0) return undecided(unread);
    return pools.length === 0 ? notApplicable('It forwards nothing.') : pass();
  },
});
