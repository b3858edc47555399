import { PortSet } from '#network/port-set.ts';
import type { Reach } from '#network/reach/exposure.ts';

/** The ports of a machine that balancers lead strangers to, or may, by protocol. */
export function portsBehind({ exposures }: Reach): ReadonlyMap<number, PortSet> {
  const behind = new Map<number, PortSet>();
  for (const { via, traffic } of exposures) {
    if (!via) continue;
    const port = PortSet.of([via.targetPort, via.targetPort]);
    behind.set(traffic.protocol, behind.get(traffic.protocol)?.union(port) ?? port);
  }
  return behind;
}
