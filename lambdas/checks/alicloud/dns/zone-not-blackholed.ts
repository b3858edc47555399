import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-dns-zone-not-blackholed',
  title: 'No DNS zone is in a blackhole',
  severity: 'critical',
  concern: 'availability',
  examines: 'alicloud.dns.Zone',
  why: 'Nobody can look the names of the zone up, so everything under it is down.',
  fix: 'Wait for the release, and move the zone to an edition that protects against DNS floods.',
  sources: ['https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describedomaininfo'],

  examine(zone, { region }) {
    return given({ state: zone.state }, ({ state }) => {
      if (!state.inBlackhole) return pass(state.inClean ? 'An attack is being scrubbed.' : '');
      return fail(
        'The zone’s name servers are in a blackhole: its names cannot be looked up.',
        { inBlackhole: true, inClean: state.inClean },
        { commands: [aliyunCommand(region, 'alidns', 'DescribeDomainInfo', { DomainName: zone.id })] },
      );
    });
  },
});
