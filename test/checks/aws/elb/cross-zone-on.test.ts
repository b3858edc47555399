import check from '#checks/aws/elb/cross-zone-on.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, anAlb, anNlb, classicAttributes } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

testCheck(check, {
  passes: {
    'an application balancer always does': anAlb(),
    'a network balancer where it is on': anNlb(),
    'a classic balancer where it is on': aClassicBalancer(),
  },
  fails: {
    'a network balancer': [
      anNlb({ attributes: known({ 'load_balancing.cross_zone.enabled': 'false' }) }),
      'load_balancing.cross_zone.enabled is false.',
    ],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ crossZone: false }) }),
      'CrossZoneLoadBalancing is off.',
    ],
  },
  unknown: {
    'attributes could not be read': [
      anNlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
    'attributes of a classic balancer could not be read': [
      aClassicBalancer({ attributes: unknown(denied('elb:DescribeLoadBalancerAttributes')) }),
      'elb:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
  },
});
