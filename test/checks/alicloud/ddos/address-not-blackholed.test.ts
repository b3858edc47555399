import check from '#checks/alicloud/ddos/address-not-blackholed.ts';
import type { AttackState } from '#inventory/alicloud/ddos.ts';
import { known, unknown } from '#inventory/known.ts';
import type { AliPublicAddress } from '#network/alicloud-addresses.ts';
import { ALI_ACCOUNT } from '../../../support/ali-calls.ts';
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

/** A notice about the address that is still open. */
const kept = known([
  {
    caseId: 'c-1',
    provider: 'alicloud' as const,
    account: ALI_ACCOUNT,
    region: 'cn-hangzhou',
    kind: 'blackhole',
    code: 'basic:blackhole',
    resourceIds: ['47.1.2.3', 'i-1'],
    startedAt: '2026-11-20T02:10:00.000Z',
  },
]);
const unread = unknown<AttackState>(deniedByRam('yundun-ddos:DescribeInstanceIpAddress'));

testCheck(check, {
  passes: {
    'kept as begun, and the API says that it is over': [address({ state: known('normal') }), { notices: kept }],
    'in order': address(),
    'being scrubbed': address({ state: known('scrubbed') }),
  },
  fails: {
    'kept as begun, and the API is denied': [
      address({ state: unread }),
      '47.1.2.3 (i-1) is in a blackhole: told for 2026-11-20 02:10 UTC and never told to be over; the API does not say how it stands now. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
      { notices: kept },
    ],
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
      'An address of WAF waf-1 is in a blackhole; when it will be released is not known. Every website on it is cut off. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
    ],
  },
  unknown: {
    'attacks could not be read': [
      address({ state: unknown<never>(deniedByRam('yundun-ddos:DescribeInstanceIpAddress')) }),
      'yundun-ddos:DescribeInstanceIpAddress: Forbidden.RAM',
    ],
  },
});
