import { type Said, say, type Text } from '#platform/text.ts';
import { inEnglish, tell, type Words } from '#platform/told.ts';
import { UsageError } from '#platform/usage-error.ts';
import type { AwsReach } from '../aws-reach.ts';
import { type Flow, inFamily, nameOfFlow } from '../flow.ts';
import { distinctReasons, type Hop, incomplete } from '../hop.ts';
import { PortSet } from '../port-set.ts';
import type { Via } from '../reach/exposure.ts';
import type { Target } from '../reach/targets.ts';
import { firstOf } from '../reach/witness.ts';
import { addressOf, changeFor, nearMisses, sourceText } from './changes.ts';
import type { DiagnosedBlocker, DiagnosedPart, DiagnosedPath, Diagnosis, UntoldDiagnosis } from './diagnosis.ts';
import { type FlowSource, isFindable, readSource, readTargets } from './endpoints.ts';
import type { Sight } from './hop-check.ts';
import { listenerMisses } from './listener-misses.ts';
import { type FlowVerdict, reasonsOf, type WalkedPart, walk } from './partition.ts';
import { together } from './together.ts';
import { arrivingAnyway, bestForEach, betterFirst, clientPortsIn, differing, mostTelling } from './walked-parts.ts';
import type { Walk } from './walks.ts';
import { waysTo } from './ways.ts';

/** One question: `posture diagnose --from … --to … --port …`. */
export interface DiagnoseRequest {
  /** `internet`, an address, a CIDR, or the id of an instance or interface. */
  readonly from: string;
  /** The id of a machine, an interface or a balancer, or an address. */
  readonly to: string;
  readonly flow: Flow;
  /** A flow that works, to see what is different. */
  readonly compare?: Flow;
  /** One client port to ask about. @default any that gets an answer */
  readonly clientPort?: number;
  /** Finds the words of what is said. @default English */
  readonly words?: Words;
}

/** One way in, walked. */
interface WalkedWay {
  readonly target: Target;
  readonly via?: Via;
  readonly walks: readonly Walk[];
  readonly parts: readonly WalkedPart[];
}

/**
 * Follows a flow on every way in, past every hop of both legs, without stopping at the first that refuses.
 *
 * @throws {UsageError} when `from` or `to` names nothing in the snapshot.
 */
export const diagnose = (reach: AwsReach, request: DiagnoseRequest): Diagnosis =>
  tell(follow(reach, request), request.words ?? inEnglish);

function follow(reach: AwsReach, request: DiagnoseRequest): UntoldDiagnosis {
  const { estate } = reach;
  const { from, to, flow, compare } = request;
  const named = { from, to, flow: nameOfFlow(flow) };
  const source = readSource(estate, from);
  const targets = readTargets(reach, to);
  if (targets.length === 0) {
    const instance = estate.instance(to);
    if (instance.known && isFindable(estate))
      throw new UsageError(`'${to}' is ${instance.value.state} and has no interface that a flow could go to`);
    if (isFindable(estate)) throw new UsageError(`'${to}' is nothing in the snapshot that a flow could go to`);
    const { networkInterfaces, instances } = estate.region;
    const missing = [networkInterfaces, instances].flatMap((fact) => (fact.known ? [] : fact.missing));
    return { verdict: 'unknown', ...named, reasons: distinctReasons(missing.map(incomplete)), paths: [], parts: [] };
  }
  const clientPorts =
    request.clientPort === undefined ? undefined : PortSet.of([request.clientPort, request.clientPort]);
  const ways = targets
    .flatMap((target) => waysTo(reach, target, source, flow, clientPorts))
    .flatMap(({ target, via, walks }): readonly WalkedWay[] => {
      const flowHere = inFamily(flow, target.family);
      if (!flowHere) return [];
      const walked = walks.flatMap(({ sources, checks }) => walk(checks(flowHere) ?? [], sources));
      const parts = bestForEach(walked.map((part) => ({ part }))).map(({ part }) => part);
      return parts.length === 0 ? [] : [{ target, walks, parts, ...(via ? { via } : {}) }];
    })
    .toSorted((a, b) => betterFirst(a.parts[0] as WalkedPart, b.parts[0] as WalkedPart));
  const paths = ways.map((way) => pathOf(reach, way, flow, compare));
  const allParts = ways.flatMap((way) => way.parts.map((part) => ({ part, way })));
  const parts = bestForEach(allParts).map(({ part, way }) => partOf(part, way, flow));
  const [best] = paths;
  return {
    verdict: best?.verdict ?? 'blocked',
    ...named,
    ...(best?.clientPorts ? { clientPorts: best.clientPorts } : {}),
    ...(best?.clientPortRanges ? { clientPortRanges: best.clientPortRanges } : {}),
    ...(best?.reasons ? { reasons: best.reasons } : {}),
    ...(best ? {} : { message: noWayFrom(source, to) }),
    paths,
    parts,
    ...(compare ? { compare: { flow: nameOfFlow(compare), verdict: verdictOfFlow(reach, request, compare) } } : {}),
  };
}

