import type { AnyCheck } from '#checks/check.ts';
import { examineRegion, type ResourceRef, type Result } from '#checks/examine.ts';
import { KINDS } from '#checks/kinds.ts';
import type { OpenNotice } from '#checks/open-notice.ts';
import type { Verdict } from '#checks/outcome.ts';
import type { Looked } from '#findings/changes.ts';
import { type Finding, findingOf } from '#findings/finding.ts';
import type { Known } from '#inventory/known.ts';
import type { Tongue } from '#languages/tongue.ts';
import { exposureDocument } from '#network/exposure-document.ts';
import { nameOf } from '#network/resource-names.ts';
import type { Policy } from '#platform/policy.ts';
import type { Coverage, ReportedExposure, ScopeCoverage } from '#reports/report.ts';
import { classifyError } from '#snapshot/call-error.ts';
import type { SnapshotScope } from '#snapshot/read.ts';
import { GLOBAL_REGION, type MissingCall, type Scope } from '#snapshot/recorded-call.ts';
import { DeclaredNames } from './declared-names.ts';
import { type CallTally, inventoriesOf, reachOf } from './inventories.ts';
import type { OnProgress } from './progress.ts';

export interface AssessDeps {
  readonly checks: readonly AnyCheck[];
  readonly policy: Policy;
  /** What the clouds told us and is not over. */
  readonly notices: Known<readonly OpenNotice[]>;
  /** The last run's findings, to tell "gone" from "could not be told". */
  readonly previous: readonly Finding[];
  /** The moment that findings of this run are seen at, ISO 8601 UTC. */
  readonly at: string;
  /** The language that findings are told in. */
  readonly tongue: Tongue;
  readonly onProgress: OnProgress;
}

/**
 * Judges a snapshot, one region in memory at a time.
 *
 * {@link results} streams every verdict; what a report is made of has been gathered when the stream ends.
 */
export class Assessment {
  readonly findings: Finding[] = [];
  /** What the Internet reaches, of every region. */
  readonly exposures: ReportedExposure[] = [];
  readonly verdicts = noVerdicts();
  /** The same by check, of every check that is about a cloud that was read; it gave none where it had nothing to judge. */
  readonly verdictsByCheck = new Map<string, Record<Verdict, number>>();
  readonly #deps: AssessDeps;
  readonly #scopes: ScopeCoverage[] = [];
  readonly #assumptions = new Set<string>();
  /** `check/place/resource` of the previous findings: what must be told apart at the end. */
  readonly #before: Set<string>;
  readonly #judged = new Set<string>();
  readonly #undecidedResources = new Set<string>();
  readonly #undecidedPlaces = new Set<string>();
  /** Open GuardDuty findings of every place where all of them were read. */
  readonly #threats = new Map<string, { readonly readAt: string; readonly arns: ReadonlySet<string> }>();

  constructor(deps: AssessDeps) {
    this.#deps = deps;
    this.#before = new Set(deps.previous.map((finding) => resourceKey(finding.checkId, finding.resource)));
  }

