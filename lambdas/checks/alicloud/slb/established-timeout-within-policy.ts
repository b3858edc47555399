import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { setListener, unreadSetting } from '../balancer-of.ts';

const WANTED_SECONDS = 300;

export default defineCheck({
  id: 'alicloud-slb-established-timeout-within-policy',
  title: 'TCP listeners keep silent connections long enough',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'Connections of databases, queues and terminals are silent for minutes; a shorter timeout resets them in the middle of work.',
  fix: 'Raise the timeout of established connections to 300 s or more, or let the application send keep-alives more often.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listlisteners',
  ],

  examine(listener, { region }) {
    const isTcp = listener.protocol === 'tcp' || listener.protocol === 'tcpssl';
    if (!isTcp) return notApplicable('Is no TCP listener.');
    const { establishedSeconds } = listener;
    if (establishedSeconds === undefined)
      return undecided([unreadSetting(listener, listener.kind === 'nlb' ? 'IdleTimeout' : 'EstablishedTimeout')]);
    if (establishedSeconds >= WANTED_SECONDS) return pass(say`Silent connections live ${establishedSeconds} s.`);
    const setting = listener.kind === 'nlb' ? 'IdleTimeout' : 'EstablishedTimeout';
    return fail(
      say`${setting} is ${establishedSeconds} s: a connection that is silent longer is reset. At least ${WANTED_SECONDS} s are wanted.`,
      { establishedSeconds, wantedSeconds: WANTED_SECONDS },
      { commands: [setListener(region, listener, { [setting]: WANTED_SECONDS })] },
    );
  },
});
