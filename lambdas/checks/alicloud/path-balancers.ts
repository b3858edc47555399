import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { NamedBalancer } from '../judge-path.ts';

/**
 * The balancers of a region that a hop of a declared path names, by id or name: they wait for an answer and keep silent
 * connections as long as the shortest of their listeners does.
 */
export function aliBalancersNamed(resource: string, region: AliRegion): Known<readonly NamedBalancer[]> {
  const { loadBalancers, listeners } = region;
  const named = seenOf(loadBalancers)
    .filter(({ id, name }) => id === resource || name === resource)
    .map(({ id }): NamedBalancer => {
      const own = seenOf(listeners).filter(({ balancerId }) => balancerId === id);
      const times = {
        ...shortest(
          'readSeconds',
          own.map(({ requestSeconds }) => requestSeconds),
        ),
        ...shortest(
          'idleSeconds',
          own.map(({ idleSeconds, establishedSeconds }) => idleSeconds ?? establishedSeconds),
        ),
      };
      return {
        id,
        place: `${region.account} ${region.region}`,
        times: listeners.known ? known(times) : unknown(listeners.missing),
        settings: [],
      };
    });
  return loadBalancers.known ? known(named) : unknown(loadBalancers.missing, named);
}

function shortest(name: string, seconds: readonly (number | undefined)[]): Record<string, number> {
  const told = seconds.filter((each) => each !== undefined);
  return told.length === 0 ? {} : { [name]: Math.min(...told) };
}