  /** Every result, scope by scope. To be run through once, to its end. */
  async *results(scopes: readonly SnapshotScope[]): AsyncIterable<Result> {
    this.#deps.onProgress({ event: 'judging', scopes: scopes.length });
    const declared = new DeclaredNames(this.#deps.checks, this.#deps.policy);
    for await (const { scope, region, tally } of inventoriesOf(scopes)) {
      if (region.provider === 'aws') {
        for (const assumption of region.assumptions)
          this.#assumptions.add(`${scope.account} ${scope.region}: ${assumption}`);
        if (region.guardDutyFindings.known)
          this.#threats.set(placeKey(scope), {
            readAt: tally.firstAt ?? '',
            arns: new Set(region.guardDutyFindings.value.map(({ arn }) => arn)),
          });
      }
      for (const { id, examines } of this.#deps.checks)
        if (KINDS[examines].provider === scope.provider && !this.verdictsByCheck.has(id))
          this.verdictsByCheck.set(id, noVerdicts());
      const before = this.findings.length;
      const missing = new Missing(tally.missing);
      const onError = (check: AnyCheck, { id }: ResourceRef, error: unknown): void =>
        this.#deps.onProgress({ event: 'check-failed', checkId: check.id, resourceId: id, error });
      const policy = declared.policyFor(region);
      for (const result of examineRegion(this.#deps.checks, region, policy, onError, this.#deps.notices)) {
        this.#take(result, missing);
        yield result;
      }
      // Copied, so that a path holds on to no region that has been left behind.
      if (scope.region !== GLOBAL_REGION) {
        for (const exposure of exposureDocument([reachOf(region)], this.#deps.tongue.words).exposures) {
          const name = nameOf(region, exposure.resource.id);
          this.exposures.push({ provider: scope.provider, ...exposure, ...(name === undefined ? {} : { name }) });
        }
      }
      declared.saw(region);
      this.#scopes.push(coverageOf(scope, tally, missing.sorted()));
      this.#deps.onProgress({ event: 'scope-judged', scope, findings: this.findings.length - before });
    }
    for (const result of declared.results()) {
      const missing = new Missing([]);
      this.#take(result, missing);
      this.#addMissing(result.resource, missing.sorted());
      yield result;
    }
  }

  /** Whether GuardDuty no longer has a finding as open that it told of before we read; false also where not all were read. */
  isThreatGone({
    arn,
    updatedAt = '',
    ...scope
  }: Scope & { readonly arn?: string; readonly updatedAt?: string }): boolean {
    const open = this.#threats.get(placeKey(scope));
    return open !== undefined && arn !== undefined && updatedAt < open.readAt && !open.arns.has(arn);
  }

  get coverage(): Coverage {
    return { scopes: this.#scopes, assumptions: [...this.#assumptions].sort() };
  }

  /** What this run can say about findings that it did not find again; `isWanted` is the run's own filter. */
  looked(isWanted: (scope: Scope) => boolean): Looked {
    const checkIds = new Set(this.#deps.checks.map(({ id }) => id));
    const accounts = new Set(this.#scopes.map((scope) => `${scope.provider}/${scope.account}`));
    const places = new Set(this.#scopes.map(placeKey));
    return {
      covers: ({ checkId, resource }) =>
        checkIds.has(checkId) && accounts.has(`${resource.provider}/${resource.account}`) && isWanted(resource),
      isUndecided: ({ checkId, resource }) => {
        const key = resourceKey(checkId, resource);
        if (this.#undecidedResources.has(key) || !places.has(placeKey(resource))) return true;
        return this.#undecidedPlaces.has(`${checkId}\n${placeKey(resource)}`) && !this.#judged.has(key);
      },
    };
  }

  /** What the run as a whole lacks stands with the first scope of the account that it is told of. */
  #addMissing({ provider, account }: Scope, missing: readonly MissingCall[]): void {
    const index = this.#scopes.findIndex((scope) => scope.provider === provider && scope.account === account);
    const scope = this.#scopes[index];
    if (!scope || missing.length === 0) return;
    const all = new Missing([...scope.missing, ...missing]).sorted();
    this.#scopes[index] = { ...scope, status: scope.status === 'ok' ? 'partial' : scope.status, missing: all };
  }

  #take(result: Result, missing: Missing): void {
    const { check, resource, outcome } = result;
    this.verdicts[outcome.verdict]++;
    const counts = this.verdictsByCheck.get(check.id);
    if (counts) counts[outcome.verdict]++;
    const finding = findingOf(result, this.#deps.at, this.#deps.tongue);
    if (finding) this.findings.push(finding);
    const key = resourceKey(check.id, resource);
    if (outcome.verdict === 'unknown') {
      missing.add(outcome.missing);
      if (resource.type === 'region' && check.examines !== 'aws.Region')
        this.#undecidedPlaces.add(`${check.id}\n${placeKey(resource)}`);
      else if (this.#before.has(key)) this.#undecidedResources.add(key);
    } else if (this.#before.has(key)) this.#judged.add(key);
  }
}

const noVerdicts = (): Record<Verdict, number> => ({ pass: 0, fail: 0, unknown: 0, 'not-applicable': 0 });

const placeKey = ({ provider, account, region }: Scope): string => `${provider}/${account}/${region}`;
const resourceKey = (checkId: string, resource: Omit<ResourceRef, 'type'>): string =>
  `${checkId}\n${placeKey(resource)}\n${resource.id}`;

/** Missing calls, each once however many resources needed it. */
class Missing {
  readonly #calls = new Map<string, MissingCall>();

  constructor(calls: readonly MissingCall[]) {
    this.add(calls);
  }

  add(calls: readonly MissingCall[]): void {
    for (const each of calls) this.#calls.set(`${each.call}\n${each.code}`, each);
  }

  sorted(): readonly MissingCall[] {
    return [...this.#calls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, call]) => call);
  }
}

const coverageOf = (
  { provider, account, region }: Scope,
  { calls, missing: failed }: CallTally,
  missing: readonly MissingCall[],
): ScopeCoverage => ({ provider, account, region, status: statusOf(calls, failed, missing), calls, missing });

function statusOf(
  calls: number,
  failed: readonly MissingCall[],
  missing: readonly MissingCall[],
): ScopeCoverage['status'] {
  if (missing.length === 0) return 'ok';
  if (failed.length < calls || failed.length === 0) return 'partial';
  const kinds = new Set(failed.map(classifyError));
  if (kinds.size > 1) return 'failed';
  if (kinds.has('denied-by-iam') || kinds.has('denied-by-organization')) return 'denied';
  if (kinds.has('region-disabled')) return 'disabled';
  return kinds.has('throttled') ? 'throttled' : 'failed';
}
