import { type Known, known, unknown } from '#inventory/known.ts';
import { INTERNET } from '#network/internet.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { wordsOf } from '#platform/text.ts';
import type { WayIn } from '#reports/alert-dossier.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { type CloudRegion, reachOf } from './inventories.ts';

/**
 * How the Internet reaches what goes by some names in a region: interfaces, machines and balancers, and public addresses;
 * directly and through balancers. Unknown where a call is missing for it.
 */
export function waysInto(region: CloudRegion, names: readonly string[]): Known<readonly WayIn[]> {
  const wanted = new Set(names);
  const reach = reachOf(region);
  const exposures = reach
    .all()
    .exposures.filter(({ interface: nic, resource, publicAddress }) =>
      [nic, resource.id, publicAddress].some((name) => wanted.has(name ?? '')),
    );
  const missing: MissingCall[] = [...reach.missing];
  for (const { traffic } of exposures) {
    for (const { call, error, message } of traffic.reasons ?? []) {
      if (call !== undefined) missing.push({ call, code: error ?? NOT_READ, message: wordsOf(message ?? '') });
    }
  }
  const ways = exposures.map(wayIn);
  if (missing.length === 0) return known(ways);
  return unknown([...new Map(missing.map((each) => [`${each.call} ${each.code}`, each])).values()], ways);
}

function wayIn({ resource, interface: id, address, publicAddress, family, traffic, via, path }: Exposure): WayIn {
  return {
    certain: traffic.verdict === 'reachable',
    interface: id ?? resource.id,
    address: address ?? '',
    ...(publicAddress === undefined ? {} : { publicAddress }),
    protocol: traffic.name,
    ports: traffic.ports ?? [],
    sources: traffic.sources.cidrs(),
    everyone: traffic.sources.equals(INTERNET[family]),
    ...(via ? { via: `${via.type} ${via.id} port ${via.listenerPort}` } : {}),
    hops: path
      .filter(({ leg }) => leg === 'forward')
      .map(({ component, rule }) => (rule === null ? component : `${component} ${rule}`)),
  };
}

/** A way in as one short line: `tcp 22 on 52.0.0.10 from everywhere`. */
export const wayInText = ({ protocol, ports, publicAddress, address, everyone, sources, certain }: WayIn): string => {
  const range = ports.slice(0, 10).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const from = everyone ? 'everywhere' : sources.slice(0, 3).join(', ');
  return `${certain ? '' : 'perhaps '}${[protocol, range.join(', ')].filter((part) => part !== '').join(' ')} on ${publicAddress ?? address} from ${from}`;
};
