import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { awsReach } from '#network/aws-reach.ts';
import { PortSet } from '#network/port-set.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { type AnyBalancer, balancersOf, isV2 } from './balancing.ts';
import { awsCommand } from './command.ts';
import { revoke } from './rules.ts';
import { rulesBehind } from './rules-behind.ts';

/** Commands that close ways through balancers, at the balancers' groups or, where those admit nobody, at their listeners. */
export function closeBalancers(behind: readonly Exposure[], region: AwsRegion): readonly string[] {
  const commands = behind.flatMap((exposure) => {
    const balancer = seenOf(balancersOf(region)).find(({ id }) => id === (exposure.via?.id ?? exposure.resource.id));
    if (!balancer) return [];
    const ports = exposure.via
      ? PortSet.of([exposure.via.listenerPort, exposure.via.listenerPort])
      : PortSet.of(...(exposure.traffic.ports ?? []));
    const opening = { family: exposure.family, protocol: exposure.traffic.protocol, ports };
    const atGroups = balancer.securityGroupIds.flatMap((id) => {
      const group = awsReach(region).estate.groupOrUnread(id);
      return revoke(region, group, rulesBehind(group, region, [opening], 'ingress'));
    });
    return atGroups.length > 0 ? atGroups : removeListeners(balancer, ports, region);
  });
  return [...new Set(commands)];
}

function removeListeners(balancer: AnyBalancer, ports: PortSet, region: AwsRegion): readonly string[] {
  const isHeard = ({ port }: { readonly port?: number }): boolean => port !== undefined && ports.contains(port);
  if (isV2(balancer))
    return seenOf(balancer.listeners)
      .filter(isHeard)
      .map(({ arn }) => awsCommand(region, 'elbv2', 'delete-listener', { 'listener-arn': arn }));
  return seenOf(balancer.listeners)
    .filter(isHeard)
    .map(({ port }) =>
      awsCommand(region, 'elb', 'delete-load-balancer-listeners', {
        'load-balancer-name': balancer.name,
        'load-balancer-ports': port,
      }),
    );
}
