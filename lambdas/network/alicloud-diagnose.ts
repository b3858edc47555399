import { canonicalCidr, type Family } from '#inventory/addresses.ts';
import { UsageError } from '#platform/usage-error.ts';
import { AddressSet } from './address-set.ts';
import type { AliReach } from './alicloud-reach.ts';
import { type AliWay, aliWaysTo } from './alicloud-ways.ts';
import type { DiagnoseRequest } from './explain/diagnose.ts';
import type { ComparedHop, DiagnosedBlocker, DiagnosedPath, Diagnosis } from './explain/diagnosis.ts';
import { failing, reasonsOf, type WalkedPart, walk } from './explain/partition.ts';
import { type Flow, inFamily, nameOfFlow } from './flow.ts';
import { distinctReasons, type Hop } from './hop.ts';
import { INTERNET } from './internet.ts';
import { ALL_PORTS, PortSet } from './port-set.ts';
import { clientPortsName } from './reach/replies.ts';

/** Whether a region has what a flow should go to. */
export const knowsTarget = (reach: AliReach, to: string): boolean => aliWaysTo(reach, to, ALL_PORTS).length > 0;

/**
 * Follows one flow of strangers to a machine, an interface, an address or a balancer of Alibaba Cloud, past every hop of both
 * legs, without stopping at the first that refuses.
 *
 * @throws {UsageError} when `from` is no source, or `to` is not in the region.
 */
export function diagnoseAli(reach: AliReach, request: DiagnoseRequest): Diagnosis {
  const { from, to, flow, compare, clientPort } = request;
  const ports = clientPort === undefined ? ALL_PORTS : PortSet.of([clientPort, clientPort]);
  const ways = aliWaysTo(reach, to, ports);
  if (ways.length === 0) throw new UsageError(`'${to}' is nothing in the snapshot that a flow could go to`);
  const source = readSource(from);
  const paths = ways
    .flatMap((way): readonly DiagnosedPath[] => {
      const here = inFamily(flow, way.family);
      const checks = here ? way.checks(here) : [];
      const parts = checks.length > 0 ? walk(checks, source(way.family)) : [];
      return here && parts[0] ? [pathOf(way, parts, here, compare && inFamily(compare, way.family))] : [];
    })
    .toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict) || a.blockers.length - b.blockers.length);
  const [best] = paths;
  return {
    verdict: best?.verdict ?? 'blocked',
    from,
    to,
    flow: nameOfFlow(flow),
    ...(best?.clientPorts ? { clientPorts: best.clientPorts } : {}),
    ...(best?.clientPortRanges ? { clientPortRanges: best.clientPortRanges } : {}),
    ...(best?.reasons ? { reasons: best.reasons } : {}),
    paths,
    parts: best?.parts ?? [],
    ...(compare
      ? { compare: { flow: nameOfFlow(compare), verdict: diagnoseAli(reach, { from, to, flow: compare }).verdict } }
      : {}),
  };
}

const RANK = ['reachable', 'unknown', 'blocked'];

function readSource(from: string): (family: Family) => AddressSet {
  if (from === 'internet') return (family) => INTERNET[family];
  const cidr = canonicalCidr(from);
  if (cidr === undefined) throw new UsageError(`'${from}' is no source: expected internet, an address or a CIDR`);
  return (family) => AddressSet.of(family, [cidr]);
}

function pathOf(way: AliWay, parts: readonly WalkedPart[], flow: Flow, compare: Flow | undefined): DiagnosedPath {
  const [best] = parts as readonly [WalkedPart];
  const reasons = distinctReasons(reasonsOf(best.hops));
  const blockers = blockersOf(best, flow);
  return {
    target: way.target,
    ...(way.via ? { via: way.via } : {}),
    verdict: best.verdict,
    ...clientPortsIn(best),
    hops: compare ? differing(best, way, compare) : best.hops,
    blockers,
    nearMisses: [],
    changes: blockers.map(({ change }) => change),
    ...(best.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
    parts: parts.map((part) => ({
      sources: part.sources.cidrs(),
      verdict: part.verdict,
      blockers: blockersOf(part, flow),
      ...clientPortsIn(part),
      ...(part.verdict === 'unknown' ? { reasons: distinctReasons(reasonsOf(part.hops)) } : {}),
    })),
  };
}

/** The hops that treat the two flows differently, side by side. */
function differing(best: WalkedPart, way: AliWay, compare: Flow): readonly ComparedHop[] {
  const source = best.sources.cidrs()[0]?.replace(/\/\d+$/, '') ?? '';
  const others = way.checks(compare).map((check) => check.at(source));
  return best.hops.flatMap((hop, index): readonly ComparedHop[] => {
    const compared = others[index] ?? null;
    return compared?.verdict === hop.verdict && compared.code === hop.code ? [] : [{ ...hop, compared }];
  });
}

function clientPortsIn({ verdict, hops }: WalkedPart): Pick<DiagnosedPath, 'clientPorts' | 'clientPortRanges'> {
  if (verdict === 'blocked') return {};
  const ranges = hops.findLast(({ clientPortRanges }) => clientPortRanges)?.clientPortRanges;
  return ranges
    ? { clientPorts: clientPortsName(PortSet.of(...ranges)), clientPortRanges: ranges }
    : { clientPorts: 'full' };
}

const blockersOf = ({ hops, sources }: WalkedPart, flow: Flow): readonly DiagnosedBlocker[] =>
  failing(hops).map((hop) => ({ ...hop, change: changeFor(hop, flow, sources.cidrs()[0] ?? 'the source') }));

/** The smallest edit that takes a failing hop away. */
function changeFor({ hop, component, rule }: Hop, flow: Flow, source: string): string {
  const name = nameOfFlow(flow);
  const accept = `Add a rule to ${component} that accepts ${name} from ${source}`;
  const changes: Partial<Record<Hop['hop'], string>> = {
    'security-group-in': rule === null ? `${accept}.` : `${accept}, with a smaller priority number than ${rule}.`,
    'network-acl-in': `Accept ${name} from ${source} in ${component}, above entry ${rule ?? 'the end'}.`,
    'network-acl-out': `Accept replies to ${source}, ports 1024/65535, outwards in ${component}.`,
    interface: `Start ${component}.`,
    'load-balancer': `Start ${component}.`,
    listener: `Let a listener of ${component} serve ${name} to ${source}.`,
    'route-table': `Route ${source} to the IPv4 gateway.`,
  };
  return changes[hop] ?? `Give ${component} a public address.`;
}
