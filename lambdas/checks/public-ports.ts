import { protocolNumber } from '#inventory/protocols.ts';
import { PortSet } from '#network/port-set.ts';
import type { Policy } from '#platform/policy.ts';

/** The ports of a protocol that users declared to be for everybody. */
export function publicPorts({ publicPorts }: Pick<Policy, 'publicPorts'>, protocol: number): PortSet {
  const intervals = publicPorts.flatMap((text) => {
    const [name, range = ''] = text.split('/');
    const [first = 0, last = first] = range.split('-').map(Number);
    return protocolNumber(name) === protocol ? [[first, last] as const] : [];
  });
  return PortSet.of(...intervals);
}
