import type { Clock } from '#platform/clock.ts';
import { mapPool } from '#platform/pool.ts';
import { readText, type Store } from '#platform/store.ts';
import { TOOL } from '#platform/tool.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { type Manifest, openScope, partManifest, writeManifest } from '#snapshot/write.ts';
import { type FinishDeps, finishRun, type ScanAnswer } from './finish-run.ts';
import { snapshotOf } from './latest.ts';
import type { RunPlan, WorkItem } from './plan.ts';

/** Manifests that are read at once. */
const PARTS_AT_ONCE = 16;

/**
 * Ends a run whose accounts were read apart: puts their parts together, then judges, reports and mails.
 *
 * An account whose part is missing is named as not read: it can neither vanish from the report nor look clean.
 */
export async function reportRun(plan: RunPlan, deps: FinishDeps): Promise<ScanAnswer> {
  const snapshot = snapshotOf(deps.store, plan.runId);
  const parts = await mapPool(plan.items, PARTS_AT_ONCE, async (item) => {
    const content = await readText(snapshot, partManifest(item.part));
    return content === undefined ? lost(item, snapshot, deps.clock) : (JSON.parse(content) as Manifest).scopes;
  });
  await writeManifest(snapshot, {
    schemaVersion: 1,
    runId: plan.runId,
    startedAt: plan.startedAt,
    finishedAt: deps.clock().toISOString(),
    tool: TOOL,
    scopes: parts.flat(),
  });
  return finishRun(plan, deps);
}

/** Writes down that an account was not read to its end. */
async function lost({ provider, account }: WorkItem, snapshot: Store, clock: Clock): Promise<Manifest['scopes']> {
  const scope = { provider, account, region: GLOBAL_REGION } as const;
  const writer = openScope(snapshot, scope, { gzip: true });
  const message =
    'the function that reads this account did not come to its end: regions that are not listed were not read';
  const error = { code: 'ScanFailed', message };
  await writer.write({ call: 'sts:GetCallerIdentity', request: {}, at: clock().toISOString(), error });
  await writer.close();
  return [{ ...scope, file: writer.key, ...writer.counts }];
}
