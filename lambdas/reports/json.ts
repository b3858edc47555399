import type { ResourceRef } from '#checks/examine.ts';
import type { Finding } from '#findings/finding.ts';
import type { Report, ScopeCoverage } from './report.ts';

/**
 * `report.json`, one finding per line, so that a person can grep it and a tool can stream it.
 *
 * Keys stand in the order of the contract whatever order they were made in, tags sorted by key:
 * two runs over the same input differ only in the times and the id of the run.
 */
export function* reportJson(report: Report): Iterable<string> {
  const { schemaVersion, run, coverage, summary, findings, exposures, notices, waivers, frameworks } = report;
  yield `{"schemaVersion":${schemaVersion},\n"run":${JSON.stringify(run)},\n"coverage":{"scopes":`;
  yield* list(coverage.scopes, scopeInOrder);
  yield `,"assumptions":`;
  yield* list(coverage.assumptions, (assumption) => assumption);
  yield `},\n"summary":${JSON.stringify(summary)},\n"findings":`;
  yield* list(findings, findingInOrder);
  yield ',\n"exposures":';
  yield* list(exposures, (exposure) => exposure);
  yield ',\n"notices":';
  yield* list(notices, (notice) => notice);
  yield ',\n"waivers":';
  yield* list(waivers, (waiver) => waiver);
  yield ',\n"frameworks":';
  yield* list(frameworks, (framework) => framework);
  yield '}\n';
}

/** A list as JSON, one item per line. */
function* list<T>(items: readonly T[], inOrder: (item: T) => unknown): Iterable<string> {
  if (items.length === 0) {
    yield '[]';
    return;
  }
  let before = '[\n';
  for (const item of items) {
    yield before + JSON.stringify(inOrder(item));
    before = ',\n';
  }
  yield '\n]';
}

/** A finding with its keys in the order of the contract. */
export const findingInOrder = (finding: Finding): Finding => ({
  id: finding.id,
  checkId: finding.checkId,
  title: finding.title,
  severity: finding.severity,
  concern: finding.concern,
  status: finding.status,
  resource: resourceInOrder(finding.resource),
  message: finding.message,
  evidence: finding.evidence,
  ...(finding.path ? { path: finding.path } : {}),
  why: finding.why,
  fix: {
    text: finding.fix.text,
    ...(finding.fix.commands ? { commands: finding.fix.commands } : {}),
    ...(finding.fix.consoleUrl ? { consoleUrl: finding.fix.consoleUrl } : {}),
  },
  frameworks: finding.frameworks,
  firstSeenAt: finding.firstSeenAt,
  lastSeenAt: finding.lastSeenAt,
  ...(finding.waiver ? { waiver: finding.waiver } : {}),
  ...(finding.rootCause === undefined ? {} : { rootCause: finding.rootCause }),
});

/** A resource with its keys in the order of the contract, and its tags by key: clouds list them in any order. */
export const resourceInOrder = (resource: ResourceRef): ResourceRef => ({
  provider: resource.provider,
  account: resource.account,
  region: resource.region,
  type: resource.type,
  id: resource.id,
  ...(resource.arn === undefined ? {} : { arn: resource.arn }),
  ...(resource.name === undefined ? {} : { name: resource.name }),
  ...(resource.tags === undefined ? {} : { tags: Object.fromEntries(Object.entries(resource.tags).sort(byKey)) }),
});

const scopeInOrder = ({ provider, account, region, status, calls, missing }: ScopeCoverage): ScopeCoverage => ({
  provider,
  account,
  region,
  status,
  calls,
  missing: missing.map(({ call, code, message }) => ({ call, code, message })),
});

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
