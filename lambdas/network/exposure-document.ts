import type { Family } from '#inventory/addresses.ts';
import { inEnglish, type Told, tell, type Words } from '#platform/told.ts';
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
  /** Of `other`: numbers that stand for themselves, if at all. */
  readonly except?: readonly string[];
  readonly ports?: readonly Interval[];
  readonly types?: readonly Interval[];
  readonly codes?: readonly Interval[];
  readonly sources: readonly string[];
  readonly clientPorts: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  readonly via: Via | null;
  readonly reasons?: readonly Told<Reason>[];
  readonly path: readonly Told<Hop>[];
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
  readonly blockers: readonly Told<Blocker>[];
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

/** What the Internet reaches in the regions given, as one document whose order depends on nothing but its content, told in the language of `words`. */
export function exposureDocument(reaches: Iterable<RegionReach>, words: Words = inEnglish): ExposureDocument {
  const exposures: ExposureRecord[] = [];
  const blocked: BlockedRecord[] = [];
  for (const reach of reaches) {
    const { account, region } = reach.estate.region;
    const all = reach.all();
    for (const exposure of all.exposures) exposures.push(exposureRecord(account, region, exposure, words));
    for (const each of all.blocked) blocked.push(blockedRecord(account, region, each, words));
  }
  return {
    schemaVersion: 1,
    internet: { ipv4: INTERNET.ipv4.cidrs(), ipv6: INTERNET.ipv6.cidrs() },
    exposures: exposures.sort(byPlaceAndTraffic),
    blocked: blocked.sort(byPlace),
  };
}

/** One exposure as it is written. */
export function exposureRecord(
  account: string,
  region: string,
  exposure: Exposure,
  words: Words = inEnglish,
): ExposureRecord {
  const { traffic, via, publicAddress } = exposure;
  return {
    verdict: traffic.verdict,
    account,
    region,
    resource: exposure.resource,
    interface: exposure.interface,
    address: exposure.address,
    ...(publicAddress === undefined ? {} : { publicAddress }),
    family: exposure.family,
    protocol: traffic.name,
    ...(traffic.except ? { except: traffic.except.map(String) } : {}),
    ...(traffic.ports ? { ports: traffic.ports } : {}),
    ...(traffic.types ? { types: traffic.types, codes: traffic.codes } : {}),
    sources: traffic.sources.cidrs(),
    clientPorts: traffic.clientPorts,
    ...(traffic.clientPortRanges ? { clientPortRanges: traffic.clientPortRanges } : {}),
    via,
    ...(traffic.reasons ? { reasons: tell(traffic.reasons, words) } : {}),
    path: tell(exposure.path, words),
  };
}

/** Each field by its name: what is blocked may be worked out only when it is read. */
function blockedRecord(account: string, region: string, blocked: Blocked, words: Words): BlockedRecord {
  const { publicAddress } = blocked;
  return {
    account,
    region,
    resource: blocked.resource,
    interface: blocked.interface,
    address: blocked.address,
    ...(publicAddress === undefined ? {} : { publicAddress }),
    family: blocked.family,
    blockers: tell(blocked.blockers, words),
  };
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlace = (a: Omit<BlockedRecord, 'blockers'>, b: Omit<BlockedRecord, 'blockers'>): number =>
  compare(a.account, b.account) ||
  compare(a.region, b.region) ||
  compare(a.resource.type, b.resource.type) ||
  compare(a.resource.id, b.resource.id) ||
  compare(a.interface ?? '', b.interface ?? '') ||
  compare(a.family, b.family) ||
  compare(a.address ?? '', b.address ?? '');

/** Only what is equal in everything before is looked at further: most records differ early. */
const byPlaceAndTraffic = (a: ExposureRecord, b: ExposureRecord): number =>
  byPlace(a, b) ||
  compare(viaKey(a.via), viaKey(b.via)) ||
  compare(a.via?.listenerPort ?? 0, b.via?.listenerPort ?? 0) ||
  compare(a.protocol, b.protocol) ||
  compare(a.verdict, b.verdict) ||
  byNumbers(a.ports ?? a.types, b.ports ?? b.types) ||
  byNumbers(a.codes, b.codes) ||
  compare(a.clientPorts, b.clientPorts) ||
  byNumbers(a.clientPortRanges, b.clientPortRanges) ||
  compare(a.sources.join(), b.sources.join());

const viaKey = (via: Via | null): string => (via ? `${via.type} ${via.id}` : '');

function byNumbers(a: readonly Interval[] = [], b: readonly Interval[] = []): number {
  const [left, right] = [a.flat(), b.flat()];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? left.length - right.length : compare(left[at] as number, right[at] ?? -1);
}
