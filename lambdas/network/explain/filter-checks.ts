import type { Family } from '#inventory/addresses.ts';
import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { NetworkAcl, NetworkAclEntry, PrefixList } from '#inventory/aws/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from '#inventory/protocols.ts';
import { say, sayAll, wordsOf } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { type Certainty, certain, mapCertainty } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import { distinctReasons, type Hop, incomplete, type Leg } from '../hop.ts';
import {
  addressesOfPrefixList,
  type Openness,
  type ResolveGroup,
  selectorsOf,
  selectorsOfAclEntry,
} from '../openness.ts';
import { ALL_PORTS, PortSet } from '../port-set.ts';
import { portsText } from '../ports-text.ts';
import { clientPortsName, clientPortsOf, icmpReplySelector, ORDINARY_CLIENT_PORTS } from '../reach/replies.ts';
import { ruleText } from '../rule-text.ts';
import { type HopCheck, verdictAt } from './hop-check.ts';

/** Where a filter stands in a path. */
export interface FilterPlace {
  readonly leg: Leg;
  readonly hop: Hop['hop'];
  readonly component: string;
}

/** What groups do with a flow. */
export function groupCheck(
  place: FilterPlace,
  groups: readonly SecurityGroup[],
  openness: Openness,
  flow: Flow,
  prefixLists: Known<readonly PrefixList[]>,
  resolveGroup?: ResolveGroup,
): HopCheck {
  const { family } = openness;
  const direction = place.hop === 'security-group-out' ? 'egress' : 'ingress';
  const passes = mapCertainty(openness.of(flow.protocol), (traffic) => traffic.at(flow.selector));
  const rulesOf = (group: SecurityGroup): readonly SecurityGroupRule[] =>
    seenOf(group.rules).filter((rule) => rule.direction === direction);
  /** Rules that name groups of a peer, where all of the rules were read. */
  const rulesWithPeers = () =>
    groups.every(({ rules }) => rules.known)
      ? groups.flatMap((group) =>
          rulesOf(group)
            .filter(({ peer }) => isOfPeer(peer, group))
            .map((rule) => ({ group, rule })),
        )
      : [];
  const addressesOf = ({ peer }: SecurityGroupRule): Certainty<AddressSet> => {
    if (peer.kind === 'cidr') return certain(AddressSet.of(family, [peer.cidr]));
    if (peer.kind === 'prefix-list') return addressesOfPrefixList(peer.id, family, prefixLists).addresses;
    return resolveGroup?.(peer, family).addresses ?? certain(AddressSet.none(family));
  };
  return {
    passes,
    at(source) {
      const verdict = verdictAt(passes, source);
      const base = { leg: place.leg, hop: place.hop, verdict } as const;
      if (groups.length === 0)
        return { ...base, component: place.component, rule: null, message: say`No security group filters here.` };
      if (verdict === 'pass') {
        for (const group of groups) {
          const rule = rulesOf(group).find(
            (each) => coversFlow(each, flow, family) && addressesOf(each).must.contains(source),
          );
          if (rule)
            return {
              ...base,
              component: group.id,
              rule: wordsOf(ruleText(rule)),
              message: say`${group.id} allows ${ruleText(rule)}.`,
            };
        }
      }
      const [first] = groups as readonly [SecurityGroup];
      if (verdict === 'unknown') {
        const peered = rulesWithPeers().find(
          ({ rule }) => coversFlow(rule, flow, family) && addressesOf(rule).may.contains(source),
        );
        if (peered)
          return {
            ...base,
            component: peered.group.id,
            rule: wordsOf(ruleText(peered.rule)),
            code: 'UNKNOWN_PEERED_SGS',
            message: say`${peered.group.id} allows ${ruleText(peered.rule)}, a group of a peer; who is in it was not read.`,
            reasons: distinctReasons(openness.missing.map(incomplete)),
          };
        return {
          ...base,
          component: (groups.find((group) => !group.rules.known) ?? first).id,
          rule: null,
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: say`What could not be read of the rules may allow it.`,
          reasons: distinctReasons(openness.missing.map(incomplete)),
        };
      }
      const isEmpty = groups.every((group) => group.rules.known && rulesOf(group).length === 0);
      const names = sayAll(groups.map(({ id }) => id));
      const way = direction === 'ingress' ? say`in` : say`out`;
      return isEmpty
        ? {
            ...base,
            component: first.id,
            rule: null,
            code: 'SG_HAS_NO_RULES',
            message: say`${names} lets nothing ${way}.`,
          }
        : {
            ...base,
            component: first.id,
            rule: null,
            code: 'ENI_SG_RULES_MISMATCH',
            message: say`No rule of ${names} lets it ${way}.`,
          };
    },
  };
}

/** Whether a rule names a group of another account, or one beyond a peering. */
const isOfPeer = (peer: SecurityGroupRule['peer'], { ownerId }: SecurityGroup): boolean =>
  peer.kind === 'group' &&
  (peer.peeringId !== undefined ||
    (peer.accountId !== undefined && ownerId !== undefined && peer.accountId !== ownerId));

