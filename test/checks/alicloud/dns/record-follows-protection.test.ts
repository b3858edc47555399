import check from '#checks/alicloud/dns/record-follows-protection.ts';
import { known, unknown } from '#inventory/known.ts';
import { aRegionBehind, aWafDetail, aWafDomain, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const record = (type: string, value: string) => ({ id: '900001', name: 'shop.example.cn', type, value, isOn: true });

testCheck(check, {
  passes: {
    'the CNAME of WAF': [record('CNAME', 'x1.aliyunwaf5.com'), aRegionBehind(known([aWafDomain()]))],
    'another name in between': [
      record('CNAME', 'shop.example.cn.w.kunlunsl.com'),
      aRegionBehind(known([aWafDomain()])),
    ],
  },
  fails: {
    'the origin': [
      record('A', '47.110.5.6'),
      'Leads to 47.110.5.6, the origin, and not to WAF (shop.example.cn) (x1.aliyunwaf5.com).',
      aRegionBehind(known([aWafDomain()])),
    ],
    'an address that is no origin': [
      record('A', '47.9.9.9'),
      'Leads to 47.9.9.9 and not to WAF (shop.example.cn) (x1.aliyunwaf5.com).',
      aRegionBehind(known([aWafDomain()])),
    ],
    'a wildcard protects the name': [
      record('A', '47.110.5.6'),
      'Leads to 47.110.5.6, the origin, and not to WAF (*.example.cn) (x1.aliyunwaf5.com).',
      aRegionBehind(known([aWafDomain({ id: '*.example.cn', detail: known(aWafDetail({ id: '*.example.cn' })) })])),
    ],
  },
  unknown: {
    'WAF could not be read': [
      record('A', '47.110.5.6'),
      'yundun-waf:DescribeDomains: Forbidden.RAM',
      aRegionBehind(unknown(deniedByRam('yundun-waf:DescribeDomains'))),
    ],
    'the origins could not be read': [
      record('A', '47.110.5.6'),
      'yundun-waf:DescribeDomainDetail: Forbidden.RAM',
      aRegionBehind(known([aWafDomain({ detail: unknown(deniedByRam('yundun-waf:DescribeDomainDetail')) })])),
    ],
  },
  notApplicable: {
    'nothing protects the name': record('A', '47.110.5.6'),
    'a record that is off': { ...record('A', '47.110.5.6'), isOn: false },
    'a text': record('TXT', 'v=spf1 -all'),
  },
});
