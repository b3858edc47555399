import check from '#checks/alicloud/ddos/origin-hidden.ts';
import { type Known, known, unknown } from '#inventory/known.ts';
import {
  aListener,
  aLoadBalancer,
  anEmptyAliRegion,
  anEmptyCentral,
  aWafDomain,
  deniedByRam,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const origin = { id: 'lb-1', balancerId: 'lb-1', fronts: ['WAF (shop.example.cn)'] };
/** A balancer whose listener admits these networks; everybody, where there are none. */
const at = (admitted: readonly string[] | Known<readonly string[]>) =>
  anEmptyAliRegion({
    loadBalancers: known([aLoadBalancer()]),
    listeners: known([aListener({ access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) })]),
    accessLists: known([
      { id: 'acl-1', entries: Array.isArray(admitted) ? known(admitted) : (admitted as Known<readonly string[]>) },
    ]),
    central: anEmptyCentral({ wafDomains: known([aWafDomain()]), wafSources: known(['47.97.242.0/24']) }),
  });

testCheck(check, {
  passes: { 'only WAF is admitted': [origin, at(['47.97.242.0/24'])] },
  fails: {
    'everybody is admitted': [
      origin,
      'Is the origin behind WAF (shop.example.cn), and admits the whole Internet instead of only its back-to-source ranges.',
      at([]),
    ],
    'somebody else is admitted': [
      origin,
      'Is the origin behind WAF (shop.example.cn), and admits others too (198.51.100.0/24) instead of only its back-to-source ranges.',
      at(['47.97.242.0/24', '198.51.100.0/24']),
    ],
  },
  unknown: {
    'the back-to-source ranges could not be read': [
      origin,
      'yundun-waf:DescribeWafSourceIpSegment: Forbidden.RAM',
      anEmptyAliRegion({
        central: anEmptyCentral({ wafSources: unknown(deniedByRam('yundun-waf:DescribeWafSourceIpSegment')) }),
      }),
    ],
    'the access list could not be read': [
      origin,
      'slb:DescribeAccessControlListAttribute: Forbidden.RAM',
      at(unknown(deniedByRam('slb:DescribeAccessControlListAttribute'))),
    ],
  },
});
