import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { opennessOfGroup, portsOpenToWorld } from '#network/openness.ts';
import type { PortSet } from '#network/port-set.ts';
import type { ServiceFamily } from '#network/services.ts';
import { say } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { fail, type Outcome, pass, type Severity, undecided } from '../outcome.ts';
import { openEvidence, openText, type WorldOpen } from './open-text.ts';
import { asLatent } from './reached-now.ts';
import { describeRules, revoke } from './rules.ts';
import { rulesBehind } from './rules-behind.ts';

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
  /** The check's own severity: one step lower where nothing comes through the opening now. */
  readonly severity: Severity;
}

/**
 * Fails a group that certainly opens what it must not, whatever else could not be read; it is unknown only where the
 * unread part could open it.
 */
export function judgeOpenings(
  group: SecurityGroup,
  region: AwsRegion,
  { pick, severity, services = [], direction = 'ingress' }: WorldOpenRule,
): Outcome {
  const { must, may, missing } = worldOpenings(group, region, direction);
  const picked = (openings: readonly WorldOpen[]): readonly WorldOpen[] =>
    openings.map((opening) => ({ ...opening, ports: pick(opening) })).filter(({ ports }) => !ports.isEmpty);
  const open = picked(must);
  if (open.length === 0) return picked(may).length === 0 ? pass() : undecided(missing);
  const rules = rulesBehind(group, region, open, direction);
  const said = { open: open.map(openEvidence), rules };
  const commands = revoke(region, group, rules);
  const what = openText(open, services);
  if (direction === 'egress')
    return fail(say`Lets ${what} out to the world: ${describeRules(rules)}.`, said, { commands });
  const outcome = fail(say`Opens ${what} to the world: ${describeRules(rules)}.`, said, { commands });
  return asLatent(outcome, severity, group, region, open);
}
