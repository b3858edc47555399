import check from '#checks/aws/elb/stickiness-bounded.ts';
import type { Binding, Persistence } from '#checks/aws/persistence.ts';
import { known, unknown } from '#inventory/known.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const place = (type: Persistence['type'], ...bindings: readonly Binding[]): Persistence => ({
  id: type === 'clb' ? 'old-shop' : 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/1',
  tags: {},
  type,
  bindings: known(bindings),
});
const cookie = (seconds?: number): Binding => ({
  by: 'lb_cookie',
  place: 'lb_cookie',
  ...(seconds === undefined ? {} : { seconds }),
});

testCheck(check, {
  passes: {
    'an hour': place('target-group', cookie(3600)),
    'no expiry is a browser session': place('clb', cookie()),
    'by source address, which has no duration': place('target-group', { by: 'source_ip', place: 'source_ip' }),
    'a day where policy allows it': [
      place('target-group', cookie(86_400)),
      { policy: { persistence: { maxSeconds: 86_400 } } },
    ],
  },
  fails: {
    'a day': [place('target-group', cookie(86_400)), 'Clients are bound by lb_cookie for 86400 s, more than 3600 s.'],
    "an application's cookie": [
      place('target-group', { by: 'app_cookie', place: 'app_cookie', seconds: 7200 }),
      'Clients are bound by app_cookie for 7200 s, more than 3600 s.',
    ],
    'the choice of a weighted forward, in two rules': [
      place(
        'listener',
        { by: 'target group', place: 'default', seconds: 7200 },
        { by: 'target group', place: 'r', seconds: 7200 },
      ),
      'Clients are bound by target group for 7200 s, more than 3600 s, and 1 more like it.',
    ],
    'a classic balancer': [
      place('clb', { by: 'lb_cookie', place: 'sticky', seconds: 90_000 }),
      'Clients are bound by lb_cookie for 90000 s, more than 3600 s.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      {
        ...place('target-group'),
        bindings: unknown<readonly Binding[]>(denied('elbv2:DescribeTargetGroupAttributes')),
      },
      'elbv2:DescribeTargetGroupAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: { off: place('target-group') },
});
