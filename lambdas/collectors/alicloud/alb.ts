import type { Fields } from '../record.ts';
import { type AliCollector, defineCollector } from './collector.ts';
import { forEach, textIn } from './paging.ts';

const relations = (answer: Fields | undefined): readonly string[] => {
  const list = ((answer?.['AclConfig'] ?? {}) as Fields)['AclRelations'];
  return Array.isArray(list) ? list.flatMap((each: Fields) => textIn(each, 'AclId') ?? []) : [];
};

/** Application load balancers. Access lists stand only in a listener's own answer. */
const albs = defineCollector({
  scope: 'region',
  calls: [
    'alb:ListLoadBalancers',
    'alb:GetLoadBalancerAttribute',
    'alb:ListListeners',
    'alb:GetListenerAttribute',
    'alb:ListAclEntries',
    'alb:GetListenerHealthStatus',
    'alb:ListRules',
    'alb:ListServerGroups',
    'alb:ListServerGroupServers',
  ],
  async collect({ ask }) {
    const balancers = await ask.list('alb:ListLoadBalancers', {}, (each) => textIn(each, 'LoadBalancerId'));
    if (balancers.length === 0) return;
    const acls = new Set<string>();
    await Promise.all([
      forEach(balancers, (LoadBalancerId) => ask.once('alb:GetLoadBalancerAttribute', { LoadBalancerId })),
      ask.list('alb:ListRules', {}),
      ask
        .list('alb:ListListeners', {}, (each) => textIn(each, 'ListenerId'))
        .then((ids) =>
          forEach(ids, async (ListenerId) => {
            for (const id of relations(await ask.once('alb:GetListenerAttribute', { ListenerId }))) acls.add(id);
            await ask.list('alb:GetListenerHealthStatus', { ListenerId, IncludeRule: true });
          }),
        ),
      ask
        .list('alb:ListServerGroups', {}, (each) => textIn(each, 'ServerGroupId'))
        .then((ids) => forEach(ids, (ServerGroupId) => ask.list('alb:ListServerGroupServers', { ServerGroupId }))),
    ]);
    await forEach([...acls], (AclId) => ask.list('alb:ListAclEntries', { AclId }));
  },
});

export const albCollectors: readonly AliCollector[] = [albs];
