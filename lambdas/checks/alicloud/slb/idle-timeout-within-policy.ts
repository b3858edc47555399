import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { setListener, unreadSetting } from '../balancer-of.ts';

export default defineCheck({
  id: 'alicloud-slb-idle-timeout-within-policy',
  title: 'HTTP listeners keep silent clients long enough',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'A client that pauses longer than the idle timeout finds its connection closed: forms are lost, apps show errors that nobody can reproduce.',
  fix: 'Raise the idle timeout of the listener; the range is 1–60 s, on ALB up to 600 s.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region, policy }) {
    if (!/^(https?|quic)$/.test(listener.protocol)) return notApplicable('Has no idle timeout of its own.');
    if (listener.redirects) return notApplicable('Only sends clients on.');
    const wanted = policy.timeouts.alicloudIdleSeconds;
    const { idleSeconds } = listener;
    if (idleSeconds === undefined) return undecided([unreadSetting(listener, 'IdleTimeout')]);
    if (idleSeconds >= wanted) return pass(say`The idle timeout is ${idleSeconds} s.`);
    return fail(
      say`The idle timeout is ${idleSeconds} s: a client that pauses longer than that is cut off and has to connect again. At least ${wanted} s are wanted.`,
      { idleSeconds, wantedSeconds: wanted },
      {
        commands: [
          setListener(region, listener, { IdleTimeout: Math.min(wanted, listener.kind === 'clb' ? 60 : 600) }),
        ],
      },
    );
  },
});
