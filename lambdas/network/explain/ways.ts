import type { AwsReach } from '../aws-reach.ts';
import type { Flow } from '../flow.ts';
import type { PortSet } from '../port-set.ts';
import type { Via } from '../reach/exposure.ts';
import { leadsTo } from '../reach/forwarding.ts';
import type { Target } from '../reach/targets.ts';
import { arrivalsAt } from './arrivals.ts';
import type { FlowSource } from './endpoints.ts';
import { throughNode } from './through-node.ts';
import type { Walk } from './walks.ts';

/** One way to a target: its own address, an entrance at AWS's edge, or a balancer's listener. */
export interface Way {
  readonly target: Target;
  readonly via?: Via;
  readonly walks: readonly Walk[];
}

/**
 * Every way in: straight to the address, from the edge to it, and through each listener that passes the port on to it. A
 * listener that is reached in several ways, as over an accelerator besides, is several ways.
 */
export function waysTo(
  reach: AwsReach,
  target: Target,
  source: FlowSource,
  flow: Flow,
  clientPorts: PortSet | undefined,
): readonly Way[] {
  const arrivals = arrivalsAt(reach, target, source, flow, clientPorts);
  const direct = arrivals.map(({ via, walks }): Way => ({ target, walks, ...(via ? { via } : {}) }));
  if (source.kind === 'interfaces') return direct;
  const behind = new Map<string, { readonly via: Via; readonly walks: Walk[] }>();
  for (const way of reach.balancers.waysTo(target, flow.protocol)) {
    const { node, listener, forwarding } = way;
    if (!leadsTo(forwarding, flow.selector)) continue;
    const { type, id } = node.balancer;
    const via: Via = { type, id, listenerPort: listener.port, targetPort: flow.selector };
    const asked: Flow = { protocol: flow.protocol, selector: listener.port };
    for (const arrival of arrivalsAt(reach, node.target, source, asked, clientPorts)) {
      const key = JSON.stringify([via, arrival.key]);
      const found = behind.get(key) ?? { via, walks: [] };
      found.walks.push(...throughNode(reach, way, arrival, target, flow, clientPorts));
      behind.set(key, found);
    }
  }
  return [...direct, ...[...behind.values()].map(({ via, walks }) => ({ target, via, walks }))];
}
