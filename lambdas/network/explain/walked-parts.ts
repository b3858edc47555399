import { TCP } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import type { Hop } from '../hop.ts';
import type { Interval } from '../port-set.ts';
import { answeredPorts, type ClientPorts, clientPortsName } from '../reach/replies.ts';
import type { ComparedHop } from './diagnosis.ts';
import type { HopCheck } from './hop-check.ts';
import { failing, type WalkedPart, walk } from './partition.ts';

/** Sources that take one way, and what they meet there with a flow; nothing where the way is none for it. */
interface Walkable {
  readonly sources: AddressSet;
  readonly checks: (flow: Flow) => readonly HopCheck[] | undefined;
}

/** Which client ports get an answer, where the flow gets through or may. */
export function clientPortsIn({ verdict, hops }: WalkedPart): {
  readonly clientPorts?: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
} {
  if (verdict === 'blocked') return {};
  const answered = answeredPorts(hops);
  if (!answered) return { clientPorts: 'full' };
  return { clientPorts: clientPortsName(answered), clientPortRanges: answered.intervals() };
}

/** For each source the best that becomes of it, the best first. */
export function bestForEach<T extends { readonly part: WalkedPart }>(candidates: readonly T[]): readonly T[] {
  const taken = { ipv4: AddressSet.none('ipv4'), ipv6: AddressSet.none('ipv6') };
  return candidates
    .toSorted((a, b) => betterFirst(a.part, b.part))
    .flatMap((candidate) => {
      const { part } = candidate;
      const { family } = part.sources;
      const sources = part.sources.subtract(taken[family]);
      taken[family] = taken[family].union(part.sources);
      return sources.isEmpty ? [] : [{ ...candidate, part: { ...part, sources } }];
    });
}

/** Reachable before unknown before blocked, few blockers before many, more client ports before fewer. */
export function betterFirst(a: WalkedPart, b: WalkedPart): number {
  const rank = ({ verdict }: WalkedPart): number => ['reachable', 'unknown', 'blocked'].indexOf(verdict);
  const ports = (part: WalkedPart): number =>
    ['full', 'partial', 'crafted', undefined].indexOf(clientPortsIn(part).clientPorts);
  return rank(a) - rank(b) || failing(a.hops).length - failing(b.hops).length || ports(a) - ports(b);
}

/** The largest part of the sources for which the two flows end differently. */
export function mostTelling(
  walks: readonly Walkable[],
  parts: readonly WalkedPart[],
  compare: Flow | undefined,
): WalkedPart | undefined {
  if (!compare) return undefined;
  return parts
    .flatMap((part) => {
      const walked = walks.find((each) => each.sources.covers(part.sources));
      const checks = walked?.checks(compare);
      if (!checks) return [];
      return walk(checks, part.sources)
        .filter(({ verdict }) => verdict !== part.verdict)
        .map(({ sources }) => ({ ...part, sources }));
    })
    .toSorted((a, b) => (a.sources.size() > b.sources.size() ? -1 : 1))[0];
}

/** The hops that treat the two flows differently, side by side. */
export function differing(
  hops: readonly Hop[],
  walks: readonly Walkable[],
  source: string,
  compare: Flow | undefined,
): readonly ComparedHop[] {
  const walked = walks.find(({ sources }) => sources.contains(source));
  const others = compare && walked?.checks(compare)?.map((check) => check.at(source));
  if (!others) return hops;
  return hops.flatMap((hop, index): readonly ComparedHop[] => {
    const compared = others[index];
    return compared?.verdict === hop.verdict && compared.code === hop.code
      ? []
      : [{ ...hop, compared: compared ?? null }];
  });
}

/** Packets of protocols without a handshake arrive although no answer gets back: the last hop on the way in says so. */
export function arrivingAnyway(hops: readonly Hop[], { protocol }: Flow): readonly Hop[] {
  const isOneWay = failing(hops).length > 0 && hops.every(({ leg, verdict }) => leg === 'return' || verdict === 'pass');
  const last = hops.findLastIndex(({ leg }) => leg === 'forward');
  if (protocol === TCP || !isOneWay) return hops;
  return hops.map((hop, index) =>
    index === last
      ? {
          ...hop,
          code: 'X_ONE_WAY_DELIVERY',
          message: say`${hop.message} The packet arrives, and no answer gets back.`,
        }
      : hop,
  );
}
