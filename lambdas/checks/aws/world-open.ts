import type { Family } from '#inventory/addresses.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET } from '#network/internet.ts';
import { addressesOfPrefixList, opennessOfGroup, portsOpenToWorld, selectorsOf } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { ServiceFamily } from '#network/services.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { openEvidence, openText, type WorldOpen } from './open-text.ts';
import { describeRules, revoke } from './rules.ts';

/** What a group opens to the world: for certain, and at most if unread rules and prefix lists say so. */
export interface GroupOpenness {
  readonly must: readonly WorldOpen[];
  readonly may: readonly WorldOpen[];
  readonly missing: readonly MissingCall[];
}

/** What a group opens to the world on TCP and UDP, over the union of its rules. ICMP has no ports. */
export function worldOpenings(
  group: SecurityGroup,
  region: AwsRegion,
  direction: SecurityGroupRule['direction'] = 'ingress',
): GroupOpenness {
  const openings = (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const openness = opennessOfGroup(group, region.prefixLists, direction, family);
    return [TCP, UDP].map((protocol) => {
      const { must, may } = portsOpenToWorld(openness, protocol);
      return { family, protocol, must, may, missing: openness.missing };
    });
  });
  const side = (which: 'must' | 'may'): readonly WorldOpen[] =>
    openings.map(({ family, protocol, [which]: ports }) => ({ family, protocol, ports }));
  return { must: side('must'), may: side('may'), missing: openings.flatMap(({ missing }) => missing) };
}

/** What to say about openings that must not be. */
export interface WorldOpenRule {
  /** The part of an opening that must not be. */
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
  readonly direction?: SecurityGroupRule['direction'];
}

/**
 * Fails a group that certainly opens what it must not, whatever else could not be read; it is unknown only where the
 * unread part could open it.
 */
export function judgeOpenings(
  group: SecurityGroup,
  region: AwsRegion,
  { pick, services = [], direction = 'ingress' }: WorldOpenRule,
): Outcome {
  const { must, may, missing } = worldOpenings(group, region, direction);
  const picked = (openings: readonly WorldOpen[]): readonly WorldOpen[] =>
    openings.map((opening) => ({ ...opening, ports: pick(opening) })).filter(({ ports }) => !ports.isEmpty);
  const open = picked(must);
  if (open.length === 0) return picked(may).length === 0 ? pass() : undecided(missing);
  const rules = rulesBehind(group, region, open, direction);
  return fail(
    direction === 'ingress'
      ? `Opens ${openText(open, services)} to the world: ${describeRules(rules)}.`
      : `Lets ${openText(open, services)} out to the world: ${describeRules(rules)}.`,
    { open: open.map(openEvidence), rules },
    { commands: revoke(region, group, rules) },
  );
}

/** A rule with a smaller share of the Internet than this is not what opens a group to the world. */
const A_PART_OF_THE_WORLD = 1 / 256;

/** The rules that open it, the narrow ones left out where the wide ones are enough to explain it. */
function rulesBehind(
  group: SecurityGroup,
  region: AwsRegion,
  open: readonly WorldOpen[],
  direction: SecurityGroupRule['direction'],
): readonly SecurityGroupRule[] {
  const behind = seenOf(group.rules).flatMap((rule) => {
    const selectors = selectorsOf(rule);
    if (rule.direction !== direction || !selectors) return [];
    const shares = open
      .filter(({ protocol }) => [ALL_PROTOCOLS, protocol].includes(rule.protocol))
      .filter(({ ports }) => ports.overlaps(PortSet.of(selectors)))
      .map(({ family }) => certainAddresses(rule.peer, region, family).shareOf(INTERNET[family]));
    const share = Math.max(0, ...shares);
    return share === 0 ? [] : [{ rule, share }];
  });
  const wide = behind.filter(({ share }) => share >= A_PART_OF_THE_WORLD);
  return (wide.length > 0 ? wide : behind).map(({ rule }) => rule);
}

/** The addresses that a peer certainly stands for; a group is nobody on the Internet. */
export function certainAddresses(peer: RulePeer, region: AwsRegion, family: Family): AddressSet {
  if (peer.kind === 'cidr') return AddressSet.of(family, [peer.cidr]);
  return peer.kind === 'group'
    ? AddressSet.none(family)
    : addressesOfPrefixList(peer.id, family, region.prefixLists).addresses.must;
}
