import check from '#checks/alicloud/ddos/address-not-under-attack.ts';
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
    kind: 'scrubbing',
    code: 'basic:scrubbing',
    resourceIds: ['47.1.2.3', 'i-1'],
    startedAt: '2026-11-20T02:10:00.000Z',
  },
]);
const unread = unknown<AttackState>(deniedByRam('yundun-ddos:DescribeInstanceIpAddress'));

testCheck(check, {
  passes: {
    'kept as begun, and the API says that it is over': [address({ state: known('normal') }), { notices: kept }],
    'in order': address(),
    'in a blackhole, which another check tells': address({ state: known('blackholed') }),
  },
  fails: {
    'kept as begun, and the API is denied': [
      address({ state: unread }),
      '47.1.2.3 (i-1) is under attack: told for 2026-11-20 02:10 UTC and never told to be over; the API does not say how it stands now.',
      { notices: kept },
    ],
    'since a moment': [
      address({ state: known('scrubbed'), startedAt }),
      '47.1.2.3 (i-1) is under attack and being scrubbed since 2026-11-20 02:10 UTC.',
    ],
    again: [
      address({
        state: known('scrubbed'),
        events: [
          { ip: '47.1.2.3', kind: 'scrubbed', isOver: false, startedAt },
          { ip: '47.1.2.3', kind: 'blackholed', isOver: true },
        ],
      }),
      '47.1.2.3 (i-1) is under attack and being scrubbed. 2 attacks in the last 7 days.',
    ],
  },
  unknown: {
    'the events of Anti-DDoS Proxy could not be read': [
      address({ service: 'proxy', unread: [deniedByRam('yundun-ddoscoo:DescribeDDoSEvents')] }),
      'yundun-ddoscoo:DescribeDDoSEvents: Forbidden.RAM',
    ],
    'attacks could not be read': [
      address({ state: unknown<never>(deniedByRam('yundun-ddos:DescribeInstanceIpAddress')) }),
      'yundun-ddos:DescribeInstanceIpAddress: Forbidden.RAM',
    ],
  },
});
