import { TCP, UDP } from '#inventory/protocols.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { portsOf, type ServiceFamily } from '#network/services.ts';

/**
 * Which ways in offer services of some families to strangers: the address itself, and a balancer that hands connections
 * through on a port of the same families. What stands behind another listener is the application's own affair: many a web
 * application listens on a number that a database has as well.
 */
export const serves =
  (...families: readonly ServiceFamily[]) =>
  ({ via }: Exposure): boolean =>
    via === null ||
    (via.type !== 'alb' &&
      families.some((family) => [TCP, UDP].some((protocol) => portsOf(family, protocol).contains(via.listenerPort))));
