import { protocolName } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import type { AwsReach } from '../aws-reach.ts';
import { type Flow, nameOfFlow } from '../flow.ts';
import { listenerPortsTo } from '../reach/edge-services.ts';
import type { Target } from '../reach/targets.ts';
import type { NearMiss } from './changes.ts';

/**
 * Listeners of balancers and accelerators on the port that was asked about which lead to the target on another one: the
 * port of a flow is the target's, and people often know only the one that clients use.
 */
export function listenerMisses({ balancers, edge }: AwsReach, target: Target, flow: Flow): readonly NearMiss[] {
  const { protocol, selector } = flow;
  const misses = new Map<string, NearMiss>();
  const add = (component: string, listenerPort: number, targetPort: number): void => {
    if (listenerPort !== selector || targetPort === selector) return;
    const asked = nameOfFlow({ protocol, selector: targetPort });
    const rule = say`listener ${protocolName(protocol)} ${listenerPort} → ${targetPort}`;
    misses.set(`${component} ${protocolName(protocol)} ${listenerPort} ${targetPort}`, {
      component,
      rule,
      change: say`ask for ${asked}, where this listener leads`,
    });
  };
  for (const { node, listener, forwarding } of balancers.waysTo(target, protocol)) {
    add(node.balancer.id, listener.port, forwarding.targetPort);
    // An accelerator before a balancer leads on to wherever the balancer's listener does.
    for (const entrance of edge.entrancesTo(node.target)) {
      if (entrance.protocol !== protocol) continue;
      for (const port of listenerPortsTo(entrance, listener.port)) add(entrance.id, port, forwarding.targetPort);
    }
  }
  for (const entrance of edge.entrancesTo(target)) {
    if (entrance.protocol !== protocol) continue;
    for (const { listener, target: port } of entrance.ports)
      if (port !== undefined) add(entrance.id, listener[0], port);
  }
  return [...misses.values()];
}
