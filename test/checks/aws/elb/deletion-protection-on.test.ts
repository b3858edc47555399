import check from '#checks/aws/elb/deletion-protection-on.ts';
import { unknown } from '#inventory/known.ts';
import { aClassicBalancer, albAttributes, anAlb } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    on: anAlb(),
  },
  fails: {
    off: [
      anAlb({ attributes: albAttributes({ 'deletion_protection.enabled': 'false' }) }),
      'deletion_protection.enabled is false.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'a classic balancer': aClassicBalancer() },
});
