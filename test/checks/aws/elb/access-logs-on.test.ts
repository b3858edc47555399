import check from '#checks/aws/elb/access-logs-on.ts';
import { unknown } from '#inventory/known.ts';
import { aClassicBalancer, albAttributes, anAlb, anNlb, classicAttributes } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    on: anAlb(),
    'a classic balancer': aClassicBalancer(),
  },
  fails: {
    off: [
      anAlb({ attributes: albAttributes({ 'access_logs.s3.enabled': 'false' }) }),
      'access_logs.s3.enabled is false.',
    ],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ accessLog: false }) }),
      'AccessLog is off.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'a network balancer': anNlb() },
});
