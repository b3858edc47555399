import { diagnoseAli, knowsTarget } from '#network/alicloud-diagnose.ts';
import { type DiagnoseRequest, diagnoseAmong } from '#network/explain/diagnose.ts';
import type { Diagnosis } from '#network/explain/diagnosis.ts';
import type { Store } from '#platform/store.ts';
import { reachesOf } from './exposure.ts';
import type { PlaceFilter } from './run.ts';

/**
 * Follows one flow through a snapshot, past every hop of both legs.
 *
 * @throws {UsageError} when the snapshot cannot be read, or an end of the flow is not in it.
 */
export async function diagnoseIn(snapshot: Store, filter: PlaceFilter, request: DiagnoseRequest): Promise<Diagnosis> {
  const { aws, alicloud } = await reachesOf(snapshot, filter);
  const owner = alicloud.find((reach) => knowsTarget(reach, request.to));
  return owner ? diagnoseAli(owner, request) : diagnoseAmong(aws, request);
}
