import { TCP, UDP } from '#inventory/protocols.ts';
import { isWorld } from '#network/internet.ts';
import { PortSet } from '#network/port-set.ts';
import type { Exposure, Reach } from '#network/reach/exposure.ts';
import { trafficOf } from '#network/reached.ts';
import type { WorldOpen } from './open-text.ts';

/** The part of a reach that comes in some ways. */
export const reachBy = ({ exposures }: Reach, counts: (exposure: Exposure) => boolean): Reach => ({
  exposures: exposures.filter(counts),
  blocked: [],
});

/** Whether the traffic comes to the address itself and through no balancer. */
export const isDirect = ({ via }: Exposure): boolean => via === null;

/** The ports that the world reaches, over the union of all ways in: certainly, and at most. */
export function reachedByWorld(
  reach: Reach,
  pick: (opening: WorldOpen) => PortSet,
): { readonly must: readonly WorldOpen[]; readonly may: readonly WorldOpen[] } {
  const side = (which: 'must' | 'may'): readonly WorldOpen[] =>
    (['ipv4', 'ipv6'] as const).flatMap((family) =>
      [TCP, UDP].flatMap((protocol): readonly WorldOpen[] => {
        const { [which]: traffic } = trafficOf(reach, protocol, family);
        const ports = pick({ family, protocol, ports: traffic.portsWhere(isWorld) });
        return ports.isEmpty ? [] : [{ family, protocol, ports }];
      }),
    );
  return { must: side('must'), may: side('may') };
}

/** Whether some of the exposure is part of the opening. */
export const overlaps = ({ family, traffic }: Exposure, opening: WorldOpen): boolean =>
  family === opening.family &&
  (traffic.protocol === opening.protocol || traffic.name === 'all') &&
  opening.ports.overlaps(PortSet.of(...(traffic.ports ?? [[1, 65_535] as const])));

/** An exposure as evidence. */
export const exposureEvidence = ({ resource, address, publicAddress, family, traffic, via }: Exposure): object => ({
  resource,
  address,
  publicAddress,
  family,
  protocol: traffic.name,
  ports: traffic.ports,
  clientPorts: traffic.clientPorts,
  via,
});
