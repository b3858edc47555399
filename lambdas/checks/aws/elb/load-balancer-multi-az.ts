import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { isV2 } from '../balancing.ts';
import { addZone } from '../second-zone.ts';

export default defineCheck({
  id: 'aws-elb-load-balancer-multi-az',
  title: 'Load balancers stand in two Availability Zones at least',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.elb.LoadBalancer',
  why: 'When its only zone fails, so does everything behind the balancer, wherever the targets are.',
  fix: 'Enable a subnet in a second zone.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-10',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13',
  ],
  frameworks: ['FSBP ELB.10', 'FSBP ELB.13'],

  examine(balancer, { region }) {
    const zones = isV2(balancer)
      ? balancer.zones.map(({ name, subnetId }) => name ?? subnetId ?? 'a zone')
      : balancer.availabilityZones;
    if (zones.length > 1) return pass();
    return fail(
      zones[0] === undefined ? say`Stands in no zone only.` : say`Stands in ${zones[0]} only.`,
      { zones },
      { commands: addZone(balancer, region) },
    );
  },
});
