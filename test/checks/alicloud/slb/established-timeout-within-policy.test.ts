import check from '#checks/alicloud/slb/established-timeout-within-policy.ts';
import { aListener, aTcpListener } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { '900 s': aTcpListener() },
  fails: {
    'CLB with 120 s': [
      aTcpListener({ establishedSeconds: 120 }),
      'EstablishedTimeout is 120 s: a connection that is silent longer is reset. At least 300 s are wanted.',
    ],
    'NLB with 10 s': [
      aTcpListener({ kind: 'nlb', listenerId: 'lsn-1', establishedSeconds: 10 }),
      'IdleTimeout is 10 s: a connection that is silent longer is reset. At least 300 s are wanted.',
    ],
  },
  unknown: {
    'the answer has no timeout': [
      aTcpListener({ establishedSeconds: undefined }),
      'slb:DescribeLoadBalancerListeners: Malformed',
    ],
  },
  notApplicable: { 'an HTTP listener': aListener() },
});
