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

/** Openings for certain, and at most. */
interface Openings {
  readonly must: readonly WorldOpen[];
  readonly may: readonly WorldOpen[];
}

/** The ports that the world reaches, over the union of all ways in: certainly, and at most. */
export function reachedByWorld(reach: Reach, pick: (opening: WorldOpen) => PortSet): Openings {
  const { must, may } = openingsOf(reach);
  const picked = (openings: readonly WorldOpen[]): readonly WorldOpen[] =>
    openings.flatMap((opening) => {
      const ports = pick(opening);
      return ports.isEmpty ? [] : [{ ...opening, ports }];
    });
  const certain = picked(must);
  return { must: certain, may: must === may ? certain : picked(may) };
}

const made = new WeakMap<object, Map<string, Openings>>();
const numbers = new WeakMap<object, number>();
let count = 0;

/** A number that is the same for the same object. */
function numberOf(traffic: object): number {
  let number = numbers.get(traffic);
  if (number === undefined) {
    number = count++;
    numbers.set(traffic, number);
  }
  return number;
}

/** Interfaces that are set up alike share the objects that say what gets in, so each set of them is worked out once. */
function openingsOf(reach: Reach): Openings {
  const [first] = reach.exposures;
  if (!first) return NOTHING;
  const key = reach.exposures.map(({ traffic }) => numberOf(traffic)).join(' ');
  const known = made.get(first.traffic) ?? new Map<string, Openings>();
  made.set(first.traffic, known);
  const openings = known.get(key) ?? workedOut(reach);
  known.set(key, openings);
  return openings;
}

const NOTHING: Openings = { must: [], may: [] };

function workedOut(reach: Reach): Openings {
  const found = (['ipv4', 'ipv6'] as const).flatMap((family) =>
    [TCP, UDP].map((protocol) => ({ family, protocol, ...trafficOf(reach, protocol, family) })),
  );
  const side = (which: 'must' | 'may'): readonly WorldOpen[] =>
    found.flatMap(({ family, protocol, [which]: traffic }) => {
      const ports = traffic.portsWhere(isWorld);
      return ports.isEmpty ? [] : [{ family, protocol, ports }];
    });
  const must = side('must');
  return { must, may: found.every((each) => each.must === each.may) ? must : side('may') };
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
