import check from '#checks/alicloud/dns/zone-not-blackholed.ts';
import type { DnsZone } from '#inventory/alicloud/central.ts';
import { known, unknown } from '#inventory/known.ts';
import { deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const zone: DnsZone = { id: 'example.cn', state: known({ inBlackhole: false, inClean: false }), records: known([]) };
const at = (state: DnsZone['state']): DnsZone => ({ ...zone, state });

testCheck(check, {
  passes: { 'in order': zone, 'being scrubbed': at(known({ inBlackhole: false, inClean: true })) },
  fails: {
    'in a blackhole': [
      at(known({ inBlackhole: true, inClean: false })),
      'The zone’s name servers are in a blackhole: its names cannot be looked up.',
    ],
  },
  unknown: {
    'the zone could not be read': [
      at(unknown(deniedByRam('alidns:DescribeDomainInfo'))),
      'alidns:DescribeDomainInfo: Forbidden.RAM',
    ],
  },
});
