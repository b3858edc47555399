import check from '#checks/alicloud/slb/request-timeout-within-policy.ts';
import { aListener } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    '60 s': aListener(),
    'ten minutes of an ALB': aListener({ kind: 'alb', listenerId: 'lsn-1', requestSeconds: 600 }),
  },
  fails: {
    '30 s': [
      aListener({ requestSeconds: 30 }),
      'The request timeout is 30 s: slower answers end in a 504. At least 60 s are wanted.',
    ],
  },
  unknown: {
    'the answer has no timeout': [
      aListener({ requestSeconds: undefined }),
      'slb:DescribeLoadBalancerListeners: Malformed',
    ],
  },
  notApplicable: {
    'a UDP listener': aListener({ protocol: 'udp' }),
    'it only redirects': aListener({ redirects: true }),
  },
});
