import check from '#checks/alicloud/slb/idle-timeout-within-policy.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { aListener } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    '60 s': aListener(),
    'as long as the policy wants': [
      aListener({ idleSeconds: 45 }),
      { policy: { timeouts: { ...DEFAULT_POLICY.timeouts, alicloudIdleSeconds: 45 } } },
    ],
  },
  fails: {
    'the platform’s own 15 s': [
      aListener({ idleSeconds: 15 }),
      'The idle timeout is 15 s: a client that pauses longer than that is cut off and has to connect again. At least 30 s are wanted.',
    ],
    'an ALB below the policy': [
      aListener({ kind: 'alb', listenerId: 'lsn-1', idleSeconds: 60 }),
      'The idle timeout is 60 s: a client that pauses longer than that is cut off and has to connect again. At least 300 s are wanted.',
      { policy: { timeouts: { ...DEFAULT_POLICY.timeouts, alicloudIdleSeconds: 300 } } },
    ],
  },
  unknown: {
    'the answer has no timeout': [
      aListener({ idleSeconds: undefined }),
      'slb:DescribeLoadBalancerListeners: Malformed',
    ],
  },
  notApplicable: {
    'a TCP listener': aListener({ protocol: 'tcp' }),
    'it only redirects': aListener({ idleSeconds: 15, redirects: true }),
  },
});
