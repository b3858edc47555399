import check from '#checks/aws/elb/drops-invalid-headers.ts';
import { unknown } from '#inventory/known.ts';
import { aClassicBalancer, albAttributes, anAlb, anNlb } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    on: anAlb(),
  },
  fails: {
    off: [
      anAlb({ attributes: albAttributes({ 'routing.http.drop_invalid_header_fields.enabled': 'false' }) }),
      'routing.http.drop_invalid_header_fields.enabled is false.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'a network balancer': anNlb(), 'a classic balancer': aClassicBalancer() },
});
