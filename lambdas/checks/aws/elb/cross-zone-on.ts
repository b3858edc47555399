import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { setAttribute, setClassicAttributes } from '../balancer-attributes.ts';
import { isV2 } from '../balancing.ts';

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';

export default defineCheck({
  id: 'aws-elb-cross-zone-on',
  title: 'Load balancers spread over the targets of every zone',
  severity: 'low',
  concern: 'availability',
  examines: 'aws.elb.LoadBalancer',
  why: 'A zone with few targets gets as much as one with many, and a zone without any answers nobody.',
  fix: 'Turn cross-zone load balancing on.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-9'],
  frameworks: ['FSBP ELB.9'],

  examine(balancer, { region }) {
    if (!isV2(balancer)) {
      return given({ attributes: balancer.attributes }, ({ attributes: { crossZone } }) => {
        if (crossZone) return pass();
        const on = setClassicAttributes(region, balancer, { CrossZoneLoadBalancing: { Enabled: true } });
        return fail('CrossZoneLoadBalancing is off.', { crossZone }, { commands: [on] });
      });
    }
    if (balancer.type === 'application') return pass('An application load balancer always does.');
    return given({ attributes: balancer.attributes }, ({ attributes }) => {
      if (attributes[CROSS_ZONE] === 'true') return pass();
      const commands = [setAttribute(region, balancer, CROSS_ZONE, 'true')];
      return fail(say`${CROSS_ZONE} is ${attributes[CROSS_ZONE] ?? 'false'}.`, { attributes }, { commands });
    });
  },
});
