import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { secondsOf, setClassicAttributes, setTargetGroupAttribute } from '../balancer-attributes.ts';
import { isTargetGroup } from '../balancing.ts';

const DELAY = 'deregistration_delay.timeout_seconds';

export default defineCheck({
  id: 'aws-elb-connection-draining-on',
  title: 'Targets may finish their requests before they leave',
  severity: 'low',
  concern: 'availability',
  examines: 'aws.elb.TargetGroup',
  why: 'Every deployment and every scale-in cuts off the requests that are under way.',
  fix: 'Turn connection draining on, for as long as the longest request takes.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-7'],
  frameworks: ['FSBP ELB.7'],

  examine(pool, { region }) {
    if (!isTargetGroup(pool)) {
      return given({ attributes: pool.attributes }, ({ attributes: { connectionDraining } }) => {
        if (connectionDraining) return pass();
        const on = setClassicAttributes(region, pool, { ConnectionDraining: { Enabled: true, Timeout: 300 } });
        return fail('ConnectionDraining is off.', { connectionDraining }, { commands: [on] });
      });
    }
    if (pool.targetType === 'lambda') return notApplicable('A function finishes its requests by itself.');
    return given({ attributes: pool.attributes }, ({ attributes }) => {
      const delaySeconds = secondsOf(attributes, DELAY, 300);
      if (delaySeconds > 0) return pass();
      const commands = [setTargetGroupAttribute(region, pool, DELAY, 300)];
      return fail(say`${DELAY} is 0.`, { delaySeconds }, { commands });
    });
  },
});
