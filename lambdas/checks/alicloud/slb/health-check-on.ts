import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { setListener, unreadSetting } from '../balancer-of.ts';
import { groupText, orElse } from '../balancing-text.ts';

export default defineCheck({
  id: 'alicloud-slb-health-check-on',
  title: 'Every listener checks the health of its servers',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'Clients are sent to servers that are dead.',
  fix: 'Switch the health check on.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listlisteners',
  ],

  examine(listener, { region }) {
    if (listener.redirects) return notApplicable('Only sends clients on.');
    return given({ balancing: listener.balancing }, ({ balancing }) =>
      orElse(
        balancing.flatMap((group) => {
          if (group.healthCheck) return [];
          if (group.healthCheck === undefined)
            return { ...undecided([unreadSetting(listener, 'HealthCheck')]), discriminator: group.id };
          return fail(
            say`The health check of ${groupText(group)} is off.`,
            { healthCheck: false, group: group.id },
            { discriminator: group.id, commands: [setListener(region, listener, { HealthCheck: 'on' })] },
          );
        }),
        pass(),
      ),
    );
  },
});
