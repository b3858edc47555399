import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { setAttribute, setClassicAttributes } from '../balancer-attributes.ts';
import { isV2 } from '../balancing.ts';

const MODE = 'routing.http.desync_mitigation_mode';
const CLASSIC_MODE = 'elb.http.desyncmitigationmode';

export default defineCheck({
  id: 'aws-elb-desync-mitigation-on',
  title: 'Load balancers refuse requests that servers could read differently',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.elb.LoadBalancer',
  why: 'Request smuggling poisons caches and steals sessions of other clients.',
  fix: 'Set the desync mitigation mode to defensive or strictest.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-14',
  ],
  frameworks: ['FSBP ELB.12', 'FSBP ELB.14'],

  examine(balancer, { region }) {
    if (isV2(balancer) && balancer.type !== 'application')
      return notApplicable('It passes connections on, not requests.');
    const judge = (mode: string, command: string) =>
      mode === 'monitor' ? fail('The desync mitigation mode is monitor.', { mode }, { commands: [command] }) : pass();
    if (!isV2(balancer)) {
      const AdditionalAttributes = [{ Key: CLASSIC_MODE, Value: 'defensive' }];
      const set = setClassicAttributes(region, balancer, { AdditionalAttributes });
      return given({ attributes: balancer.attributes }, ({ attributes }) =>
        judge(attributes.desyncMitigationMode ?? 'defensive', set),
      );
    }
    return given({ attributes: balancer.attributes }, ({ attributes }) =>
      judge(attributes[MODE] ?? 'defensive', setAttribute(region, balancer, MODE, 'defensive')),
    );
  },
});
