import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import { say, type Text } from '#platform/text.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import type { Report, ReportedExposure } from './report.ts';
import { portWords, SourceWords, type Strangers, shortId } from './way-words.ts';

/** One way in, told once for all addresses that it leads to: those of a balancer's nodes, or IPv4 and IPv6 alike. */
export interface ReachedWay extends Pick<ExposureRecord, 'verdict' | 'protocol' | 'ports' | 'types' | 'via'> {
  readonly strangers: Strangers;
  /** Where it is open, as strangers see it. */
  readonly addresses: readonly string[];
  /** `only with some client ports`, where not every client gets an answer. */
  readonly clients: Text;
  /** What would have to be read to be certain. */
  readonly reasons: readonly string[];
  readonly path: readonly object[];
}

/** A machine, a gateway or a balancer that strangers reach, or perhaps reach. */
export interface Reached extends Scope {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  /** The gravest first. */
  readonly ways: readonly ReachedWay[];
  /** What stands about it, the worst first. */
  readonly findings: readonly Finding[];
  /** The worst of the findings. */
  readonly severity?: Severity;
  /** Whether all ways are only perhaps open. */
  readonly isUncertain: boolean;
}

/** What the Internet reaches, one entry per resource: those with the worst findings first, what is not certain after what is. */
export function reachedNow({ exposures, findings }: Pick<Report, 'exposures' | 'findings'>): readonly Reached[] {
  const byResource = new Map<string, ReportedExposure[]>();
  for (const exposure of exposures) {
    const key = placeKey(exposure, exposure.resource.id);
    const known = byResource.get(key);
    if (known) known.push(exposure);
    else byResource.set(key, [exposure]);
  }
  const about = findingsByResource(findings);
  const words = new SourceWords();
  return [...byResource.values()]
    .map((all) => reachedOf(all, about, words))
    .map((reached) => ({ reached, rank: rankOf(reached), order: orderOf(reached) }))
    .sort((a, b) => a.rank - b.rank || (a.order < b.order ? -1 : 1))
    .map(({ reached }) => reached);
}

function reachedOf(
  all: readonly ReportedExposure[],
  about: ReadonlyMap<string, readonly Finding[]>,
  words: SourceWords,
): Reached {
  const { provider, account, region, resource, name } = all[0] as ReportedExposure;
  const ids = new Set(all.flatMap((each) => [each.resource.id, each.interface, each.publicAddress]));
  const findings = [...ids].flatMap((id) => about.get(placeKey({ provider, account, region }, id ?? '')) ?? []);
  const severity = SEVERITIES.find((each) => findings.some((finding) => finding.severity === each));
  return {
    provider,
    account,
    region,
    type: resource.type,
    id: resource.id,
    ...(name === undefined ? (shortId(resource.id) === resource.id ? {} : { name: shortId(resource.id) }) : { name }),
    ways: waysOf(all, words),
    findings: findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    ...(severity ? { severity } : {}),
    isUncertain: all.every(({ verdict }) => verdict === 'unknown'),
  };
}

/** Entries that differ only in their address are one way. */
function waysOf(exposures: readonly ReportedExposure[], words: SourceWords): readonly ReachedWay[] {
  const ways = new Map<string, ReachedWay & { readonly addresses: string[] }>();
  for (const exposure of exposures) {
    const { verdict, family, protocol, ports, types, codes, via, clientPorts, sources } = exposure;
    const strangers = words.of(family, sources);
    const same = [verdict, protocol, ports, types, codes, via, clientPorts, strangers.text, exposure.reasons];
    const key = JSON.stringify(same);
    const address = exposure.publicAddress ?? exposure.address;
    const known = ways.get(key);
    if (!known) {
      ways.set(key, {
        verdict,
        protocol,
        ...(ports ? { ports } : {}),
        ...(types ? { types } : {}),
        via,
        strangers,
        addresses: address === null ? [] : [address],
        clients: CLIENTS[clientPorts],
        reasons: (exposure.reasons ?? []).map(({ call, error, component, code }) =>
          call === undefined
            ? `${code}${component === undefined ? '' : ` ${component}`}`
            : `${call} (${error ?? code})`,
        ),
        path: exposure.path,
      });
    } else if (address !== null && !known.addresses.includes(address)) known.addresses.push(address);
  }
  return [...ways.values()]
    .map((way) => ({ way, rank: graveness(way) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ way }) => way);
}

const CLIENTS: Readonly<Record<ExposureRecord['clientPorts'], Text>> = {
  full: '',
  partial: say`only with some client ports`,
  crafted: say`only with client ports below 1024`,
};

/** Sensitive services that the world reaches come before the rest, and what is certain before what is not. */
function graveness(way: ReachedWay): number {
  const isSensitive = portWords(way).some(({ family }) => family !== undefined && family !== 'public');
  return (isSensitive ? 4 : 0) + (way.strangers.isWorld ? 2 : 0) + (way.verdict === 'reachable' ? 1 : 0);
}

function findingsByResource(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byResource = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.status === 'resolved') continue;
    const key = placeKey(finding.resource, finding.resource.id);
    const known = byResource.get(key);
    if (known) known.push(finding);
    else byResource.set(key, [finding]);
  }
  return byResource;
}

const placeKey = ({ provider, account, region }: Scope, id: string): string =>
  [provider, account, region, id].join('\n');

/** Without findings after `info`; behind a balancer, where strangers see only the balancer, last; of equals, by what is open. */
const rankOf = ({ severity, isUncertain, ways }: Reached): number =>
  (severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length) * 32 +
  (isUncertain ? 16 : 0) +
  (ways.every(({ via }) => via !== null) ? 8 : 0) -
  Math.max(...ways.map(graveness));

const orderOf = ({ provider, account, region, type, id }: Reached): string =>
  [provider, account, region, type, id].join('\n');
