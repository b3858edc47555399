import { say, type Text } from '#platform/text.ts';
import { inEnglish, tell } from '#platform/told.ts';
import { UsageError } from '#platform/usage-error.ts';
import { type AliFault, aliChangeFor, aliNearMisses } from './alicloud-changes.ts';
import type { AliReach } from './alicloud-reach.ts';
import { readAliSource } from './alicloud-source.ts';
import { type AliWay, aliTargetsNamed, aliWaysTo } from './alicloud-ways.ts';
import { sourceText } from './explain/changes.ts';
import type { DiagnoseRequest } from './explain/diagnose.ts';
import type {
  DiagnosedBlocker,
  DiagnosedPart,
  DiagnosedPath,
  Diagnosis,
  UntoldDiagnosis,
} from './explain/diagnosis.ts';
import { failing, reasonsOf, type WalkedPart, walk } from './explain/partition.ts';
import {
  arrivingAnyway,
  bestForEach,
  betterFirst,
  clientPortsIn,
  differing,
  mostTelling,
} from './explain/walked-parts.ts';
import { type Flow, inFamily, nameOfFlow } from './flow.ts';
import { distinctReasons, type Hop, incomplete } from './hop.ts';
import { ALL_PORTS, PortSet } from './port-set.ts';
import { firstOf } from './reach/witness.ts';

/** Whether a region has what a flow should go to. */
export function knowsTarget(reach: AliReach, to: string): boolean {
  const { interfaces, balancers } = aliTargetsNamed(reach, to);
  return interfaces.length > 0 || balancers.length > 0;
}

/** One way in, walked, for the flow as it is called in its family. */
interface WalkedWay {
  readonly way: AliWay;
  readonly flow: Flow;
  readonly parts: readonly WalkedPart[];
}

/**
 * Follows one flow to a machine, an interface, an address or a balancer of Alibaba Cloud, past every hop of both legs,
 * without stopping at the first that refuses.
 *
 * @throws {UsageError} when `from` is no source, or `to` is not in the region.
 */
export const diagnoseAli = (reach: AliReach, request: DiagnoseRequest): Diagnosis =>
  tell(follow(reach, request), request.words ?? inEnglish);

function follow(reach: AliReach, request: DiagnoseRequest): UntoldDiagnosis {
  const { from, to, flow, compare, clientPort } = request;
  const named = { from, to, flow: nameOfFlow(flow) };
  const source = readAliSource(reach.estate, from);
  if (!knowsTarget(reach, to)) throw new UsageError(`'${to}' is nothing in the snapshot that a flow could go to`);
  const ports = clientPort === undefined ? ALL_PORTS : PortSet.of([clientPort, clientPort]);
  const ways = aliWaysTo(reach, to, source, ports)
    .flatMap((way): readonly WalkedWay[] => {
      const here = inFamily(flow, way.family);
      if (!here) return [];
      const walked = way.walks.flatMap(({ sources, checks }) => {
        const hops = checks(here);
        return hops.length > 0 ? walk(hops, sources) : [];
      });
      const parts = bestForEach(walked.map((part) => ({ part }))).map(({ part }) => part);
      return parts.length > 0 ? [{ way, flow: here, parts }] : [];
    })
    .toSorted((a, b) => betterFirst(a.parts[0] as WalkedPart, b.parts[0] as WalkedPart));
  const paths = ways.map((walked) => pathOf(reach, walked, compare && inFamily(compare, walked.way.family)));
  const parts = bestForEach(ways.flatMap((walked) => walked.parts.map((part) => ({ part, walked })))).map(
    ({ part, walked }) => partOf(reach, walked, part),
  );
  const [best] = paths;
  return {
    verdict: best?.verdict ?? 'blocked',
    ...named,
    ...(best?.clientPorts ? { clientPorts: best.clientPorts } : {}),
    ...(best?.clientPortRanges ? { clientPortRanges: best.clientPortRanges } : {}),
    ...(best?.reasons ? { reasons: best.reasons } : {}),
    paths,
    parts,
    ...(compare ? { compare: { flow: nameOfFlow(compare), verdict: verdictOf(reach, request, compare) } } : {}),
  };
}

/** What is said of a flow to something that may be in a region whose lists were not read; `undefined` where all were. */
export function unfindable(
  reach: AliReach,
  { from, to, flow, words = inEnglish }: DiagnoseRequest,
): Diagnosis | undefined {
  const { interfaces, loadBalancers } = reach.estate.region;
  const missing = [interfaces, loadBalancers].flatMap((list) => (list.known ? [] : list.missing));
  if (missing.length === 0) return undefined;
  const reasons = distinctReasons(missing.map(incomplete));
  return tell(
    { verdict: 'unknown', from, to, flow: nameOfFlow(flow), reasons, paths: [], parts: [] } satisfies UntoldDiagnosis,
    words,
  );
}

const verdictOf = (
  reach: AliReach,
  { compare: _compare, ...request }: DiagnoseRequest,
  flow: Flow,
): Diagnosis['verdict'] => follow(reach, { ...request, flow }).verdict;

const faultOf = ({ estate }: AliReach, { way, flow }: WalkedWay, part: WalkedPart): AliFault => ({
  estate,
  groupIds: way.groupIds,
  address: way.target.address ?? '',
  source: firstOf(part.sources),
  flow,
});

function pathOf(reach: AliReach, walked: WalkedWay, compare: Flow | undefined): DiagnosedPath {
  const { way, flow, parts } = walked;
  const best = (compare && mostTelling(way.walks, parts, compare)) ?? (parts[0] as WalkedPart);
  const blockers = blockersOf(reach, walked, best);
  const reasons = distinctReasons(reasonsOf(best.hops));
  const source = firstOf(best.sources);
  const hops = arrivingAnyway(best.hops, flow).map((hop) => ({
    ...hop,
    packetAtHop: packetAt(hop, source, way, flow),
  }));
  return {
    target: way.target,
    ...(way.via ? { via: way.via } : {}),
    verdict: best.verdict,
    ...clientPortsIn(best),
    hops: compare ? differing(hops, way.walks, source, compare) : hops,
    blockers,
    nearMisses: aliNearMisses(faultOf(reach, walked, best), best.hops),
    changes: blockers.map(({ change }) => change),
    ...(best.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
    parts: parts.map((part) => partOf(reach, walked, part)),
  };
}

function partOf(reach: AliReach, walked: WalkedWay, part: WalkedPart): DiagnosedPart {
  const reasons = distinctReasons(reasonsOf(part.hops));
  return {
    sources: part.sources.cidrs(),
    verdict: part.verdict,
    blockers: blockersOf(reach, walked, part),
    ...clientPortsIn(part),
    ...(part.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
  };
}

const blockersOf = (reach: AliReach, walked: WalkedWay, part: WalkedPart): readonly DiagnosedBlocker[] =>
  failing(part.hops).map((hop) => ({
    ...hop,
    change: aliChangeFor(faultOf(reach, walked, part), hop, sourceText(part.sources)),
  }));

/** The packet as it looks at a hop: whatever maps the public address has not done so yet. */
function packetAt({ leg, hop }: Hop, source: string, { target }: AliWay, flow: Flow): Text {
  const isOutside = hop === 'address-mapping' || hop === 'nat-gateway';
  const here = (isOutside ? target.publicAddress : undefined) ?? target.address ?? '';
  const name = nameOfFlow(flow);
  return leg === 'forward' ? `${source} → ${here} ${name}` : say`${here} → ${source} reply to ${name}`;
}
