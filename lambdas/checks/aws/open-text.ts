import type { Family } from '#inventory/addresses.ts';
import { protocolName } from '#inventory/protocols.ts';
import { ALL_PORTS, PortSet } from '#network/port-set.ts';
import { portsText } from '#network/ports-text.ts';
import { type ServiceFamily, servicesOn } from '#network/services.ts';
import { andText, type Said, say, sayAll, type Text } from '#platform/text.ts';

/** Ports of one protocol that the world of one family may use. */
export interface WorldOpen {
  readonly family: Family;
  readonly protocol: number;
  readonly ports: PortSet;
}

/** `SSH (tcp 22 over IPv4)`, `tcp 22, 80–90 over IPv4 and IPv6`, `all tcp ports over IPv4`. */
export function openText(open: readonly WorldOpen[], families: readonly ServiceFamily[] = []): Text {
  const alike = new Map<string, WorldOpen[]>();
  for (const each of open) {
    const key = `${each.protocol} ${each.ports.toString()}`;
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  const texts = sayAll([...alike.values()].map(overFamilies));
  const names = open.flatMap(({ protocol, ports }) =>
    families.flatMap((each) => servicesOn(each, protocol, ports).map(({ name }) => name)),
  );
  return names.length === 0 ? texts : say`${firstFew([...new Set(names)])} (${texts})`;
}

/** Ports that are open over one family, or over both alike. */
function overFamilies(open: readonly WorldOpen[]): Said {
  const { protocol, ports } = open[0] as WorldOpen;
  const what = protocolName(protocol);
  const [over, other] = open.map(({ family }) => (family === 'ipv4' ? 'IPv4' : 'IPv6')) as [string, string?];
  if (ports.covers(ALL_PORTS)) {
    return other === undefined ? say`all ${what} ports over ${over}` : say`all ${what} ports over ${over} and ${other}`;
  }
  const which = shortly(ports);
  return other === undefined ? say`${what} ${which} over ${over}` : say`${what} ${which} over ${over} and ${other}`;
}

/** A long port list is cut: the evidence has all of it. */
function shortly(ports: PortSet): Text {
  const intervals = ports.intervals();
  return intervals.length <= 4
    ? portsText(ports)
    : say`${portsText(PortSet.of(...intervals.slice(0, 3)))} and ${intervals.length - 3} more ranges`;
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`. */
const firstFew = (names: readonly string[]): Text =>
  names.length <= 3 ? andText(names) : say`${sayAll(names.slice(0, 3))} and ${names.length - 3} more`;

/** An opening as evidence. */
export const openEvidence = ({ family, protocol, ports }: WorldOpen): object => ({
  family,
  protocol: protocolName(protocol),
  ports: ports.intervals(),
});
