import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6 } from '#inventory/protocols.ts';
import { say, wordsOf } from '#platform/text.ts';
import { unreadHop } from './alicloud-checks.ts';
import {
  type AliAsked,
  type AliLists,
  addressesOfAliPeer,
  inPriorityOrder,
  isAbout,
  portsOfAliRule,
} from './alicloud-filters.ts';
import { describeAliRule } from './alicloud-rule-text.ts';
import { mapCertainty } from './certainty.ts';
import { type HopCheck, verdictAt } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import type { Openness } from './openness.ts';

/** Groups of one interface, and what is asked of them. */
export interface AliGroupQuestion {
  readonly groups: readonly AliSecurityGroup[];
  /** Their ids, for people. */
  readonly component: string;
  readonly openness: Openness;
  readonly lists: AliLists;
  readonly asked: AliAsked;
}

/** A rule with the group that has it. */
export interface OwnedRule {
  readonly group: string;
  readonly rule: AliRule;
}

/** Whether a rule is about a flow, whatever its peer. */
export function coversAliFlow(rule: AliRule, { protocol, selector }: Flow, family: Family, lists: AliLists): boolean {
  if (rule.protocol !== ALL_PROTOCOLS && rule.protocol !== protocol) return false;
  if (protocol === (family === 'ipv4' ? ICMPV6 : ICMP)) return false;
  return portsOfAliRule(rule, lists).intervals.some(([first, last]) => first <= selector && selector <= last);
}

/** The rules of all groups that may decide, in the order in which they do. */
export function rulesInOrder({ groups, asked }: Pick<AliGroupQuestion, 'groups' | 'asked'>): readonly OwnedRule[] {
  const { direction, family, localAddress } = asked;
  const owners = new Map(groups.flatMap((group) => seenOf(group.rules).map((rule) => [rule, group.id] as const)));
  return inPriorityOrder([...owners.keys()])
    .filter((rule) => rule.direction === direction && isAbout(rule, family, localAddress))
    .map((rule) => ({ group: owners.get(rule) ?? '', rule }));
}

/** The rule that decides over a packet to or from `peer`. */
export function decidingRule(
  question: Pick<AliGroupQuestion, 'groups' | 'lists' | 'asked'>,
  flow: Flow,
  peer: string,
): OwnedRule | undefined {
  const { lists, asked } = question;
  const family = familyOf(peer);
  return rulesInOrder(question).find(
    ({ rule }) =>
      coversAliFlow(rule, flow, family, lists) &&
      addressesOfAliPeer(rule.peer, family, lists, asked.resolveGroup).addresses.must.contains(peer),
  );
}

/** What security groups do with a flow, in or out. They keep state: replies are not asked about. */
export function aliGroupCheck(question: AliGroupQuestion, flow: Flow): HopCheck {
  const { groups, component, openness, asked } = question;
  const passes = mapCertainty(openness.of(flow.protocol), (traffic) => traffic.at(flow.selector));
  const [hop, way] =
    asked.direction === 'ingress'
      ? (['security-group-in', say`in`] as const)
      : (['security-group-out', say`out`] as const);
  return {
    passes,
    at(peer) {
      const base = { leg: 'forward', hop, component, rule: null } as const;
      const verdict = verdictAt(passes, peer);
      if (verdict === 'unknown')
        return unreadHop(base, openness, say`What could not be read of the rules may decide it.`);
      if (verdict === 'pass' && asked.insiders?.addresses.must.contains(peer))
        return {
          ...base,
          verdict,
          message: say`Members of ${component} reach one another (InnerAccessPolicy Accept).`,
        };
      const decided = decidingRule(question, flow, peer);
      const by = decided && {
        component: decided.group,
        rule: decided.rule.id ?? wordsOf(describeAliRule(decided.rule)),
      };
      if (verdict === 'pass') {
        const message = decided
          ? say`${describeAliRule(decided.rule)} decides.`
          : say`No rule of ${component} is about it, and a basic group then lets it ${way}.`;
        return { ...base, ...by, verdict, message };
      }
      const isEmpty = groups.every(({ rules }) =>
        seenOf(rules).every(({ direction }) => direction !== asked.direction),
      );
      return {
        ...base,
        ...by,
        verdict,
        code: isEmpty ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH',
        message: decided
          ? say`${describeAliRule(decided.rule)} refuses it.`
          : say`No rule of ${component} lets it ${way}.`,
      };
    },
  };
}
