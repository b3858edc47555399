import { aliBalancersNamed } from '#checks/alicloud/path-balancers.ts';
import { balancersNamed, pathsIn } from '#checks/aws/path-hops.ts';
import type { AnyCheck } from '#checks/check.ts';
import type { ResourceRef, Result } from '#checks/examine.ts';
import { judgePath, type NamedBalancer, NOT_ONE } from '#checks/judge-path.ts';
import { type Outcome, undecided } from '#checks/outcome.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { Policy } from '#platform/policy.ts';
import { say, sayAll } from '#platform/text.ts';
import { GLOBAL_REGION, type MissingCall, unanswered } from '#snapshot/recorded-call.ts';
import type { CloudRegion } from './inventories.ts';

const PATHS = 'path-timeouts-ordered';
const PROXIES = 'aws-elb-source-ip-stickiness-not-behind-proxy';

/**
 * The load balancers that the configuration names, looked up over the whole run: a name that stands for none, or for
 * several, is told once, and a path that no region judges as a whole is judged when everything was read.
 */
export class DeclaredNames {
  readonly #checks: readonly AnyCheck[];
  readonly #policy: Policy;
  readonly #names: readonly string[];
  readonly #found = new Map<string, NamedBalancer[]>();
  readonly #missing = new Map<string, MissingCall[]>();
  /** The paths that some region has judged. */
  readonly #judged = new Set<string>();
  /** Where the run began: what belongs to no place is told there. */
  #home: ResourceRef | undefined;

  constructor(checks: readonly AnyCheck[], policy: Policy) {
    this.#checks = checks;
    this.#policy = policy;
    const { paths, proxies } = policy;
    const named = [
      ...paths.flatMap(({ hops }) => hops.flatMap(({ resource }) => resource ?? [])),
      ...proxies.flatMap(({ balancers }) => balancers),
    ];
    this.#names = [...new Set(named)];
  }

  /** The policy for a region: a path that was judged already is not judged again. */
  policyFor(region: CloudRegion): Policy {
    if (region.provider !== 'aws' || this.#judged.size === 0) return this.#policy;
    return { ...this.#policy, paths: this.#policy.paths.filter(({ name }) => !this.#judged.has(name)) };
  }

  /** Takes note of what a region has of the names; keeps nothing else of it. */
  saw(region: CloudRegion): void {
    this.#home ??= placeOf(region);
    if (region.provider === 'aws') for (const { name } of pathsIn(this.#policy.paths, region)) this.#judged.add(name);
    if (region.region === GLOBAL_REGION) return;
    for (const name of this.#names) {
      const found = region.provider === 'aws' ? balancersNamed(name, region) : aliBalancersNamed(name, region);
      this.#found.set(name, [...(this.#found.get(name) ?? []), ...seenOf(found)]);
      if (!found.known) this.#missing.set(name, [...(this.#missing.get(name) ?? []), ...found.missing]);
    }
  }

  /** What no region could say by itself; to be asked when all were seen. */
  *results(): Iterable<Result> {
    const resource = this.#home;
    if (!resource) return;
    const results = (checkId: string, outcomes: readonly Outcome[]): readonly Result[] => {
      const check = this.#checks.find(({ id }) => id === checkId);
      return check ? outcomes.map((outcome) => ({ check, resource, outcome })) : [];
    };
    for (const path of this.#policy.paths) {
      const outcomes = judgePath(path, (name) => this.#balancers(name), this.#policy);
      // Where a region has judged it, what is left to say is that a name stands for more in another one.
      const said = this.#judged.has(path.name)
        ? outcomes.filter((outcome) => this.#isAmbiguous(outcome, path))
        : outcomes;
      yield* results(PATHS, said);
    }
    for (const { name, balancers } of this.#policy.proxies) {
      const nowhere = balancers.filter((each) => {
        const found = this.#balancers(each);
        return found.known && found.value.length === 0;
      });
      if (nowhere.length > 0) yield* results(PROXIES, [undecided([standsForNothing(name, nowhere)])]);
    }
  }

  /** A name that was found is looked for no further. */
  #balancers(name: string): Known<readonly NamedBalancer[]> {
    const found = this.#found.get(name) ?? [];
    const missing = this.#missing.get(name) ?? [];
    return found.length === 0 && missing.length > 0 ? unknown(missing) : known(found);
  }

  #isAmbiguous(outcome: Outcome, { hops }: Policy['paths'][number]): boolean {
    const placesOf = (name: string): number => new Set((this.#found.get(name) ?? []).map(({ place }) => place)).size;
    const several = hops.some(({ resource = '' }) => placesOf(resource) > 1);
    return several && outcome.verdict === 'unknown';
  }
}

function placeOf({ provider, account, region }: CloudRegion): ResourceRef {
  const isAccount = region === GLOBAL_REGION;
  return { provider, account, region, type: isAccount ? 'account' : 'region', id: isAccount ? account : region };
}

const standsForNothing = (proxy: string, names: readonly string[]): MissingCall =>
  unanswered(
    `policy.proxies of ${proxy}`,
    NOT_ONE,
    names.length === 1
      ? say`${sayAll(names)} is no load balancer that was read`
      : say`${sayAll(names)} are no load balancer that was read`,
  );
