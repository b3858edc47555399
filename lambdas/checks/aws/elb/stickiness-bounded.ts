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
      const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
      return fail(
        `Clients are bound by ${long.by} for ${long.seconds} s, more than ${maxSeconds} s${more}.`,
        { bindings, maxSeconds },
        { commands: shortenBinding(region, place, maxSeconds) },
      );
    }),
});
