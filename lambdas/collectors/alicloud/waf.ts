import { type AliCollector, defineCollector } from './collector.ts';
import { CENTRES } from './endpoints.ts';
import { forEach, textIn } from './paging.ts';

/** WAF 3.0 in both centres: domains and cloud resources behind it, with the timeouts towards the origin. */
const waf = defineCollector({
  scope: 'global',
  calls: [
    'yundun-waf:DescribeInstance',
    'yundun-waf:DescribeDomains',
    'yundun-waf:DescribeDomainDetail',
    'yundun-waf:DescribeCloudResources',
    'yundun-waf:DescribeCloudResourceAccessPortDetails',
    'yundun-waf:DescribeDDoSStatus',
    'yundun-waf:DescribeWafSourceIpSegment',
  ],
  async collect({ ask }) {
    await forEach(CENTRES, async (RegionId) => {
      const here = ask.at(RegionId);
      const instance = await here.once('yundun-waf:DescribeInstance', { RegionId });
      const InstanceId = instance && textIn(instance, 'InstanceId');
      // An answer without an instance is how WAF says that none was bought.
      if (InstanceId === undefined) return;
      const own = { RegionId, InstanceId };
      await Promise.all([
        here
          .list('yundun-waf:DescribeDomains', own, (each) => textIn(each, 'Domain'))
          .then((domains) =>
            forEach(domains, (Domain) => here.once('yundun-waf:DescribeDomainDetail', { ...own, Domain })),
          ),
        here
          .list('yundun-waf:DescribeCloudResources', own, (each) => ({
            ResourceInstanceId: textIn(each, 'ResourceInstanceId'),
            ResourceProduct: textIn(each, 'ResourceProduct'),
          }))
          .then((resources) =>
            forEach(resources, (resource) =>
              here.list('yundun-waf:DescribeCloudResourceAccessPortDetails', { ...own, ...resource }),
            ),
          ),
        here.once('yundun-waf:DescribeDDoSStatus', own),
        here.once('yundun-waf:DescribeWafSourceIpSegment', own),
      ]);
    });
  },
});

export const wafCollectors: readonly AliCollector[] = [waf];
