import check from '#checks/aws/elb/desync-mitigation-on.ts';
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
      anAlb({ attributes: albAttributes({ 'routing.http.desync_mitigation_mode': 'monitor' }) }),
      'The desync mitigation mode is monitor.',
    ],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ desyncMitigationMode: 'monitor' }) }),
      'The desync mitigation mode is monitor.',
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
