import { type AliCollector, defineCollector } from './collector.ts';
import { forEach, textIn } from './paging.ts';

/** Network load balancers. */
const nlbs = defineCollector({
  scope: 'region',
  calls: [
    'nlb:ListLoadBalancers',
    'nlb:ListListeners',
    'nlb:GetListenerHealthStatus',
    'nlb:ListServerGroups',
    'nlb:ListServerGroupServers',
  ],
  async collect({ ask, region: RegionId }) {
    const balancers = await ask.list('nlb:ListLoadBalancers', { RegionId }, (each) => textIn(each, 'LoadBalancerId'));
    if (balancers.length === 0) return;
    await Promise.all([
      ask
        .list('nlb:ListListeners', { RegionId }, (each) => textIn(each, 'ListenerId'))
        .then((ids) => forEach(ids, (ListenerId) => ask.once('nlb:GetListenerHealthStatus', { RegionId, ListenerId }))),
      ask
        .list('nlb:ListServerGroups', { RegionId }, (each) => textIn(each, 'ServerGroupId'))
        .then((ids) =>
          forEach(ids, (ServerGroupId) => ask.list('nlb:ListServerGroupServers', { RegionId, ServerGroupId })),
        ),
    ]);
  },
});

export const nlbCollectors: readonly AliCollector[] = [nlbs];
