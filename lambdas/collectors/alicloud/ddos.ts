import type { Fields } from '../record.ts';
import { type AliCollector, defineCollector, eventWindow } from './collector.ts';
import { BGP_CENTRES, CENTRES } from './endpoints.ts';
import { forEach, textIn } from './paging.ts';

/** What Anti-DDoS Basic looks after. */
const ASSET_TYPES = ['ecs', 'slb', 'eip', 'ipv6', 'swas', 'waf', 'ga_basic'] as const;

/**
 * Addresses in a blackhole, or being scrubbed, under the protection that every address has; and when each will be released.
 *
 * CloudMonitor says nothing of these: asking is the only way to know.
 */
const basic = defineCollector({
  scope: 'region',
  calls: ['yundun-ddos:DescribeInstanceIpAddress', 'yundun-ddos:DescribeDdosEventList'],
  async collect({ ask, region: DdosRegionId }) {
    const states = ASSET_TYPES.flatMap((InstanceType) =>
      ['blackhole', 'defense'].map((DdosStatus) => ({ InstanceType, DdosStatus })),
    );
    const hit = new Map<string, Fields>();
    await forEach(states, async (state) => {
      await ask.list('yundun-ddos:DescribeInstanceIpAddress', { DdosRegionId, ...state }, (asset) => {
        for (const address of (Array.isArray(asset['IpAddressConfig']) ? asset['IpAddressConfig'] : []) as Fields[]) {
          const InternetIp = textIn(address, 'InstanceIp');
          const InstanceId = textIn(asset, 'InstanceId');
          if (InternetIp !== undefined && /blackholed|mitigating/i.test(String(address['IpStatus']))) {
            hit.set(InternetIp, { InstanceType: state.InstanceType, InstanceId, InternetIp });
          }
        }
        return undefined;
      });
    });
    await forEach([...hit.values()], (address) =>
      ask.list('yundun-ddos:DescribeDdosEventList', { DdosRegionId, ...address, QueryDays: 7 }),
    );
  },
});

/** Anti-DDoS Native: its instances and the addresses that each protects. */
const native = defineCollector({
  scope: 'global',
  calls: [
    'yundun-antiddosbag:DescribeInstanceList',
    'yundun-antiddosbag:DescribePackIpList',
    'yundun-antiddosbag:DescribeDdosEvent',
  ],
  async collect({ ask, now }) {
    await forEach(BGP_CENTRES, async (RegionId) => {
      const here = ask.at(RegionId);
      const ids = await here.list('yundun-antiddosbag:DescribeInstanceList', { RegionId }, (each) =>
        textIn(each, 'InstanceId'),
      );
      await forEach(ids, async (InstanceId) => {
        await here.list('yundun-antiddosbag:DescribePackIpList', { RegionId, InstanceId });
        await here.list('yundun-antiddosbag:DescribeDdosEvent', { RegionId, InstanceId, ...eventWindow(now, 's') });
      });
    });
  },
});

/** Anti-DDoS Proxy: its addresses, their state, and how it passes traffic on to the origins. */
const proxy = defineCollector({
  scope: 'global',
  calls: [
    'yundun-ddoscoo:DescribeInstances',
    'yundun-ddoscoo:DescribeInstanceDetails',
    'yundun-ddoscoo:DescribeBlackholeStatus',
    'yundun-ddoscoo:DescribeDDoSEvents',
    'yundun-ddoscoo:DescribeNetworkRules',
    'yundun-ddoscoo:DescribeDomainResource',
    'yundun-ddoscoo:DescribeL7RsPolicy',
    'yundun-ddoscoo:DescribeL7UsKeepalive',
    'yundun-ddoscoo:DescribeBackSourceCidr',
  ],
  async collect({ ask, now }) {
    await forEach(CENTRES, async (RegionId) => {
      const here = ask.at(RegionId);
      const ids = await here.list('yundun-ddoscoo:DescribeInstances', { RegionId }, (each) =>
        textIn(each, 'InstanceId'),
      );
      if (ids.length === 0) return;
      await forEach(ids, async (InstanceId) => {
        const InstanceIds = [InstanceId];
        await here.once('yundun-ddoscoo:DescribeInstanceDetails', { RegionId, InstanceIds });
        await here.once('yundun-ddoscoo:DescribeBlackholeStatus', { RegionId, InstanceIds });
        await here.list('yundun-ddoscoo:DescribeDDoSEvents', { RegionId, InstanceIds, ...eventWindow(now, 's') });
        await here.list('yundun-ddoscoo:DescribeNetworkRules', { RegionId, InstanceId });
      });
      const domains = await here.list('yundun-ddoscoo:DescribeDomainResource', { RegionId }, (each) =>
        textIn(each, 'Domain'),
      );
      await forEach(domains, async (Domain) => {
        await here.once('yundun-ddoscoo:DescribeL7RsPolicy', { RegionId, Domain });
        await here.once('yundun-ddoscoo:DescribeL7UsKeepalive', { RegionId, Domain });
      });
      await here.once('yundun-ddoscoo:DescribeBackSourceCidr', { RegionId });
    });
  },
});

/** Which addresses of Anti-DDoS Proxy are in a blackhole, and nothing else of it. */
const proxyState = defineCollector({
  scope: 'global',
  calls: ['yundun-ddoscoo:DescribeInstances', 'yundun-ddoscoo:DescribeBlackholeStatus'],
  async collect({ ask }) {
    await forEach(CENTRES, async (RegionId) => {
      const here = ask.at(RegionId);
      const ids = await here.list('yundun-ddoscoo:DescribeInstances', { RegionId }, (each) =>
        textIn(each, 'InstanceId'),
      );
      await forEach(ids, (InstanceId) =>
        here.once('yundun-ddoscoo:DescribeBlackholeStatus', { RegionId, InstanceIds: [InstanceId] }),
      );
    });
  },
});

/** What tells who is under attack at this moment: few enough calls to make every ten minutes. */
export const attackCollectors: readonly AliCollector[] = [basic, native, proxyState];

export const ddosCollectors: readonly AliCollector[] = [basic, native, proxy];
