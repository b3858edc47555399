import check from '#checks/alicloud/ddos/address-not-blackholed.ts';
import { known, unknown } from '#inventory/known.ts';
import type { AliPublicAddress } from '#network/alicloud-addresses.ts';
import { deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

/** An address that is in order, changed. */
const address = (change: Partial<AliPublicAddress> = {}): AliPublicAddress => ({
  id: '47.1.2.3',
  holder: 'i-1',
  service: 'basic',
  state: known('normal'),
  events: [],
  ...change,
});
const startedAt = '2026-11-20T02:10:00.000Z';

testCheck(check, {
  passes: { 'in order': address(), 'being scrubbed': address({ state: known('scrubbed') }) },
  fails: {
    'with start and release': [
      address({ state: known('blackholed'), startedAt, releaseAt: '2026-11-20T04:40:00.000Z' }),
      '47.1.2.3 (i-1) is in a blackhole since 2026-11-20 02:10 UTC; release is expected at 2026-11-20 04:40 UTC. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
    ],
    'nothing more is known': [
      address({ state: known('blackholed') }),
      '47.1.2.3 (i-1) is in a blackhole; when it will be released is not known. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
    ],
    'WAF itself': [
      address({ id: 'waf-1', holder: 'WAF waf-1', service: 'waf', state: known('blackholed') }),
      'An address of WAF waf-1 is in a blackhole; when it will be released is not known. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
    ],
  },
  unknown: {
    'attacks could not be read': [
      address({ state: unknown(deniedByRam('yundun-ddos:DescribeInstanceIpAddress')) }),
      'yundun-ddos:DescribeInstanceIpAddress: Forbidden.RAM',
    ],
  },
});
