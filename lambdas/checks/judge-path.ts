import { type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import type { Policy } from '#platform/policy.ts';
import { type Said, say, sayAll, wordsOf } from '#platform/text.ts';
import { type MissingCall, unanswered } from '#snapshot/recorded-call.ts';
import { fail, type Outcome, pass, undecided } from './outcome.ts';
import { type DeclaredPath, drawPath, type Hop, type PathFault, pathFaults } from './path-timeouts.ts';

/** A load balancer that a hop of a declared path names. */
export interface NamedBalancer {
  readonly id: string;
  /** Account and region. */
  readonly place: string;
  readonly times: Known<Omit<Hop, 'name'>>;
  /** Commands that set its idle timeout, within what its API takes. */
  readonly settings: readonly {
    readonly limits: readonly [least: number, most: number];
    readonly set: (seconds: number) => string;
  }[];
}

/** The balancers that a name stands for, as far as they were read. */
type Find = (resource: string) => Known<readonly NamedBalancer[]>;

/**
 * Judges a declared path. What a hop does not tell is filled in from the balancer that it names; its own values come first.
 * A hop whose balancer is not there, is not one alone or was not read leaves the path unknown, and its neighbours are still
 * compared.
 */
export function judgePath(path: DeclaredPath, find: Find, policy: Policy): readonly Outcome[] {
  const judged = path.hops.map((hop) => hopOf(hop, path.name, find));
  const missing = judged.flatMap((hop) => (hop.known ? [] : hop.missing));
  // A hop that could not be read is compared with nobody; what is known of its neighbours still counts.
  const hops = judged.map((hop, index) => (hop.known ? hop.value : { name: path.hops[index]?.name ?? 'hop' }));
  const picture = drawPath(hops);
  const fails = pathFaults(hops).map((fault) =>
    fail(
      say`On the path ${path.name}, ${fault.message}: ${picture}.`,
      { path: path.name, ...fault, message: wordsOf(fault.message), hops, picture: wordsOf(picture) },
      {
        discriminator: `${path.name}/${fault.rule}/${fault.outer}`,
        commands: mendFault(fault, path, find, policy.timeouts.loadBalancerIdleSeconds),
      },
    ),
  );
  if (missing.length > 0) return [...fails, undecided(missing)];
  return fails.length > 0 ? fails : [pass(say`${path.name}: ${picture}.`)];
}

function hopOf(declared: DeclaredPath['hops'][number], path: string, find: Find): Known<Hop> {
  const { resource, ...told } = declared;
  const own = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as unknown as Hop;
  if (resource === undefined) return known(own);
  const found = find(resource);
  const [balancer, ...others] = seenOf(found);
  if (!balancer)
    return found.known
      ? unknown(notOne(path, say`${resource} is no load balancer that was read`))
      : unknown(found.missing);
  if (others.length > 0) {
    const labels = sayAll([balancer, ...others].map(({ id, place }) => say`${id} in ${place}`));
    return unknown(notOne(path, say`${resource} names ${others.length + 1} load balancers, ${labels}: give an ARN`));
  }
  return mapKnown(balancer.times, (times) => ({ ...times, ...own }));
}

/** The code of a name in the configuration that stands for no load balancer, or for several. */
export const NOT_ONE = 'NotOneLoadBalancer';

const notOne = (path: string, why: Said): MissingCall => unanswered(`policy.paths of ${path}`, NOT_ONE, why);

/** Clocks differ, and what is closed at the same moment meets a request. */
const MARGIN_SECONDS = 5;

/**
 * Commands that mend a fault at the balancer that has a part in it. The outer hop has to wait longer, or the inner one has
 * to keep connections longer; where that one is set elsewhere, its neighbour is fitted to it, as far as policy allows.
 */
function mendFault(
  { rule, outer, inner, outerSeconds, innerSeconds }: PathFault,
  { hops }: DeclaredPath,
  find: Find,
  [shortest]: readonly [number, number],
): readonly string[] {
  const set = (name: string, seconds: number): readonly string[] => {
    const resource = hops.find((hop) => hop.name === name)?.resource;
    const settings = resource === undefined ? [] : seenOf(find(resource)).flatMap((each) => each.settings);
    return settings.every(({ limits: [least, most] }) => least <= seconds && seconds <= most)
      ? settings.map((setting) => setting.set(seconds))
      : [];
  };
  const raise = rule === 'keep-alive' ? set(inner, outerSeconds + MARGIN_SECONDS) : set(outer, innerSeconds);
  if (raise.length > 0) return raise;
  const [lowered, seconds] = rule === 'keep-alive' ? [outer, innerSeconds - MARGIN_SECONDS] : [inner, outerSeconds];
  return seconds < shortest ? [] : set(lowered, seconds);
}
