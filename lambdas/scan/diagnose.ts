import { diagnoseAli, knowsTarget, unfindable } from '#network/alicloud-diagnose.ts';
import { type DiagnoseRequest, diagnoseAmong } from '#network/explain/diagnose.ts';
import type { Diagnosis } from '#network/explain/diagnosis.ts';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { reachesOf } from './exposure.ts';
import type { PlaceFilter } from './run.ts';

/**
 * Follows one flow through a snapshot, past every hop of both legs.
 *
 * @throws {UsageError} when the snapshot cannot be read, or an end of the flow is not in it.
 */
export async function diagnoseIn(snapshot: Store, filter: PlaceFilter, request: DiagnoseRequest): Promise<Diagnosis> {
  const { aws, alicloud } = await reachesOf(snapshot, filter);
  const owners = alicloud.filter((reach) => knowsTarget(reach, request.to));
  const owner = owners.find((reach) => knowsTarget(reach, request.from)) ?? owners[0];
  if (owner) return diagnoseAli(owner, request);
  // An id that no list has may stand in a list that was not read.
  const unsure = alicloud.map((reach) => unfindable(reach, request)).find((diagnosis) => diagnosis !== undefined);
  if (unsure === undefined && aws.length === 0 && alicloud.length > 0)
    throw new UsageError(`'${request.to}' is nothing in the snapshot that a flow could go to`);
  if (aws.length > 0 || unsure === undefined) {
    try {
      return diagnoseAmong(aws, request);
    } catch (error) {
      if (unsure === undefined || !(error instanceof UsageError)) throw error;
    }
  }
  return unsure;
}
