import type { Family } from '#inventory/addresses.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { NetworkAcl, NetworkAclEntry, PrefixList } from '#inventory/aws/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import { type Certainty, certain, distinctCalls, joinCertainty } from './certainty.ts';
import { isWorld } from './internet.ts';
import type { Interval, PortSet } from './port-set.ts';
import { type Layer, TrafficSet } from './traffic-set.ts';

/** One entry of a filter, before it is known which protocol is asked about. */
export interface FilterEntry {
  /** IANA number; -1 is every protocol. */
  readonly protocol: number;
  /** Ports, or ICMP types and codes as `type × 256 + code`. */
  readonly interval: Interval;
  readonly addresses: Certainty<AddressSet>;
  readonly allow: boolean;
}

/**
 * What a filter (one group, several groups together, or one direction of a network ACL) lets through, per protocol, as
 * exact (port × address) sets of one family. Unread rules and prefix lists widen only `may`.
 */
export class Openness {
  readonly family: Family;
  /** Calls that would tell `must` and `may` apart no more. Empty where they are the same. */
  readonly missing: readonly MissingCall[];
  readonly #entries: readonly FilterEntry[];
  readonly #parts: readonly Openness[];
  #protocols: readonly number[] | undefined;
  #key: string | undefined;
  readonly #answers = new Map<number, Certainty<TrafficSet>>();

  /**
   * @param entries In the order in which they decide.
   * @param parts Filters any of which may let traffic through, besides the entries.
   */
  constructor(
    family: Family,
    entries: readonly FilterEntry[],
    missing: readonly MissingCall[] = [],
    parts: readonly Openness[] = [],
  ) {
    this.family = family;
    this.#entries = entries;
    this.#parts = parts;
    this.missing = distinctCalls(missing);
  }

  /** What any of the filters lets through. Each of them is worked out once, however many unions it is part of. */
  static union(family: Family, parts: readonly Openness[]): Openness {
    const missing = parts.flatMap((part) => part.missing);
    return new Openness(family, [], missing, parts);
  }

  /** Whether it says nothing at all: it lets nothing through, and no part of it is unread. */
  get isEmpty(): boolean {
    return this.#entries.length === 0 && this.missing.length === 0 && this.#parts.every(({ isEmpty }) => isEmpty);
  }

  /** The protocols that entries name, rising; -1 is not among them. */
  get protocols(): readonly number[] {
    this.#protocols ??= [
      ...new Set([
        ...this.#entries.map((entry) => entry.protocol).filter((each) => each >= 0),
        ...this.#parts.flatMap(({ protocols }) => protocols),
      ]),
    ].sort((a, b) => a - b);
    return this.#protocols;
  }

  /** A text that is the same for filters that say the same. */
  get key(): string {
    if (this.#key === undefined) {
      const lines = this.#entries.map(
        ({ protocol, interval, addresses: { must, may }, allow }) =>
          `${protocol} ${interval.join('-')} ${must.key} ${must === may ? '' : may.key} ${allow}`,
      );
      // Where every entry allows, their order says nothing.
      const ordered = this.#entries.every(({ allow }) => allow) ? [...new Set(lines)].sort() : lines;
      const parts = this.#parts.map(({ key }) => key).sort();
      this.#key = [this.family, ...ordered, ...parts, JSON.stringify(this.missing)].join('\n');
    }
    return this.#key;
  }

  /** What passes of one protocol; -1 asks for the protocols that no entry names. */
  of(protocol: number): Certainty<TrafficSet> {
    let answer = this.#answers.get(protocol);
    if (!answer) {
      answer = this.#parts.reduce((all, part) => eitherOf(all, part.of(protocol)), this.#paint(protocol));
      this.#answers.set(protocol, answer);
    }
    return answer;
  }

  #paint(protocol: number): Certainty<TrafficSet> {
    // ICMP is a protocol of IPv4 and ICMPv6 one of IPv6, whatever a rule says about the other family.
    if (protocol === (this.family === 'ipv4' ? ICMPV6 : ICMP)) return certain(TrafficSet.none(this.family));
    const entries = this.#entries.filter((entry) => entry.protocol === ALL_PROTOCOLS || entry.protocol === protocol);
    const must = TrafficSet.painted(this.family, layersOf(entries, 'must', 'may'));
    if (entries.every(({ addresses }) => addresses.must === addresses.may)) return certain(must);
    return asOne({ must, may: TrafficSet.painted(this.family, layersOf(entries, 'may', 'must')) });
  }
}

