import type { Family } from '#inventory/addresses.ts';
import type { Text } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { type Certainty, certain } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import type { Hop } from '../hop.ts';
import type { Target } from '../reach/targets.ts';

/** One hop of a path for one flow: the sources it lets pass, and what it says to each of them. */
export interface HopCheck {
  readonly passes: Certainty<AddressSet>;
  /** What the hop does with a packet from `source`. */
  readonly at: (source: string) => Hop;
  /** Where a hop treats sources alike although they pass or fail for different reasons, the sets that have one reason. */
  readonly parts?: readonly AddressSet[];
  /** What the packet looks like here, where that is not what was asked about. */
  readonly sight?: Sight;
}

/** A packet as a hop sees it: at a balancer, or behind one, it is another than the client's to the machine. */
export interface Sight {
  readonly target: Target;
  readonly flow: Flow;
  /** Who sends, where that is not the client: an address, a range, or words. */
  readonly sender?: Text;
  /** The security group that the sender is in, which rules may name in place of its address. */
  readonly senderGroup?: string;
}

/** Hops of which nobody said yet what they see. */
export const seeing = (checks: readonly HopCheck[], sight: Sight): readonly HopCheck[] =>
  checks.map((check) => (check.sight ? check : { ...check, sight }));

/** A hop that treats all sources alike. */
export function gateCheck(hop: Hop, family: Family): HopCheck {
  const [none, all] = [AddressSet.none(family), AddressSet.all(family)];
  const passes =
    hop.verdict === 'pass' ? certain(all) : hop.verdict === 'fail' ? certain(none) : { must: none, may: all };
  return { passes, at: () => hop };
}

/** What a hop says to one source, by its sets alone. */
export const verdictAt = ({ must, may }: Certainty<AddressSet>, source: string): Hop['verdict'] =>
  must.contains(source) ? 'pass' : may.contains(source) ? 'unknown' : 'fail';

/** Hops put in where the way in ends and the way back begins. */
export function beforeReplies(
  checks: readonly HopCheck[],
  source: string,
  between: readonly HopCheck[],
): readonly HopCheck[] {
  const at = checks.findIndex((check) => check.at(source).leg === 'return');
  return at < 0 ? [...checks, ...between] : [...checks.slice(0, at), ...between, ...checks.slice(at)];
}
