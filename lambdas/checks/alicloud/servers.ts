import type { AliListener, AliServer } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { CLI } from './balancer-of.ts';
import { aliyunCommand } from './command.ts';

/** The servers behind a listener, over all of its groups; those of weight 0 get no work and do not count. */
export function serversOf({ balancing }: AliListener): Known<readonly AliServer[]> {
  if (!balancing.known) return unknown(balancing.missing);
  const missing = balancing.value.flatMap(({ servers }) => (servers.known ? [] : servers.missing));
  const servers = balancing.value.flatMap((group) => seenOf(group.servers)).filter(({ weight }) => weight !== 0);
  const distinct = [...new Map(servers.map((server) => [`${server.id}:${server.port ?? ''}`, server])).values()];
  return missing.length === 0 ? known(distinct) : unknown(missing, distinct);
}

/** How many servers a listener has, where that is known. */
export function serverCount(listener: AliListener): number | undefined {
  const servers = serversOf(listener);
  return servers.known ? servers.value.length : undefined;
}

/** The command that shows the health of a listener's servers. */
export const healthCommand = (region: AliRegion, { kind, balancerId, listenerId, ports }: AliListener): string =>
  kind === 'clb'
    ? aliyunCommand(region, 'slb', 'DescribeHealthStatus', { LoadBalancerId: balancerId, ListenerPort: ports[0] })
    : aliyunCommand(region, CLI[kind], 'GetListenerHealthStatus', { ListenerId: listenerId });

/** The zone of a server: its own, or that of the machine. */
export const zoneOf = ({ id, zoneId }: AliServer, region: AliRegion): string | undefined =>
  zoneId ??
  seenOf(region.instances).find((each) => each.id === id)?.zoneId ??
  seenOf(region.interfaces).find((each) => each.id === id)?.zoneId;
