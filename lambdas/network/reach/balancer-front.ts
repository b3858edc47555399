import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import type { Estate } from '../estate.ts';
import type { Hop, HopName } from '../hop.ts';
import type { Openness } from '../openness.ts';
import { type Balancer, balancerHop, listenerFilter } from './balancer.ts';
import type { Front } from './direct-reach.ts';
import type { EdgeFront } from './edge-reach.ts';
import { forwardsToAnything } from './forwarding.ts';
import type { Target } from './targets.ts';
import type { ClassEntry } from './traffic-class.ts';

/** What balancers put before their nodes: whether they face the Internet, and the ports they listen on. */
export class BalancerFronts {
  readonly #estate: Estate;
  readonly #filters = new Map<string, Openness>();

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** What a packet meets at a balancer before it is filtered as at any other interface. */
  of(balancer: Balancer, { family }: Target, isAssumed: boolean): Front {
    const gate = balancerHop(balancer, family);
    const without: HopName[] = isAssumed ? ['address-mapping', 'interface'] : [];
    // An internal balancer has no public address because it is internal: one fault, said once.
    if (gate.code === 'X_LB_INTERNAL_SCHEME') without.push('address-mapping');
    const code = balancer.type === 'clb' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENERS_MISMATCH';
    return {
      gates: [gate],
      filters: [this.#listenerFilter(balancer, family)],
      without: new Set(without),
      closed: {
        code,
        leg: 'forward',
        component: balancer.id,
        rule: null,
        message: say`${balancer.id} listens on no port.`,
      },
      hopsFor: (traffic) => this.#listenerHops(balancer, traffic),
    };
  }

  /** {@link of} for what the edge carries in: it needs no public address, so only the listeners count. */
  atEdge(balancer: Balancer, { family }: Target): EdgeFront {
    const filters = [this.#listenerFilter(balancer, family)];
    return { filters, hopsFor: (traffic) => this.#listenerHops(balancer, traffic) };
  }

  #listenerFilter(balancer: Balancer, family: Target['family']): Openness {
    const key = `${family} ${balancer.id}`;
    const filter = this.#filters.get(key) ?? listenerFilter(balancer, family);
    this.#filters.set(key, filter);
    return filter;
  }

  /** The listener that takes the first packet of some traffic, and whether anything is behind it. */
  #listenerHops(balancer: Balancer, { ports, protocol }: ClassEntry): readonly Hop[] {
    const port = ports?.[0]?.[0];
    const listener = seenOf(balancer.listeners).find((each) => each.port === port && each.protocols.includes(protocol));
    if (!listener) return [];
    const at = {
      leg: 'forward',
      hop: 'listener',
      component: balancer.id,
      rule: String(port),
      verdict: 'pass',
    } as const;
    return [
      forwardsToAnything(this.#estate, balancer, listener)
        ? { ...at, message: say`${balancer.id} listens on ${String(port)}.` }
        : {
            ...at,
            code: 'X_LB_NO_TARGET',
            message: say`${balancer.id} answers on ${String(port)} by itself: no target is behind it.`,
          },
    ];
  }
}
