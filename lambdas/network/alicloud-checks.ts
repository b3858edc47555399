import type { Family } from '#inventory/addresses.ts';
import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from './address-set.ts';
import { type AliLists, addressesOfAliPeer, portsOfAliRule } from './alicloud-filters.ts';
import { describeAliEntry, describeAliRule } from './alicloud-rule-text.ts';
import { type Certainty, mapCertainty } from './certainty.ts';
import { type HopCheck, verdictAt } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import { distinctReasons, type Hop, incomplete } from './hop.ts';
import type { Openness } from './openness.ts';
import { ALL_PORTS, PortSet } from './port-set.ts';
import { clientPortsOf, icmpReplySelector, ORDINARY_CLIENT_PORTS } from './reach/replies.ts';

/** Rules in the order in which they decide. */
const inOrder = (rules: readonly AliRule[]): readonly AliRule[] =>
  rules.toSorted((a, b) => a.priority - b.priority || (a.action === b.action ? 0 : a.action === 'drop' ? -1 : 1));

/** The rule that decides over a packet, with the group that has it. */
export function decidingRule(
  groups: readonly AliSecurityGroup[],
  lists: AliLists,
  { protocol, selector }: Flow,
  source: string,
): { readonly group: string; readonly rule: AliRule } | undefined {
  const family: Family = source.includes(':') ? 'ipv6' : 'ipv4';
  const owners = new Map(groups.flatMap((group) => seenOf(group.rules).map((rule) => [rule, group.id] as const)));
  const rule = inOrder([...owners.keys()]).find(
    (each) =>
      each.direction === 'ingress' &&
      (each.protocol === ALL_PROTOCOLS || each.protocol === protocol) &&
      portsOfAliRule(each, lists).intervals.some(([first, last]) => first <= selector && selector <= last) &&
      addressesOfAliPeer(each.peer, family, lists).addresses.must.contains(source),
  );
  return rule && { group: owners.get(rule) ?? '', rule };
}

/** What security groups do with a flow. */
export function aliGroupCheck(
  groups: readonly AliSecurityGroup[],
  component: string,
  openness: Openness,
  lists: AliLists,
  flow: Flow,
): HopCheck {
  const passes = mapCertainty(openness.of(flow.protocol), (traffic) => traffic.at(flow.selector));
  return {
    passes,
    at(source) {
      const base = { leg: 'forward', hop: 'security-group-in', component, rule: null } as const;
      const verdict = verdictAt(passes, source);
      if (verdict === 'unknown') return unread(base, openness, 'What could not be read of the rules may decide it.');
      const decided = decidingRule(groups, lists, flow, source);
      const by = decided && { component: decided.group, rule: decided.rule.id ?? describeAliRule(decided.rule) };
      if (verdict === 'pass')
        return {
          ...base,
          ...by,
          verdict,
          message: decided ? `${describeAliRule(decided.rule)} decides.` : `${component} lets it in.`,
        };
      const isEmpty = groups.every(({ rules }) => seenOf(rules).every(({ direction }) => direction === 'egress'));
      return {
        ...base,
        ...by,
        verdict,
        code: isEmpty ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH',
        message: decided ? `${describeAliRule(decided.rule)} refuses it.` : `No rule of ${component} lets it in.`,
      };
    },
  };
}

/** What a network ACL does with a packet, or with the reply to it. */
export function aliAclCheck(
  acl: Known<AliNetworkAcl | undefined>,
  openness: Openness,
  leg: Hop['leg'],
  { protocol, selector }: Flow,
  clientPorts = ALL_PORTS,
): HopCheck {
  const hasPorts = protocol === TCP || protocol === UDP;
  const isReply = leg === 'return';
  const one = isReply ? icmpReplySelector(protocol, selector) : selector;
  const ports = isReply && hasPorts ? clientPorts : PortSet.of([one, one]);
  const traffic = openness.of(protocol);
  const passes: Certainty<AddressSet> = mapCertainty(traffic, (each) => each.withinPorts(ports).addresses());
  const component = acl.known ? (acl.value?.id ?? 'no network ACL') : 'network ACL';
  const base = { leg, hop: isReply ? 'network-acl-out' : 'network-acl-in', component, rule: null } as const;
  return {
    passes,
    ...(isReply && hasPorts ? { parts: clientPortsOf(traffic.must).map(({ addresses }) => addresses) } : {}),
    at(source) {
      const verdict = verdictAt(passes, source);
      if (verdict === 'unknown') return unread(base, openness, `What ${component} lets through could not be read.`);
      if (acl.known && acl.value === undefined) return { ...base, verdict, message: 'The vSwitch has no network ACL.' };
      const way = isReply ? 'out' : 'in';
      const entries = acl.known && acl.value ? seenOf(acl.value.entries) : [];
      const own = entries.filter(({ direction }) => direction === (isReply ? 'egress' : 'ingress'));
      const place = own.findIndex((entry) => decides(entry, protocol, ports, source));
      const entry = own[place];
      const rule = entry ? String(place + 1) : null;
      if (verdict === 'fail') {
        const message = entry
          ? `${describeAliEntry(entry, place + 1)}.`.replace(/^e/, 'E')
          : `No entry of ${component} lets it ${way}.`;
        return { ...base, rule, verdict, code: 'SUBNET_ACL_RESTRICTION', message };
      }
      const allowed = ports.intersect(traffic.must.portsWhere((addresses) => addresses.contains(source)));
      if (isReply && hasPorts && !allowed.covers(ports.intersect(ORDINARY_CLIENT_PORTS))) {
        return {
          ...base,
          rule,
          verdict,
          code: 'X_RETURN_PORTS_PARTIAL',
          message: `Replies go out only to client ports ${String(allowed)}.`,
          clientPortRanges: allowed.intervals(),
        };
      }
      return { ...base, rule, verdict, message: `${component} lets it ${way}.` };
    },
  };
}

const decides = (entry: AliAclEntry, protocol: number, ports: PortSet, source: string): boolean =>
  (entry.protocol === ALL_PROTOCOLS || entry.protocol === protocol) &&
  (entry.ports === undefined || ports.overlaps(PortSet.of(entry.ports))) &&
  AddressSet.of(entry.family, [entry.cidr]).contains(source);

/** A filter of one set of addresses: an access list, the way back. */
export const aliSetCheck = (
  passes: Certainty<AddressSet>,
  hop: Omit<Hop, 'verdict' | 'message'>,
  says: (verdict: Hop['verdict']) => string,
): HopCheck => ({
  passes,
  at(source) {
    const verdict = verdictAt(passes, source);
    const { code, reasons, ...rest } = hop;
    return {
      ...rest,
      verdict,
      message: says(verdict),
      ...(verdict === 'fail' && code ? { code } : {}),
      ...(verdict === 'unknown' ? { code: 'X_SNAPSHOT_INCOMPLETE' as const, reasons: reasons ?? [] } : {}),
    };
  },
});

const unread = (
  base: Pick<Hop, 'leg' | 'hop' | 'component' | 'rule'>,
  { missing }: Openness,
  message: string,
): Hop => ({
  ...base,
  verdict: 'unknown',
  code: 'X_SNAPSHOT_INCOMPLETE',
  message,
  reasons: distinctReasons(missing.map(incomplete)),
});
