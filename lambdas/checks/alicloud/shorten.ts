import type { AliListener, Balancing } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { setListener } from './balancer-of.ts';
import { aliyunCommand } from './command.ts';

/** The command that shortens persistence. */
export function shorten(region: AliRegion, listener: AliListener, group: Balancing, seconds: number): string {
  if (listener.kind !== 'clb') {
    return aliyunCommand(region, listener.kind, 'UpdateServerGroupAttribute', {
      ServerGroupId: group.id,
      'StickySessionConfig.CookieTimeout': seconds,
    });
  }
  if (group.id !== 'default')
    return aliyunCommand(region, 'slb', 'SetRule', { RuleId: group.id, CookieTimeout: seconds });
  const setting = group.persistence.kind === 'cookie' ? 'CookieTimeout' : 'PersistenceTimeout';
  return setListener(region, listener, { [setting]: seconds });
}
