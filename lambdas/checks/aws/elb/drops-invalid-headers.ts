import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { setAttribute } from '../balancer-attributes.ts';
import { isV2 } from '../balancing.ts';

const DROPS = 'routing.http.drop_invalid_header_fields.enabled';

export default defineCheck({
  id: 'aws-elb-drops-invalid-headers',
  title: 'Application load balancers drop invalid headers',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.elb.LoadBalancer',
  why: 'A header that the balancer and the server read differently lets one client’s request hide inside another’s.',
  fix: 'Turn routing.http.drop_invalid_header_fields.enabled on.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4'],
  frameworks: ['FSBP ELB.4'],

  examine(balancer, { region }) {
    if (!isV2(balancer) || balancer.type !== 'application') return notApplicable('Only an application balancer can.');
    return given({ attributes: balancer.attributes }, ({ attributes }) => {
      if (attributes[DROPS] === 'true') return pass();
      const commands = [setAttribute(region, balancer, DROPS, 'true')];
      return fail(say`${DROPS} is ${attributes[DROPS] ?? 'false'}.`, { [DROPS]: false }, { commands });
    });
  },
});
