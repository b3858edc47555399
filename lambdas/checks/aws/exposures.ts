import { TCP, UDP } from '#inventory/protocols.ts';
import type { Reason } from '#network/hop.ts';
import { isWorld } from '#network/internet.ts';
import { PortSet } from '#network/port-set.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { TrafficSet } from '#network/traffic-set.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { WorldOpen } from './open-text.ts';

/** Whether the traffic comes to the address itself and through no balancer. */
export const isDirect = ({ via }: Exposure): boolean => via === null;

/** The ports that the world reaches, over the union of all that gets in. */
export function reachedByWorld(
  exposures: readonly Exposure[],
  pick: (opening: WorldOpen) => PortSet,
): readonly WorldOpen[] {
  return (['ipv4', 'ipv6'] as const).flatMap((family) =>
    [TCP, UDP].flatMap((protocol): readonly WorldOpen[] => {
      const ways = exposures.filter((each) => each.family === family && isAbout(each, protocol));
      const layers = ways.flatMap(({ traffic }) =>
        (traffic.ports ?? [[1, 65_535] as const]).map(([first, last]) => ({
          first,
          last,
          addresses: traffic.sources,
          allow: true,
        })),
      );
      const ports = pick({ family, protocol, ports: TrafficSet.painted(family, layers).portsWhere(isWorld) });
      return ports.isEmpty ? [] : [{ family, protocol, ports }];
    }),
  );
}

/** Whether some of the exposure is part of the opening. */
export const overlaps = ({ family, traffic }: Exposure, opening: WorldOpen): boolean =>
  family === opening.family &&
  isAbout({ traffic }, opening.protocol) &&
  opening.ports.overlaps(PortSet.of(...(traffic.ports ?? [[1, 65_535] as const])));

const isAbout = ({ traffic }: Pick<Exposure, 'traffic'>, protocol: number): boolean =>
  traffic.protocol === protocol || traffic.name === 'all';

/** Why exposures are unknown, as the calls that would tell; a middlebox and an ambiguous route stand for themselves. */
export const missingOf = (exposures: readonly Exposure[]): readonly MissingCall[] =>
  exposures.flatMap(({ traffic }) => traffic.reasons ?? []).map(missingCall);

/** A reason as the call that would tell. */
export const missingCall = ({ code, call, error, component, message }: Reason): MissingCall => ({
  call: call ?? component ?? 'network',
  code: error ?? code,
  message: message ?? 'what happens there cannot be read',
});
