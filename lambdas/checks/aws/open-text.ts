import type { Family } from '#inventory/addresses.ts';
import { protocolName } from '#inventory/protocols.ts';
import { PortSet } from '#network/port-set.ts';
import { type ServiceFamily, servicesOn } from '#network/services.ts';

/** Ports of one protocol that the world of one family may use. */
export interface WorldOpen {
  readonly family: Family;
  readonly protocol: number;
  readonly ports: PortSet;
}

/** `SSH (tcp 22 over IPv4)`, `tcp 22, 80–90 over IPv4 and IPv6`. */
export function openText(open: readonly WorldOpen[], families: readonly ServiceFamily[] = []): string {
  const byText = new Map<string, string[]>();
  for (const { family, protocol, ports } of open) {
    const text = `${protocolName(protocol)} ${shortly(ports)}`;
    byText.set(text, [...(byText.get(text) ?? []), family === 'ipv4' ? 'IPv4' : 'IPv6']);
  }
  const texts = [...byText].map(([text, overs]) => `${text} over ${overs.join(' and ')}`).join(', ');
  const names = open.flatMap(({ protocol, ports }) =>
    families.flatMap((each) => servicesOn(each, protocol, ports).map(({ name }) => name)),
  );
  return names.length === 0 ? texts : `${firstFew([...new Set(names)])} (${texts})`;
}

/** A long port list is cut: the evidence has all of it. */
function shortly(ports: PortSet): string {
  const intervals = ports.intervals();
  return intervals.length <= 4
    ? ports.toString()
    : `${PortSet.of(...intervals.slice(0, 3)).toString()} and ${intervals.length - 3} more ranges`;
}

const firstFew = (names: readonly string[]): string =>
  names.length <= 3
    ? [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** An opening as evidence. */
export const openEvidence = ({ family, protocol, ports }: WorldOpen): object => ({
  family,
  protocol: protocolName(protocol),
  ports: ports.intervals(),
});
