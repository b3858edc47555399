import type { Family } from '#inventory/addresses.ts';
import type {
  AliPortList,
  AliPrefixList,
  AliRule,
  AliRulePeer,
  AliSecurityGroup,
  PortRange,
} from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import { type Certainty, certain } from './certainty.ts';
import { type FilterEntry, Openness, unreadOpenness } from './openness.ts';
import type { Interval } from './port-set.ts';

/** The lists that rules name. */
export interface AliLists {
  readonly prefixLists: Known<readonly AliPrefixList[]>;
  readonly portLists: Known<readonly AliPortList[]>;
}

/** The addresses that a rule's group peer stands for; strangers on the Internet are in no group. */
export type ResolveAliGroup = (id: string, family: Family) => Certainty<AddressSet>;

/** What one question about groups leaves open. */
export interface AliAsked {
  readonly direction: AliRule['direction'];
  readonly family: Family;
  /** The member's own address, where the question is about one of them. */
  readonly localAddress?: string;
  readonly resolveGroup?: ResolveAliGroup;
  /** Peers that share a group whose members reach one another, whatever its rules say. */
  readonly insiders?: { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] };
}

const EVERY: Interval = [0, 65535];

/**
 * What security groups on one interface let through together. Where members of a group reach one another
 * (`InnerAccessPolicy` is Accept), no rule stands above that. Then all rules of all groups are put in one order: the
 * smallest priority first and of equal ones the Drop first; the first that matches decides.
 *
 *     1 Drop tcp 22 ◀ world      ┐ decides for tcp 22, whatever stands below
 *     1 Accept tcp 22 ◀ world    ┘
 *     100 Accept all ◀ world       decides for everything else
 *
 * What no rule matches is refused; but a basic group lets everything out. An enterprise group refuses both ways.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-modifysecuritygrouppolicy
 */
export function opennessOfAliGroups(groups: readonly AliSecurityGroup[], lists: AliLists, asked: AliAsked): Openness {
  const { direction, family } = asked;
  // A rule that was not read might be a Drop that comes before everything.
  const unread = groups.flatMap(({ rules }) => (rules.known ? [] : rules.missing));
  const { insiders } = asked;
  if (unread.length > 0) {
    if (!insiders || insiders.addresses.may.isEmpty) return unreadOpenness(family, unread);
    const addresses = { must: AddressSet.none(family), may: AddressSet.all(family) };
    const told = { ...everything(family), addresses: insiders.addresses };
    return new Openness(family, [told, { ...everything(family), addresses }], [...unread, ...insiders.missing]);
  }
  const rules = inPriorityOrder(
    groups.flatMap((group) =>
      seenOf(group.rules).filter((rule) => rule.direction === direction && facesInternet(group, rule)),
    ),
  );
  const missing: MissingCall[] = [...(insiders?.missing ?? [])];
  const entries = insiders ? [{ ...everything(family), addresses: insiders.addresses }] : [];
  for (const rule of rules) {
    const read = entriesOf(rule, lists, asked);
    missing.push(...read.missing);
    entries.push(...read.entries);
  }
  if (direction === 'egress' && groups.some(({ type }) => type === 'normal')) entries.push(everything(family));
  return new Openness(family, entries, missing);
}

const order = ({ action }: AliRule): number => (action === 'drop' ? 0 : 1);

/** Rules in the order in which they decide: the smallest priority number first, of equal ones the Drop. */
export const inPriorityOrder = (rules: readonly AliRule[]): readonly AliRule[] =>
  rules.toSorted((a, b) => a.priority - b.priority || order(a) - order(b));

/** A group of the classic network has rules for each of two interfaces; only one of them faces the Internet. */
const facesInternet = ({ vpcId }: AliSecurityGroup, { nicType }: AliRule): boolean =>
  vpcId !== undefined || nicType === undefined || nicType === 'internet';

/** Whether a rule is about the member that is asked about, and about clients whatever port they choose. */
export function isAbout(rule: AliRule, family: Family, localAddress: string | undefined): boolean {
  const allow = rule.action === 'accept';
  if (rule.localCidr !== undefined) {
    const local = AddressSet.of(family, [rule.localCidr]);
    // Without a particular member, an Accept for some members opens the group, and a Drop for some does not close it.
    const isMember =
      localAddress === undefined ? allow || local.equals(AddressSet.all(family)) : local.contains(localAddress);
    if (!isMember) return false;
  }
  // A client chooses its own port: a Drop for some of them closes nothing.
  return allow || !rule.sourcePorts || isEveryPort(rule.sourcePorts);
}

function entriesOf(
  rule: AliRule,
  lists: AliLists,
  { family, localAddress, resolveGroup }: AliAsked,
): { readonly entries: readonly FilterEntry[]; readonly missing: readonly MissingCall[] } {
  const allow = rule.action === 'accept';
  if (!isAbout(rule, family, localAddress)) return { entries: [], missing: [] };
  const peer = addressesOfAliPeer(rule.peer, family, lists, resolveGroup);
  if (peer.addresses.may.isEmpty) return { entries: [], missing: peer.missing };
  const ports = portsOfAliRule(rule, lists);
  const addresses = ports.isSure ? peer.addresses : { must: AddressSet.none(family), may: peer.addresses.may };
  return {
    entries: ports.intervals.map((interval) => ({ protocol: rule.protocol, interval, addresses, allow })),
    missing: [...peer.missing, ...ports.missing],
  };
}

