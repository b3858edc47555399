import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { setListener, unreadSetting } from '../balancer-of.ts';

/** What the platform sets by itself. */
const WANTED_SECONDS = 60;

export default defineCheck({
  id: 'alicloud-slb-request-timeout-within-policy',
  title: 'HTTP listeners wait long enough for the servers',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'A request that the server needs longer for ends in a 504, and the work it started may still be going on.',
  fix: 'Raise the request timeout of the listener to 60 s or more, or make the request faster.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region }) {
    if (!/^(https?|quic)$/.test(listener.protocol)) return notApplicable('Waits for no answers.');
    if (listener.redirects) return notApplicable('Only sends clients on.');
    const { requestSeconds } = listener;
    if (requestSeconds === undefined) return undecided([unreadSetting(listener, 'RequestTimeout')]);
    if (requestSeconds >= WANTED_SECONDS) return pass(say`The request timeout is ${requestSeconds} s.`);
    return fail(
      say`The request timeout is ${requestSeconds} s: slower answers end in a 504. At least ${WANTED_SECONDS} s are wanted.`,
      { requestSeconds, wantedSeconds: WANTED_SECONDS },
      { commands: [setListener(region, listener, { RequestTimeout: WANTED_SECONDS })] },
    );
  },
});
