import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { groupFirst, orElse, persistenceText, setScheduler } from '../balancing-text.ts';

export default defineCheck({
  id: 'alicloud-slb-persistence-fits-scheduler',
  title: 'No listener binds clients while it counts connections',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'Persistence sends clients back to the server they had, whatever the weighted least-connections scheduler would choose: the load starts uneven and stays so.',
  fix: 'Use weighted round robin with persistence, or switch persistence off.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region }) {
    return given({ balancing: listener.balancing }, ({ balancing }) =>
      orElse(
        balancing.flatMap((group) => {
          const { scheduler, persistence } = group;
          if (scheduler !== 'wlc' || persistence.kind === 'none') return [];
          return fail(
            say`${groupFirst(group)} has ${persistenceText(persistence)} together with the scheduler wlc: persistence overrides the least-connections choice, and the load stays uneven. Use wrr.`,
            { scheduler, persistence, group: group.id },
            { discriminator: group.id, commands: [setScheduler(region, listener, group, 'wrr')] },
          );
        }),
        pass(),
      ),
    );
  },
});