const isEveryPort = ([first, last]: PortRange): boolean => first <= 1 && last === 65535;

/** The addresses of a rule's other end. A list that was not read may hold anything of its family. */
export function addressesOfAliPeer(
  peer: AliRulePeer,
  family: Family,
  { prefixLists }: Pick<AliLists, 'prefixLists'>,
  resolveGroup?: ResolveAliGroup,
): { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] } {
  if (peer.kind === 'cidr') return { addresses: certain(AddressSet.of(family, [peer.cidr])), missing: [] };
  if (peer.kind === 'group') {
    const addresses = resolveGroup?.(peer.id, family) ?? certain(AddressSet.none(family));
    const unread = {
      call: 'ecs:DescribeNetworkInterfaces',
      code: 'NotRead',
      message: `who is in ${peer.id} was not read`,
    };
    return { addresses, missing: addresses.must === addresses.may ? [] : [unread] };
  }
  const list = seenOf(prefixLists).find(({ id }) => id === peer.id);
  if (list) return { addresses: certain(AddressSet.of(family, list.cidrs)), missing: [] };
  const unread = {
    call: 'ecs:DescribePrefixListAttributes',
    code: 'NotRead',
    message: `prefix list ${peer.id} was not read`,
  };
  return {
    addresses: { must: AddressSet.none(family), may: AddressSet.all(family) },
    missing: prefixLists.known ? [unread] : prefixLists.missing,
  };
}

/** The ports that a rule is about. Only TCP and UDP have any. */
export function portsOfAliRule(
  { protocol, ports, portListId }: AliRule,
  { portLists }: AliLists,
): { readonly intervals: readonly Interval[]; readonly isSure: boolean; readonly missing: readonly MissingCall[] } {
  if (protocol !== TCP && protocol !== UDP) return { intervals: [EVERY], isSure: true, missing: [] };
  if (portListId === undefined) return { intervals: [ports ?? EVERY], isSure: true, missing: [] };
  const list = seenOf(portLists).find(({ id }) => id === portListId);
  if (list) return { intervals: list.ports, isSure: true, missing: [] };
  const unread = {
    call: 'ecs:DescribePortRangeListEntries',
    code: 'NotRead',
    message: `port list ${portListId} was not read`,
  };
  return { intervals: [EVERY], isSure: false, missing: portLists.known ? [unread] : portLists.missing };
}

const everything = (family: Family): FilterEntry => ({
  protocol: ALL_PROTOCOLS,
  interval: EVERY,
  addresses: certain(AddressSet.all(family)),
  allow: true,
});

/** A filter that lets everything through. */
export const aliUnfiltered = (family: Family): Openness => new Openness(family, [everything(family)]);

/**
 * What one direction of a network ACL lets through: entries in the order of the list, the first that matches decides, and
 * what none matches is refused. It keeps no state, so replies need an entry of their own.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls
 */
export function opennessOfAliAcl(
  { entries }: Pick<AliNetworkAcl, 'entries'>,
  direction: AliAclEntry['direction'],
  family: Family,
): Openness {
  if (!entries.known) return unreadOpenness(family, entries.missing);
  const relevant = entries.value.filter((entry) => entry.direction === direction && entry.family === family);
  const placed = relevant.filter((entry) => isPlaced(entry, family));
  const others = relevant.filter((entry) => !placed.includes(entry));
  const unsure = others.map((entry): FilterEntry => {
    const { addresses, ...rest } = entryOfAcl(entry);
    return { ...rest, addresses: { must: AddressSet.none(family), may: addresses.may } };
  });
  return new Openness(
    family,
    [...unsure, ...[...placed, ...others].map(entryOfAcl)],
    others.length > 0 ? [UNPLACED] : [],
  );
}

/** Where entries of type `system` and `service` stand in the order is not verified: before all others, or after them. */
const UNPLACED: MissingCall = {
  call: 'vpc:DescribeNetworkAcls',
  code: 'Unverified',
  message: 'the place of entries of type system and service among the others is not verified',
};

/** Whether the order of the list says when an entry is tried. One that drops everything can only be the last. */
const isPlaced = ({ entryType = 'custom', action, protocol, cidr }: AliAclEntry, family: Family): boolean =>
  entryType === 'custom' ||
  (action === 'drop' && protocol === ALL_PROTOCOLS && AddressSet.of(family, [cidr]).equals(AddressSet.all(family)));

const entryOfAcl = ({ protocol, ports, cidr, family, action }: AliAclEntry): FilterEntry => ({
  protocol,
  interval: (protocol === TCP || protocol === UDP) && ports ? ports : EVERY,
  addresses: certain(AddressSet.of(family, [cidr])),
  allow: action === 'accept',
});
