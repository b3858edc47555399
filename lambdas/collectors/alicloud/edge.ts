import { type AliCollector, defineCollector } from './collector.ts';
import { CENTRES } from './endpoints.ts';
import { forEach, textIn } from './paging.ts';

/** CDN domains with their origins and settings. */
const cdn = defineCollector({
  scope: 'global',
  calls: ['cdn:DescribeUserDomains', 'cdn:DescribeCdnDomainDetail', 'cdn:DescribeCdnDomainConfigs'],
  async collect({ ask }) {
    const names = await ask.list('cdn:DescribeUserDomains', {}, (each) => textIn(each, 'DomainName'));
    await forEach(names, async (DomainName) => {
      await ask.once('cdn:DescribeCdnDomainDetail', { DomainName });
      await ask.once('cdn:DescribeCdnDomainConfigs', { DomainName });
    });
  },
});

/** DNS zones, their records, and whether a zone's own servers are under attack. */
const dns = defineCollector({
  scope: 'global',
  calls: ['alidns:DescribeDomains', 'alidns:DescribeDomainRecords', 'alidns:DescribeDomainInfo'],
  async collect({ ask }) {
    const names = await ask.list('alidns:DescribeDomains', {}, (each) => textIn(each, 'DomainName'));
    await forEach(names, async (DomainName) => {
      await ask.once('alidns:DescribeDomainInfo', { DomainName });
      await ask.list('alidns:DescribeDomainRecords', { DomainName });
    });
  },
});

const VULNERABILITY_TYPES = ['cve', 'sys', 'cms', 'emg', 'app'] as const;

/** Security Center in both centres: edition, pending alerts, vulnerabilities that were not dealt with. */
const securityCenter = defineCollector({
  scope: 'global',
  calls: ['yundun-sas:DescribeVersionConfig', 'yundun-sas:DescribeVulList', 'yundun-sas:DescribeSuspEvents'],
  async collect({ ask }) {
    await forEach(CENTRES, async (RegionId) => {
      const here = ask.at(RegionId);
      await here.once('yundun-sas:DescribeVersionConfig', { RegionId });
      await Promise.all([
        forEach(VULNERABILITY_TYPES, (Type) =>
          here.list('yundun-sas:DescribeVulList', { RegionId, Type, Dealed: 'n', Necessity: 'asap', Lang: 'en' }),
        ),
        here.list('yundun-sas:DescribeSuspEvents', {
          RegionId,
          Levels: 'serious,suspicious,remind',
          Dealed: 'N',
          Lang: 'en',
          From: 'sas',
        }),
      ]);
    });
  },
});

/** Cloud Enterprise Network: the routes of every transit router, the inactive ones too. */
const cen = defineCollector({
  scope: 'global',
  calls: [
    'cen:DescribeCens',
    'cen:ListTransitRouters',
    'cen:ListTransitRouterRouteTables',
    'cen:ListTransitRouterRouteEntries',
  ],
  async collect({ ask }) {
    const cens = await ask.list('cen:DescribeCens', {}, (each) => textIn(each, 'CenId'));
    await forEach(cens, async (CenId) => {
      const routers = await ask.list('cen:ListTransitRouters', { CenId }, (each) => textIn(each, 'TransitRouterId'));
      await forEach(routers, async (TransitRouterId) => {
        const tables = await ask.list('cen:ListTransitRouterRouteTables', { TransitRouterId }, (each) =>
          textIn(each, 'TransitRouterRouteTableId'),
        );
        await forEach(tables, (TransitRouterRouteTableId) =>
          ask.list('cen:ListTransitRouterRouteEntries', {
            TransitRouterRouteTableId,
            TransitRouterRouteEntryStatus: 'All',
          }),
        );
      });
    });
  },
});

export const edgeCollectors: readonly AliCollector[] = [cdn, dns, securityCenter, cen];
