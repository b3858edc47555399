import check from '#checks/alicloud/slb/load-balancer-active.ts';
import { aLoadBalancer } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { active: aLoadBalancer() },
  fails: {
    stopped: [aLoadBalancer({ status: 'inactive' }), 'The balancer is inactive.'],
    'locked for money': [
      aLoadBalancer({ kind: 'alb', businessStatus: 'FinancialLocked' }),
      'The balancer is active, FinancialLocked.',
    ],
  },
  unknown: {
    'the answer does not say': [aLoadBalancer({ status: 'unknown' }), 'slb:DescribeLoadBalancers: Malformed'],
  },
  notApplicable: { 'being made': aLoadBalancer({ kind: 'nlb', status: 'provisioning' }) },
});
