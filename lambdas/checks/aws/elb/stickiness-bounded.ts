import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { shortenBinding } from '../shorten-binding.ts';

export default defineCheck({
  id: 'aws-elb-stickiness-bounded',
  title: 'Clients are bound to one server for a limited time',
  severity: 'low',
  concern: 'availability',
  examines: 'aws.elb.Persistence',
  why: 'Clients that stay bound for long keep the load where it is: new servers stay idle, and old ones stay full.',
  fix: 'Shorten the stickiness to what a session needs, at most policy.persistence.maxSeconds.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html'],

  examine: (place, { region, policy }) =>
    given({ bindings: place.bindings }, ({ bindings }) => {
      if (bindings.length === 0) return notApplicable('Stickiness is off.');
      const { maxSeconds } = policy.persistence;
      const [long, ...others] = bindings.filter(({ seconds = 0 }) => seconds > maxSeconds);
      if (!long) return pass();
      const { by, seconds = 0 } = long;
      return fail(
        others.length === 0
          ? say`Clients are bound by ${by} for ${seconds} s, more than ${maxSeconds} s.`
          : say`Clients are bound by ${by} for ${seconds} s, more than ${maxSeconds} s, and ${others.length} more like it.`,
        { bindings, maxSeconds },
        { commands: shortenBinding(region, place, maxSeconds) },
      );
    }),
});
