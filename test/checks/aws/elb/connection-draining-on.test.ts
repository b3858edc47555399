import check from '#checks/aws/elb/connection-draining-on.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, aTargetGroup, classicAttributes } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    'five minutes': aTargetGroup(),
    'the default': aTargetGroup({ attributes: known({}) }),
    'a classic balancer': aClassicBalancer(),
  },
  fails: {
    'no delay': [
      aTargetGroup({ attributes: known({ 'deregistration_delay.timeout_seconds': '0' }) }),
      'deregistration_delay.timeout_seconds is 0.',
    ],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ connectionDraining: false }) }),
      'ConnectionDraining is off.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      aTargetGroup({ attributes: unknown(denied('elbv2:DescribeTargetGroupAttributes')) }),
      'elbv2:DescribeTargetGroupAttributes: UnauthorizedOperation',
    ],
  },
  notApplicable: { 'a function': aTargetGroup({ targetType: 'lambda' }) },
});
