import type { Family } from '#inventory/addresses.ts';
import { ICMP, ICMPV6, TCP, UDP } from '#inventory/protocols.ts';
import type { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import { distinctReasons, incomplete, type Reason } from '../hop.ts';
import type { Openness } from '../openness.ts';
import { ALL_PORTS } from '../port-set.ts';
import { TrafficSet } from '../traffic-set.ts';
import { type ReplyPart, replyParts } from './replies.ts';

/** What a passage is made of. */
export interface PassageInputs {
  readonly family: Family;
  /** What strangers there are. */
  readonly sources: AddressSet;
  /** What a packet passes on the way in besides the groups; all must let it through. */
  readonly inbound: readonly Openness[];
  /** What the reply passes. */
  readonly outbound: Openness;
  /** Clients that the routes lead replies to, and why that is not sure. */
  readonly routes: { readonly passes: Certainty<AddressSet>; readonly reasons: readonly Reason[] };
}

/**
 * Everything around the groups of an interface: the ACL and what else stands before it, the ACL and the route on the way
 * back. A subnet has one for all its interfaces, so what passes it is worked out once for each protocol.
 */
export class Passage {
  readonly inputs: PassageInputs;
  readonly #parts = new Map<string, readonly ReplyPart[]>();
  #protocols: readonly number[] | undefined;

  constructor(inputs: PassageInputs) {
    this.inputs = inputs;
  }

  get family(): Family {
    return this.inputs.family;
  }

  /** Whether nothing unread can change it. */
  get isCertain(): boolean {
    const { inbound, outbound, routes } = this.inputs;
    return (
      routes.passes.must === routes.passes.may && [...inbound, outbound].every(({ missing }) => missing.length === 0)
    );
  }

  /** The protocols that it tells apart, besides those that nothing names. */
  get protocols(): readonly number[] {
    this.#protocols ??= this.#toldApart();
    return this.#protocols;
  }

  #toldApart(): readonly number[] {
    const { family, inbound, outbound } = this.inputs;
    const [icmp, foreign] = family === 'ipv4' ? [ICMP, ICMPV6] : [ICMPV6, ICMP];
    const named = [...inbound, outbound].flatMap(({ protocols }) => protocols);
    return [...new Set([TCP, UDP, icmp, ...named])].filter((protocol) => protocol !== foreign);
  }

  /** What of a protocol passes both ways, by the client ports that get an answer. */
  parts(protocol: number, side: keyof Certainty<unknown>): readonly ReplyPart[] {
    const key = `${protocol} ${side}`;
    let parts = this.#parts.get(key);
    if (!parts) {
      parts = this.#evaluate(protocol, side);
      this.#parts.set(key, parts);
    }
    return parts;
  }

  /** Why traffic that may pass does not certainly pass. */
  doubtsAbout(protocol: number, traffic: TrafficSet): readonly Reason[] {
    const { inbound, outbound, routes } = this.inputs;
    const doubtful = inbound.filter((filter) => !filter.of(protocol).must.covers(traffic));
    return distinctReasons([
      ...[...doubtful, outbound].flatMap(({ missing }) => missing.map(incomplete)),
      ...(routes.passes.must.covers(traffic.addresses()) ? [] : routes.reasons),
    ]);
  }

  #evaluate(protocol: number, side: keyof Certainty<unknown>): readonly ReplyPart[] {
    const { sources, inbound, outbound, routes } = this.inputs;
    const clients = sources.intersect(routes.passes[side]);
    if (clients.isEmpty) return [];
    let forward = TrafficSet.onEveryPort(clients);
    if (protocol === TCP || protocol === UDP) forward = forward.withinPorts(ALL_PORTS);
    for (const filter of inbound) forward = forward.intersect(filter.of(protocol)[side]);
    return replyParts(outbound, protocol)[side].flatMap((part): readonly ReplyPart[] => {
      const traffic = forward.intersect(part.traffic);
      return traffic.isEmpty ? [] : [{ ...part, traffic }];
    });
  }
}
