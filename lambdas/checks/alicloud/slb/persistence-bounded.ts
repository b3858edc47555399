import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { groupFirst, orElse, persistenceText } from '../balancing-text.ts';
import { shorten } from '../shorten.ts';

export default defineCheck({
  id: 'alicloud-slb-persistence-bounded',
  title: 'Session persistence ends within a bounded time (Alibaba Cloud)',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'Clients stay where they are for hours: new servers get no work, and old ones cannot be taken out.',
  fix: 'Set a cookie or persistence timeout of at most policy.persistence.maxSeconds.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region, policy }) {
    const most = policy.persistence.maxSeconds;
    return given({ balancing: listener.balancing }, ({ balancing }) =>
      orElse(
        balancing.flatMap((group) => {
          const { persistence } = group;
          if (persistence.kind === 'none' || persistence.seconds === undefined || persistence.seconds <= most)
            return [];
          return fail(
            say`${groupFirst(group)} has ${persistenceText(persistence)}, more than ${most} s.`,
            { persistence, maxSeconds: most, group: group.id },
            { discriminator: group.id, commands: [shorten(region, listener, group, most)] },
          );
        }),
        pass(),
      ),
    );
  },
});
