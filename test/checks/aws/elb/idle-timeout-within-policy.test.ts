import check from '#checks/aws/elb/idle-timeout-within-policy.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import {
  aClassicBalancer,
  albAttributes,
  anAlb,
  anNlb,
  aTcpListener,
  classicAttributes,
} from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const idle = (seconds: number) =>
  anAlb({ attributes: albAttributes({ 'idle_timeout.timeout_seconds': String(seconds) }) });

testCheck(check, {
  passes: {
    'an application balancer at its default': anAlb(),
    'the default where the attribute is not told': anAlb({ attributes: known({}) }),
    'the shortest and the longest that policy allows': idle(900),
    'a classic balancer': aClassicBalancer(),
    'a network balancer': anNlb(),
    'a longer one where policy allows it': [
      idle(3600),
      { policy: { timeouts: { ...DEFAULT_POLICY.timeouts, loadBalancerIdleSeconds: [30, 4000] } } },
    ],
  },
  fails: {
    'too short': [idle(15), 'idle_timeout.timeout_seconds is 15 s, less than 30 s.'],
    'too long': [idle(4000), 'idle_timeout.timeout_seconds is 4000 s, more than 900 s.'],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ idleSeconds: 3600 }) }),
      'IdleTimeout is 3600 s, more than 900 s.',
    ],
    'each listener of a network balancer for itself': [
      anNlb({ listeners: known([aTcpListener(350), aTcpListener(6000, { arn: 'arn:2', port: 1883 })]) }),
      [
        'tcp.idle_timeout.seconds of TCP 8883 is 350 s.',
        'tcp.idle_timeout.seconds of TCP 1883 is 6000 s, more than 900 s.',
      ],
    ],
  },
  unknown: {
    'attributes could not be read': [
      anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
    'attributes of a classic balancer could not be read': [
      aClassicBalancer({ attributes: unknown(denied('elb:DescribeLoadBalancerAttributes')) }),
      'elb:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
    'listeners could not be read': [
      anNlb({ listeners: unknown(denied('elbv2:DescribeListeners')) }),
      'elbv2:DescribeListeners: UnauthorizedOperation',
    ],
    'attributes of a listener could not be read': [
      anNlb({
        listeners: known([aTcpListener(350, { attributes: unknown(denied('elbv2:DescribeListenerAttributes')) })]),
      }),
      'elbv2:DescribeListenerAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: {
    'a gateway balancer': anAlb({ type: 'gateway' }),
    'the idle timeout of TLS and UDP is fixed': anNlb({
      listeners: known([aTcpListener(350, { protocol: 'TLS' }), aTcpListener(350, { protocol: 'UDP' })]),
    }),
  },
});