/** Whether a rule is about the flow, whatever its peer. */
export function coversFlow(rule: SecurityGroupRule, { protocol, selector }: Flow, family: Family): boolean {
  if (rule.protocol !== ALL_PROTOCOLS && rule.protocol !== protocol) return false;
  if (protocol === (family === 'ipv4' ? ICMPV6 : ICMP)) return false;
  const interval = selectorsOf(rule);
  return interval !== undefined && interval[0] <= selector && selector <= interval[1];
}

/** What an ACL does with packets on one leg; a reply goes to whichever client port it came from. */
export interface AclQuestion {
  readonly place: FilterPlace;
  readonly acl: NetworkAcl | undefined;
  readonly openness: Openness;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: number;
  /** The destination port or ICMP message, or the set of client ports a reply may go to. */
  readonly selectors: PortSet;
}

/** What an ACL does with a packet whose destination is one port or message. */
export const aclForwardCheck = (
  place: FilterPlace,
  acl: NetworkAcl | undefined,
  openness: Openness,
  direction: 'ingress' | 'egress',
  flow: Flow,
): HopCheck =>
  aclCheck({
    place,
    acl,
    openness,
    direction,
    protocol: flow.protocol,
    selectors: PortSet.of([flow.selector, flow.selector]),
  });

/** What an ACL does with the reply to a flow, which goes to any of the client ports. */
export function aclReplyCheck(
  place: FilterPlace,
  acl: NetworkAcl | undefined,
  openness: Openness,
  direction: 'ingress' | 'egress',
  { protocol, selector }: Flow,
  clientPorts: PortSet = ALL_PORTS,
): HopCheck {
  const hasPorts = protocol === TCP || protocol === UDP;
  const reply = icmpReplySelector(protocol, selector);
  const selectors = hasPorts ? clientPorts : PortSet.of([reply, reply]);
  return aclCheck({ place, acl, openness, direction, protocol, selectors });
}

function aclCheck({ place, acl, openness, direction, protocol, selectors }: AclQuestion): HopCheck {
  const traffic = openness.of(protocol);
  const passes = mapCertainty(traffic, (each) => each.withinPorts(selectors).addresses());
  const isReply = place.leg === 'return' && (protocol === TCP || protocol === UDP);
  return {
    passes,
    ...(isReply ? { parts: clientPortsOf(traffic.must).map(({ addresses }) => addresses) } : {}),
    at(source) {
      const verdict = verdictAt(passes, source);
      const base = { leg: place.leg, hop: place.hop, component: place.component, verdict } as const;
      const way = direction === 'ingress' ? say`in` : say`out`;
      if (verdict === 'unknown' || !acl?.entries.known) {
        return {
          ...base,
          rule: null,
          code: 'X_SNAPSHOT_INCOMPLETE',
          message: say`What ${place.component} lets ${way} could not be read.`,
          reasons: distinctReasons(openness.missing.map(incomplete)),
        };
      }
      const allowed = selectors.intersect(traffic.must.portsWhere((addresses) => addresses.contains(source)));
      const entry = decidingEntry(
        acl.entries.value,
        direction,
        protocol,
        verdict === 'pass' ? allowed : selectors,
        source,
      );
      const rule = entry ? String(entry.ruleNumber) : '*';
      if (verdict === 'fail') {
        return {
          ...base,
          rule,
          code: 'SUBNET_ACL_RESTRICTION',
          message: entry
            ? say`Entry ${rule} of ${place.component} refuses it on the way ${way}.`
            : say`No entry of ${place.component} lets it ${way}.`,
        };
      }
      const wanted = selectors.intersect(ORDINARY_CLIENT_PORTS);
      if (isReply && !wanted.isEmpty && !allowed.covers(wanted)) {
        return {
          ...base,
          rule,
          code: 'X_RETURN_PORTS_PARTIAL',
          message:
            clientPortsName(allowed) === 'crafted'
              ? say`Replies go out only to client ports ${portsText(allowed)}, which no client uses by itself.`
              : say`Replies go out only to client ports ${portsText(allowed)}.`,
          clientPortRanges: allowed.intervals(),
        };
      }
      return { ...base, rule, message: say`Entry ${rule} of ${place.component} lets it ${way}.` };
    },
  };
}

/** The entry that decides for the first of the ports it is about. */
function decidingEntry(
  entries: readonly NetworkAclEntry[],
  direction: 'ingress' | 'egress',
  protocol: number,
  selectors: PortSet,
  peer: string,
): NetworkAclEntry | undefined {
  const ordered = entries
    .filter((entry) => entry.egress === (direction === 'egress'))
    .filter((entry) => entry.protocol === ALL_PROTOCOLS || entry.protocol === protocol)
    .filter((entry) => AddressSet.of(entry.family, [entry.cidr]).contains(peer))
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber);
  // An ordinary client port shows what is usual; the first port of all may be an exception.
  const ordinary = selectors.intersect(ORDINARY_CLIENT_PORTS);
  const [[first] = [0]] = (ordinary.isEmpty ? selectors : ordinary).intervals();
  return ordered.find((entry) => {
    const interval = entry.protocol === ALL_PROTOCOLS ? ([0, 65535] as const) : selectorsOfAclEntry(entry);
    return interval !== undefined && interval[0] <= first && first <= interval[1];
  });
}
