import type { AliListener, Balancing } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Said, say } from '#platform/text.ts';
import { setListener } from './balancer-of.ts';
import { setScheduler } from './balancing-text.ts';

/** Whether the server is chosen by the client's address alone. */
export const bindsByAddress = ({ persistence, scheduler, hashesUrl }: Balancing): boolean =>
  persistence.kind === 'source-address' || (scheduler === 'sch' && !hashesUrl);

/** How the address decides, for people: the words after the name of the group. */
export const addressBinding = ({ persistence }: Balancing): Said =>
  persistence.kind === 'source-address'
    ? say`keeps each source address on one server for ${persistence.seconds ?? '?'} s`
    : say`chooses the server by a hash of the source address (scheduler sch)`;

/** The command that ends it. */
export const unbind = (region: AliRegion, listener: AliListener, group: Balancing): string =>
  group.persistence.kind === 'source-address'
    ? setListener(region, listener, { PersistenceTimeout: 0 })
    : setScheduler(region, listener, group, 'wrr');
