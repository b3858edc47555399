import type { SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { awsReach } from '#network/aws-reach.ts';
import { selectorsOf } from '#network/openness.ts';
import { type Interval, NO_PORTS, PortSet } from '#network/port-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { AnyBalancer } from './balancing.ts';
import { revoke } from './rules.ts';

/** Ports that groups of a balancer open to somebody, and that it does not listen on. */
export interface UnheardOpening {
  readonly protocol: number;
  readonly ports: PortSet;
  readonly groupIds: readonly string[];
}

/** Protocols that a listener hears on. */
const HEARD: Readonly<Record<string, readonly number[]>> = {
  UDP: [UDP],
  TCP_UDP: [TCP, UDP],
  QUIC: [UDP],
  TCP_QUIC: [TCP, UDP],
};

/** Openings without a listener, whoever they are for; the rules that make them; and what could not be read. */
export function unheardOpenings(
  balancer: AnyBalancer,
  region: AwsRegion,
): {
  readonly openings: readonly UnheardOpening[];
  readonly missing: readonly MissingCall[];
  readonly commands: readonly string[];
} {
  const groups = balancer.securityGroupIds.map((id) => awsReach(region).estate.groupOrUnread(id));
  const missing = [balancer.listeners, ...groups.map(({ rules }) => rules)].flatMap((fact) =>
    fact.known ? [] : fact.missing,
  );
  // Without the listeners nothing can be said to have none.
  if (!balancer.listeners.known) return { openings: [], missing, commands: [] };
  const listeners: readonly { readonly protocol: string; readonly port?: number }[] = balancer.listeners.value;
  const openings: UnheardOpening[] = [];
  const commands: string[] = [];
  for (const protocol of [TCP, UDP]) {
    const heard = PortSet.of(
      ...listeners.flatMap(({ protocol: name, port }): readonly Interval[] =>
        port !== undefined && (HEARD[name] ?? [TCP]).includes(protocol) ? [[port, port]] : [],
      ),
    );
    const unheard = groups.flatMap((group) => {
      const rules = seenOf(group.rules).filter(
        (rule) => rule.direction === 'ingress' && isAbout(rule.protocol, protocol),
      );
      return rules.flatMap((rule) => {
        const ports = portsOf(rule).intersect(ANY_PORT).subtract(heard);
        return ports.isEmpty ? [] : [{ group, rule, ports }];
      });
    });
    if (unheard.length === 0) continue;
    const ports = unheard.reduce((all, each) => all.union(each.ports), PortSet.of());
    openings.push({ protocol, ports, groupIds: [...new Set(unheard.map(({ group }) => group.id))].sort() });
    for (const { group, rule } of unheard) commands.push(...revoke(region, group, [rule]));
  }
  return { openings, missing, commands: [...new Set(commands)] };
}

function portsOf(rule: SecurityGroupRule): PortSet {
  const selectors = selectorsOf(rule);
  return selectors ? PortSet.of(selectors) : NO_PORTS;
}

const ANY_PORT = PortSet.of([1, 65_535]);

const isAbout = (ruleProtocol: number, protocol: number): boolean => [ALL_PROTOCOLS, protocol].includes(ruleProtocol);