/** Why there is no way at all to what is there. */
const noWayFrom = ({ kind }: FlowSource, to: string): Said =>
  kind === 'interfaces'
    ? say`Nothing between them passes the network: they are one interface, or share no address family.`
    : say`No address of ${to} is of the family of the source and the protocol.`;

/**
 * Asks every region. A private address may be in several accounts, regions and VPCs: all of them answer, the best first.
 *
 * @throws {UsageError} when none knows the destination.
 */
export function diagnoseAmong(reaches: readonly AwsReach[], request: DiagnoseRequest): Diagnosis {
  const found: Diagnosis[] = [];
  const unsure: Diagnosis[] = [];
  const refusals: UsageError[] = [];
  for (const reach of reaches) {
    try {
      const diagnosis = diagnose(reach, request);
      (diagnosis.paths.length > 0 ? found : unsure).push(diagnosis);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      if (reach.estate.instance(request.to).known) refusals.unshift(error);
      else refusals.push(error);
    }
  }
  const [first, ...others] = found;
  if (first) return others.length === 0 ? first : together([first, ...others]);
  if (unsure[0]) return unsure[0];
  throw refusals[0] ?? new UsageError('the snapshot holds no AWS region');
}

const verdictOfFlow = (reach: AwsReach, { compare: _compare, ...request }: DiagnoseRequest, flow: Flow): FlowVerdict =>
  follow(reach, { ...request, flow }).verdict;

function pathOf(reach: AwsReach, way: WalkedWay, flow: Flow, compare: Flow | undefined): DiagnosedPath {
  const { target, via, parts } = way;
  const flowHere = inFamily(flow, target.family) ?? flow;
  const best = (compare && mostTelling(way.walks, parts, inFamily(compare, target.family))) ?? (parts[0] as WalkedPart);
  const source = firstOf(best.sources);
  const blockers = blockersOf(best, target, flowHere);
  const reasons = distinctReasons(reasonsOf(best.hops));
  const hops = arrivingAnyway(best.hops, flowHere).map((hop, index) => ({
    ...hop,
    packetAtHop: hop.packetAtHop ?? packetAt(hop, source, best.sights[index] ?? { target, flow: flowHere }),
  }));
  return {
    target: {
      interface: target.nic.id === '' ? null : target.nic.id,
      address: target.address === '' ? null : target.address,
      ...(target.publicAddress === undefined ? {} : { publicAddress: target.publicAddress }),
    },
    ...(via ? { via } : {}),
    verdict: best.verdict,
    ...clientPortsIn(best),
    hops: compare ? differing(hops, way.walks, source, inFamily(compare, target.family)) : hops,
    blockers,
    nearMisses: [
      ...nearMisses(reach.estate, { target, flow: flowHere }, source, best),
      ...(via || best.verdict === 'reachable' ? [] : listenerMisses(reach, target, flowHere)),
    ],
    changes: blockers.map(({ change }) => change),
    ...(best.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
    parts: parts.map((part) => partOf(part, way, flow)),
  };
}

function partOf(part: WalkedPart, { target }: WalkedWay, flow: Flow): DiagnosedPart {
  const reasons = distinctReasons(reasonsOf(part.hops));
  return {
    sources: part.sources.cidrs(),
    verdict: part.verdict,
    blockers: blockersOf(part, target, inFamily(flow, target.family) ?? flow),
    ...clientPortsIn(part),
    ...(part.verdict === 'unknown' && reasons.length > 0 ? { reasons } : {}),
  };
}

const blockersOf = (part: WalkedPart, target: Target, flow: Flow): readonly DiagnosedBlocker[] => {
  const source = sourceText(part.sources);
  return part.hops.flatMap((hop, index) =>
    hop.verdict === 'fail' ? [{ ...hop, change: changeFor(hop, part.sights[index] ?? { target, flow }, source) }] : [],
  );
};

/** The packet as it looks at a hop: the gateway maps the public address to the private one. */
function packetAt({ leg, hop }: Hop, client: string, { target, flow, sender }: Sight): Text {
  const { address, publicAddress, resource } = target;
  const isOutside =
    hop === 'account' || hop === 'block-public-access' || hop === 'internet-gateway' || hop === 'address-mapping';
  // A node of which no interface was read has no address to show.
  const here = (isOutside ? (publicAddress ?? address) : address) || resource.id;
  const source = addressOf(sender ?? client);
  const name = nameOfFlow(flow);
  return leg === 'forward' ? say`${source} → ${here} ${name}` : say`${here} → ${source} reply to ${name}`;
}
