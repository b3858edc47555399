import type { Family } from '#inventory/addresses.ts';
import type { MissingCall, Scope } from '#snapshot/recorded-call.ts';
import type { Hop, Reason } from './hop.ts';
import { INTERNET } from './internet.ts';
import type { Interval } from './port-set.ts';
import type { Blocked, Blocker, Exposure, Reach, Via } from './reach/exposure.ts';
import type { ClientPorts } from './reach/replies.ts';
import type { ResourceName } from './reach/targets.ts';

/** One line of what the Internet reaches, as `posture exposure --format json` and `report.json` write it. */
export interface ExposureRecord {
  readonly verdict: 'reachable' | 'unknown';
  readonly account: string;
  readonly region: string;
  readonly resource: ResourceName;
  readonly interface: string | null;
  readonly address: string | null;
  readonly publicAddress?: string;
  readonly family: Family;
  readonly protocol: string;
  readonly ports?: readonly Interval[];
  readonly types?: readonly Interval[];
  readonly codes?: readonly Interval[];
  readonly sources: readonly string[];
  readonly clientPorts: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  readonly via: Via | null;
  readonly reasons?: readonly Reason[];
  readonly path: readonly Hop[];
}

/** An address that nothing reaches, as it is written. */
export interface BlockedRecord {
  readonly account: string;
  readonly region: string;
  readonly resource: ResourceName;
  readonly interface: string | null;
  readonly address: string | null;
  readonly publicAddress?: string;
  readonly family: Family;
  readonly blockers: readonly Blocker[];
}

/** What the Internet reaches in one region, of whichever cloud. */
export interface RegionReach {
  readonly estate: { readonly region: Scope };
  /** Calls without which there may be things that nobody sees. */
  readonly missing: readonly MissingCall[];
  all(): Reach;
}

/** The whole answer. */
export interface ExposureDocument {
  readonly schemaVersion: 1;
  /** The universe that `sources` are subsets of. */
  readonly internet: Readonly<Record<Family, readonly string[]>>;
  readonly exposures: readonly ExposureRecord[];
  readonly blocked: readonly BlockedRecord[];
}

/** What the Internet reaches in the regions given, as one document whose order depends on nothing but its content. */
export function exposureDocument(reaches: Iterable<RegionReach>): ExposureDocument {
  const exposures: (readonly [key: string, record: ExposureRecord])[] = [];
  const blocked: (readonly [key: string, record: BlockedRecord])[] = [];
  for (const reach of reaches) {
    const { account, region } = reach.estate.region;
    const all = reach.all();
    for (const exposure of all.exposures) {
      const record = exposureRecord(account, region, exposure);
      exposures.push([sortKey(record), record]);
    }
    for (const each of all.blocked) {
      const record = { account, region, ...blockedFields(each) };
      blocked.push([placeKey(record), record]);
    }
  }
  return {
    schemaVersion: 1,
    internet: { ipv4: INTERNET.ipv4.cidrs(), ipv6: INTERNET.ipv6.cidrs() },
    exposures: inOrder(exposures),
    blocked: inOrder(blocked),
  };
}

/** One exposure as it is written; its path is worked out when it is read. */
export function exposureRecord(account: string, region: string, exposure: Exposure): ExposureRecord {
  const { traffic, via, publicAddress } = exposure;
  const record = {
    verdict: traffic.verdict,
    account,
    region,
    resource: exposure.resource,
    interface: exposure.interface,
    address: exposure.address,
    ...(publicAddress === undefined ? {} : { publicAddress }),
    family: exposure.family,
    protocol: traffic.name,
    ...(traffic.ports ? { ports: traffic.ports } : {}),
    ...(traffic.types ? { types: traffic.types, codes: traffic.codes } : {}),
    sources: traffic.sources.cidrs(),
    clientPorts: traffic.clientPorts,
    ...(traffic.clientPortRanges ? { clientPortRanges: traffic.clientPortRanges } : {}),
    via,
    ...(traffic.reasons ? { reasons: traffic.reasons } : {}),
  };
  return Object.defineProperty(record as ExposureRecord, 'path', { enumerable: true, get: () => exposure.path });
}

const blockedFields = ({ resource, address, publicAddress, family, blockers, ...rest }: Blocked) => ({
  resource,
  interface: rest.interface,
  address,
  ...(publicAddress === undefined ? {} : { publicAddress }),
  family,
  blockers,
});

/** Numbers as text of one length, so that they sort as numbers. */
const padded = (numbers: readonly Interval[] | undefined): string =>
  (numbers ?? [])
    .map(([first, last]) => `${String(first).padStart(5, '0')}-${String(last).padStart(5, '0')}`)
    .join(',');

const placeKey = (record: Omit<BlockedRecord, 'blockers'>): string =>
  [
    record.account,
    record.region,
    record.resource.type,
    record.resource.id,
    record.interface ?? '',
    record.family,
    record.address ?? '',
  ].join('\t');

const sortKey = (record: Omit<ExposureRecord, 'path'>): string =>
  [
    placeKey(record),
    record.via
      ? `${record.via.type} ${record.via.id} ${padded([[record.via.listenerPort, record.via.targetPort]])}`
      : '',
    record.protocol,
    record.verdict,
    padded(record.ports ?? record.types),
    padded(record.codes),
    record.clientPorts,
    padded(record.clientPortRanges),
    record.sources.join(','),
  ].join('\t');

const inOrder = <T>(keyed: (readonly [key: string, record: T])[]): readonly T[] =>
  keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, record]) => record);
