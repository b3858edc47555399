import { protocolNumber } from '#inventory/protocols.ts';
import { PortSet } from '#network/port-set.ts';
import type { Policy } from '#platform/policy.ts';

/** The ports of a protocol that users declared to be for everybody. */
export const publicPorts = ({ publicPorts }: Pick<Policy, 'publicPorts'>, protocol: number): PortSet =>
  portsIn(publicPorts, protocol);

/** The ports of a protocol among texts such as `tcp/443` and `udp/8000-8010`. */
export function portsIn(texts: readonly string[], protocol: number): PortSet {
  const intervals = texts.flatMap((text) => {
    const [name, range = ''] = text.split('/');
    const [first = 0, last = first] = range.split('-').map(Number);
    return protocolNumber(name) === protocol ? [[first, last] as const] : [];
  });
  return PortSet.of(...intervals);
}