/** Entries as layers: of what allows one side of what is known, of what denies the other. */
const layersOf = (
  entries: readonly FilterEntry[],
  allowed: keyof Certainty<unknown>,
  denied: keyof Certainty<unknown>,
): readonly Layer[] =>
  entries.map(({ interval: [first, last], addresses, allow }) => ({
    first,
    last,
    addresses: addresses[allow ? allowed : denied],
    allow,
  }));

const eitherOf = (a: Certainty<TrafficSet>, b: Certainty<TrafficSet>): Certainty<TrafficSet> =>
  asOne(joinCertainty(a, b, (one, other) => one.union(other)));

/** What is equal on both sides, as the same object. */
const asOne = ({ must, may }: Certainty<TrafficSet>): Certainty<TrafficSet> =>
  must === may || must.equals(may) ? certain(must) : { must, may };

/** The addresses that a rule's group peer stands for; strangers on the Internet are in no group. */
export type ResolveGroup = (
  peer: Extract<RulePeer, { kind: 'group' }>,
  family: Family,
) => { readonly addresses: Certainty<AddressSet>; readonly missing?: readonly MissingCall[] };

const NOBODY: ResolveGroup = (_peer, family) => ({ addresses: certain(AddressSet.none(family)) });

/**
 * What security groups together let in or out: the union of their rules, in no order. Rules that name groups count only
 * with a `resolveGroup`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function opennessOfGroups(
  groups: readonly SecurityGroup[],
  prefixLists: Known<readonly PrefixList[]>,
  direction: SecurityGroupRule['direction'],
  family: Family,
  resolveGroup: ResolveGroup = NOBODY,
): Openness {
  const missing: MissingCall[] = [];
  const entries: FilterEntry[] = [];
  for (const group of groups) {
    for (const rule of seenOf(group.rules)) {
      const interval = rule.direction === direction ? selectorsOf(rule) : undefined;
      if (!interval) continue;
      const peer = addressesOf(rule.peer, family, prefixLists, resolveGroup);
      missing.push(...peer.missing);
      if (!peer.addresses.may.isEmpty)
        entries.push({ protocol: rule.protocol, interval, addresses: peer.addresses, allow: true });
    }
    if (!group.rules.known) {
      missing.push(...group.rules.missing);
      entries.push(anything(family));
    }
  }
  return new Openness(family, entries, missing);
}

/** {@link opennessOfGroups} of one group. */
export const opennessOfGroup = (
  group: SecurityGroup,
  prefixLists: Known<readonly PrefixList[]>,
  direction: SecurityGroupRule['direction'],
  family: Family,
  resolveGroup?: ResolveGroup,
): Openness => opennessOfGroups([group], prefixLists, direction, family, resolveGroup);

/** An unread filter: certainly lets nothing through, and may let through everything. */
export const unreadOpenness = (family: Family, missing: readonly MissingCall[]): Openness =>
  new Openness(family, [anything(family)], missing);

/**
 * What one direction of a network ACL lets through: entries in the order of their numbers, the first that matches decides,
 * and what none matches is refused.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function opennessOfAcl(
  acl: Pick<NetworkAcl, 'entries'>,
  direction: SecurityGroupRule['direction'],
  family: Family,
): Openness {
  if (!acl.entries.known) return unreadOpenness(family, acl.entries.missing);
  const entries = acl.entries.value
    .filter((entry) => entry.family === family && entry.egress === (direction === 'egress'))
    .sort((a, b) => a.ruleNumber - b.ruleNumber)
    .flatMap((entry): readonly FilterEntry[] => {
      const interval = selectorsOfAclEntry(entry);
      const addresses = certain(AddressSet.of(family, [entry.cidr]));
      return interval ? [{ protocol: entry.protocol, interval, addresses, allow: entry.action === 'allow' }] : [];
    });
  return new Openness(family, entries);
}

/** The ports of a protocol that a filter opens to the world, over the union of all its entries. */
export function portsOpenToWorld(openness: Openness, protocol: number): Certainty<PortSet> {
  const open = (traffic: TrafficSet): PortSet => traffic.portsWhere(isWorld);
  const { must, may } = openness.of(protocol);
  return must === may ? certain(open(must)) : { must: open(must), may: open(may) };
}

