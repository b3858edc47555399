import check from '#checks/alicloud/slb/deletion-protection-on.ts';
import { aLoadBalancer } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { on: aLoadBalancer() },
  fails: {
    off: [aLoadBalancer({ deletionProtection: false }), 'Deletion protection is off.'],
    'off on an NLB': [aLoadBalancer({ kind: 'nlb', deletionProtection: false }), 'Deletion protection is off.'],
  },
  unknown: {
    'was not read': [aLoadBalancer({ deletionProtection: undefined }), 'slb:DescribeLoadBalancerAttribute: NotRead'],
  },
});
