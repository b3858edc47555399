import check from '#checks/alicloud/waf/origin-redundant.ts';
import { known, unknown } from '#inventory/known.ts';
import { aWafDetail, aWafDomain, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'two origins': aWafDomain(),
    'a backup': aWafDomain({ detail: known(aWafDetail({ origins: ['47.1.1.1'], backupOrigins: ['47.1.1.2'] })) }),
    'a balancer by name': aWafDomain({
      detail: known(aWafDetail({ origins: ['alb-1.cn-hangzhou.alb.aliyuncs.com'] })),
    }),
  },
  fails: {
    'one origin': [
      aWafDomain({ detail: known(aWafDetail({ origins: ['47.1.1.1'] })) }),
      'Has one origin, 47.1.1.1, and no backup.',
    ],
    none: [aWafDomain({ detail: known(aWafDetail({ origins: [] })) }), 'Has no origin.'],
  },
  unknown: {
    'the domain could not be read': [
      aWafDomain({ detail: unknown(deniedByRam('yundun-waf:DescribeDomainDetail')) }),
      'yundun-waf:DescribeDomainDetail: Forbidden.RAM',
    ],
  },
});