/** Ports, or ICMP types and codes, that a group's rule is about; `undefined` where it can match nothing. */
export function selectorsOf({
  protocol,
  from,
  to,
}: Pick<SecurityGroupRule, 'protocol' | 'from' | 'to'>): Interval | undefined {
  if (protocol === TCP || protocol === UDP)
    // A bound that is absent or -1 is no bound.
    return filled([from === undefined || from < 0 ? 0 : from, to === undefined || to < 0 ? 65535 : to]);
  if (protocol === ICMP || protocol === ICMPV6) return icmpSelectors(from ?? -1, to ?? -1);
  return EVERY;
}

/** {@link selectorsOf} for an ACL entry. */
export function selectorsOfAclEntry({ protocol, ports, icmp }: NetworkAclEntry): Interval | undefined {
  if (protocol === TCP || protocol === UDP) return ports ? filled(ports) : EVERY;
  if (protocol === ICMP || protocol === ICMPV6) return icmp ? icmpSelectors(icmp.type, icmp.code) : EVERY;
  return EVERY;
}

const EVERY: Interval = [0, 65535];

const filled = ([first, last]: Interval): Interval | undefined =>
  first <= last && first <= 65535 && last >= 0 ? [Math.max(first, 0), Math.min(last, 65535)] : undefined;

/** -1 is any; any type with one code is malformed and matches nothing. */
function icmpSelectors(type: number, code: number): Interval | undefined {
  if (type < 0) return code < 0 ? EVERY : undefined;
  if (type > 255 || code > 255) return undefined;
  return code < 0 ? [type * 256, type * 256 + 255] : [type * 256 + code, type * 256 + code];
}

const anything = (family: Family): FilterEntry => ({
  protocol: ALL_PROTOCOLS,
  interval: EVERY,
  addresses: { must: AddressSet.none(family), may: AddressSet.all(family) },
  allow: true,
});

function addressesOf(
  peer: RulePeer,
  family: Family,
  prefixLists: Known<readonly PrefixList[]>,
  resolveGroup: ResolveGroup,
): { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] } {
  if (peer.kind === 'cidr') return { addresses: certain(AddressSet.of(family, [peer.cidr])), missing: [] };
  if (peer.kind === 'group') {
    const { addresses, missing = [] } = resolveGroup(peer, family);
    return { addresses, missing };
  }
  return addressesOfPrefixList(peer.id, family, prefixLists);
}

/** The addresses of a prefix list. One that was not read may hold anything of its family. */
export function addressesOfPrefixList(
  id: string,
  family: Family,
  prefixLists: Known<readonly PrefixList[]>,
): { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] } {
  const list = seenOf(prefixLists).find((each) => each.id === id);
  if (list?.entries.known) return { addresses: certain(AddressSet.of(family, list.entries.value)), missing: [] };
  if (list?.family !== undefined && list.family !== family)
    return { addresses: certain(AddressSet.none(family)), missing: [] };
  const seen = list ? AddressSet.of(family, seenOf(list.entries)) : AddressSet.none(family);
  return { addresses: { must: seen, may: AddressSet.all(family) }, missing: missingOf(id, list, prefixLists) };
}

function missingOf(
  id: string,
  list: PrefixList | undefined,
  prefixLists: Known<readonly PrefixList[]>,
): readonly MissingCall[] {
  if (list) return list.entries.known ? [] : list.entries.missing;
  if (!prefixLists.known) return prefixLists.missing;
  const message = `${id} is not among the prefix lists that were read`;
  return [{ call: 'ec2:GetManagedPrefixListEntries', code: 'NotRead', message }];
}
