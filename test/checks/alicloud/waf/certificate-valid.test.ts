import check from '#checks/alicloud/waf/certificate-valid.ts';
import { known, unknown } from '#inventory/known.ts';
import { anEmptyAliRegion, aWafDetail, aWafDomain, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'half a year left': aWafDomain() },
  fails: {
    'three weeks left': [
      aWafDomain({ detail: known(aWafDetail({ certificateEndsAt: '2026-12-11T12:00:00.000Z' })) }),
      'The certificate ends on 2026-12-11, in 21 days.',
    ],
    over: [
      aWafDomain({ detail: known(aWafDetail({ certificateEndsAt: '2026-11-01T00:00:00.000Z' })) }),
      'The certificate ended on 2026-11-01.',
      { severity: 'critical' },
    ],
  },
  unknown: {
    'the domain could not be read': [
      aWafDomain({ detail: unknown(deniedByRam('yundun-waf:DescribeDomainDetail')) }),
      'yundun-waf:DescribeDomainDetail: Forbidden.RAM',
    ],
    'it serves HTTPS and the answer names no certificate': [
      aWafDomain({ detail: known(aWafDetail({ certificateEndsAt: undefined })) }),
      'yundun-waf:DescribeDomainDetail: Malformed',
    ],
    'nobody knows when the snapshot was taken': [
      aWafDomain(),
      'yundun-waf:DescribeDomainDetail: NotRead',
      anEmptyAliRegion({ readAt: undefined }),
    ],
  },
  notApplicable: {
    'no certificate': aWafDomain({ detail: known(aWafDetail({ certificateEndsAt: undefined, hasHttps: false })) }),
  },
});
