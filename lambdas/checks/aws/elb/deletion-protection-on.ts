import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { setAttribute } from '../balancer-attributes.ts';
import { isV2 } from '../balancing.ts';

const PROTECTED = 'deletion_protection.enabled';

export default defineCheck({
  id: 'aws-elb-deletion-protection-on',
  title: 'Load balancers are protected against deletion',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.elb.LoadBalancer',
  why: 'One wrong command takes the entrance away, and its name and addresses do not come back.',
  fix: 'Turn deletion protection on.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6'],
  frameworks: ['FSBP ELB.6'],

  examine(balancer, { region }) {
    if (!isV2(balancer)) return notApplicable('A classic balancer has no such protection.');
    return given({ attributes: balancer.attributes }, ({ attributes }) => {
      if (attributes[PROTECTED] === 'true') return pass();
      const commands = [setAttribute(region, balancer, PROTECTED, 'true')];
      return fail(say`${PROTECTED} is ${attributes[PROTECTED] ?? 'false'}.`, { [PROTECTED]: false }, { commands });
    });
  },
});
