import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { type ForwardedPool, forwardedPools } from '../forwarded-pools.ts';
import { fillBalancer, fillGroup } from '../register-targets.ts';

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
      return fail(
        others.length === 0
          ? say`Forwards to ${first.name}, which has no target.`
          : say`Forwards to ${first.name}, which has no target, and to ${others.length} more like it.`,
        { empty: empty.map(({ name, arn }) => ({ name, arn })) },
        { commands: empty.flatMap((pool) => fillPool(pool, region)) },
      );
    }
    const unread = [...missing, ...pools.flatMap(({ targets }) => (targets.known ? [] : targets.missing))];
    if (unread.length > 0) return undecided(unread);
    return pools.length === 0 ? notApplicable('It forwards nothing.') : pass();
  },
});

function fillPool({ name, arn }: ForwardedPool, region: AwsRegion): readonly string[] {
  if (arn === undefined) return fillBalancer(region, name);
  return fillGroup(region, seenOf(region.targetGroups).find((each) => each.arn === arn) ?? { arn });
}
