import type { Fields } from '../record.ts';
import { type AliCollector, defineCollector } from './collector.ts';
import { forEach, textIn } from './paging.ts';

/**
 * Classic load balancers: one walk gets the listeners of a whole region, settings and all; health, groups and rules are
 * asked for by balancer.
 *
 * @see https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners
 */
const balancers = defineCollector({
  scope: 'region',
  calls: [
    'slb:DescribeLoadBalancers',
    'slb:DescribeLoadBalancerListeners',
    'slb:DescribeLoadBalancerAttribute',
    'slb:DescribeHealthStatus',
    'slb:DescribeVServerGroups',
    'slb:DescribeVServerGroupAttribute',
    'slb:DescribeMasterSlaveServerGroupAttribute',
    'slb:DescribeRules',
  ],
  async collect({ ask, region: RegionId }) {
    const ids = await ask.list('slb:DescribeLoadBalancers', { RegionId }, (each) => textIn(each, 'LoadBalancerId'));
    if (ids.length === 0) return;
    const listeners = ask.list<Fields>('slb:DescribeLoadBalancerListeners', { RegionId }, (listener) => listener);
    await Promise.all([
      forEach(ids, async (LoadBalancerId) => {
        await ask.once('slb:DescribeLoadBalancerAttribute', { RegionId, LoadBalancerId });
        await ask.once('slb:DescribeHealthStatus', { RegionId, LoadBalancerId });
        const groups = await ask.list('slb:DescribeVServerGroups', { RegionId, LoadBalancerId }, (group) =>
          textIn(group, 'VServerGroupId'),
        );
        await forEach(groups, (VServerGroupId) =>
          ask.once('slb:DescribeVServerGroupAttribute', { RegionId, VServerGroupId }),
        );
      }),
      forEach((await listeners).flatMap(masterSlaveGroup), (MasterSlaveServerGroupId) =>
        ask.once('slb:DescribeMasterSlaveServerGroupAttribute', { RegionId, MasterSlaveServerGroupId }),
      ),
      forEach((await listeners).flatMap(withRules), (listener) =>
        ask.once('slb:DescribeRules', { RegionId, ...listener }),
      ),
    ]);
  },
});

const masterSlaveGroup = (listener: Fields): readonly string[] =>
  ['TCPListenerConfig', 'UDPListenerConfig'].flatMap(
    (config) => textIn((listener[config] ?? {}) as Fields, 'MasterSlaveServerGroupId') ?? [],
  );

/** Only HTTP and HTTPS listeners have forwarding rules. */
const withRules = (listener: Fields): readonly Fields[] => {
  const { LoadBalancerId, ListenerPort, ListenerProtocol } = listener;
  return /^https?$/i.test(String(ListenerProtocol)) ? [{ LoadBalancerId, ListenerPort, ListenerProtocol }] : [];
};

const accessLists = defineCollector({
  scope: 'region',
  calls: ['slb:DescribeAccessControlLists', 'slb:DescribeAccessControlListAttribute'],
  async collect({ ask, region: RegionId }) {
    const ids = await ask.list('slb:DescribeAccessControlLists', { RegionId }, (acl) => textIn(acl, 'AclId'));
    await forEach(ids, (AclId) => ask.list('slb:DescribeAccessControlListAttribute', { RegionId, AclId }));
  },
});

export const slbCollectors: readonly AliCollector[] = [balancers, accessLists];
