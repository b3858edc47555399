import check from '#checks/alicloud/slb/health-check-on.ts';
import { known, unknown } from '#inventory/known.ts';
import { aBalancing, aListener, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { on: aListener() },
  fails: {
    off: [
      aListener({ balancing: known([aBalancing({ healthCheck: false })]) }),
      'The health check of the listener is off.',
    ],
  },
  unknown: {
    'the answer does not say': [
      aListener({ balancing: known([aBalancing({ healthCheck: undefined })]) }),
      'slb:DescribeLoadBalancerListeners: Malformed',
    ],
    'groups could not be read': [
      aListener({ balancing: unknown(deniedByRam('nlb:ListServerGroups')) }),
      'nlb:ListServerGroups: Forbidden.RAM',
    ],
  },
  notApplicable: { 'it only redirects': aListener({ redirects: true }) },
});
