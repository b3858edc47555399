import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { addressesOfAliPeer, opennessOfAliGroups } from '#network/alicloud-filters.ts';
import { describeAliRule } from '#network/alicloud-rule-text.ts';
import { INTERNET } from '#network/internet.ts';
import { portsOpenToWorld } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { ServiceFamily } from '#network/services.ts';
import { say, type Text } from '#platform/text.ts';
import { openEvidence, openText, type WorldOpen } from '../aws/open-text.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { aliyunCommand } from './command.ts';

/** What a group may not open, and in which direction. */
interface OpeningRule {
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
  readonly direction?: AliRule['direction'];
}

/** A rule with a smaller share of the Internet than this is not what opens a group to the world. */
const A_PART_OF_THE_WORLD = 1 / 256;

/**
 * Fails a group whose rules, in their order, certainly open what they must not; unknown where only an unread rule or list
 * could open it.
 */
export function judgeAliOpenings(
  group: AliSecurityGroup,
  region: AliRegion,
  { pick, services = [], direction = 'ingress' }: OpeningRule,
): Outcome {
  const found = (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const openness = opennessOfAliGroups([group], region, { direction, family });
    return [TCP, UDP].map((protocol) => ({
      family,
      protocol,
      missing: openness.missing,
      ...portsOpenToWorld(openness, protocol),
    }));
  });
  const picked = (side: 'must' | 'may'): readonly WorldOpen[] =>
    found
      .map(({ family, protocol, [side]: ports }) => ({ family, protocol, ports: pick({ family, protocol, ports }) }))
      .filter(({ ports }) => !ports.isEmpty);
  const open = picked('must');
  if (open.length === 0)
    return picked('may').length === 0 ? pass() : undecided(found.flatMap(({ missing }) => missing));
  const rules = acceptsBehind(group, region, open, direction);
  const text = rules.length === 0 ? say`no egress rule, and a basic group then lets everything out` : rulesText(rules);
  return fail(
    direction === 'ingress'
      ? say`Opens ${openText(open, services)} to the world: ${text}.`
      : say`Lets ${openText(open, services)} out to the world: ${text}.`,
    { open: open.map(openEvidence), rules },
    { commands: revoke(region, group, rules, direction) },
  );
}

/** The Accept rules that open it, the narrow ones left out where the wide ones are enough to explain it. */
export function acceptsBehind(
  group: AliSecurityGroup,
  region: AliRegion,
  open: readonly WorldOpen[],
  direction: AliRule['direction'],
): readonly AliRule[] {
  const behind = seenOf(group.rules).flatMap((rule) => {
    if (rule.direction !== direction || rule.action !== 'accept') return [];
    const shares = open
      .filter(({ protocol }) => rule.protocol === ALL_PROTOCOLS || rule.protocol === protocol)
      .filter(({ ports }) => rule.ports === undefined || ports.overlaps(PortSet.of(rule.ports)))
      .map(({ family }) => addressesOfAliPeer(rule.peer, family, region).addresses.must.shareOf(INTERNET[family]));
    const share = Math.max(0, ...shares);
    return share === 0 ? [] : [{ rule, share }];
  });
  const wide = behind.filter(({ share }) => share >= A_PART_OF_THE_WORLD);
  return (wide.length > 0 ? wide : behind).map(({ rule }) => rule).sort((a, b) => a.priority - b.priority);
}

/** Rules for people: the first, and how many there are besides. */
export function rulesText(rules: readonly AliRule[]): Text {
  const [first, ...others] = rules;
  if (!first) return say`no rule`;
  return others.length === 0 ? describeAliRule(first) : say`${describeAliRule(first)}, and ${others.length} more`;
}

/** Commands that take rules out of a group; without a rule, the look at what stands there. */
export function revoke(
  region: AliRegion,
  { id: SecurityGroupId }: Pick<AliSecurityGroup, 'id'>,
  rules: readonly AliRule[],
  direction: AliRule['direction'] = 'ingress',
): readonly string[] {
  const action = direction === 'ingress' ? 'RevokeSecurityGroup' : 'RevokeSecurityGroupEgress';
  if (rules.length === 0) {
    return [aliyunCommand(region, 'ecs', 'DescribeSecurityGroupAttribute', { SecurityGroupId, Direction: direction })];
  }
  return rules.map((rule) => {
    const peer = rule.peer.kind === 'cidr' ? rule.peer.cidr : rule.peer.id;
    const side = direction === 'ingress' ? 'Source' : 'Dest';
    const key =
      rule.peer.kind === 'prefix-list'
        ? `${side}PrefixListId`
        : rule.peer.kind === 'group'
          ? `${side}GroupId`
          : rule.peer.family === 'ipv6'
            ? `Ipv6${side}CidrIp`
            : `${side}CidrIp`;
    return aliyunCommand(region, 'ecs', action, {
      SecurityGroupId,
      ...(rule.id === undefined
        ? {
            IpProtocol: PROTOCOLS[rule.protocol] ?? 'ALL',
            PortRange: rule.ports?.join('/') ?? '-1/-1',
            [key]: peer,
            Policy: 'accept',
            Priority: rule.priority,
          }
        : { 'SecurityGroupRuleId.1': rule.id }),
    });
  });
}

const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 47: 'GRE', 58: 'ICMPv6' };
