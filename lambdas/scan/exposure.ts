import { type AwsReach, awsReach } from '#network/aws-reach.ts';
import { type ExposureDocument, exposureDocument } from '#network/exposure-document.ts';
import type { Store } from '#platform/store.ts';
import { readScopes } from '#snapshot/read.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { inventoriesOf } from './inventories.ts';
import { type PlaceFilter, selectScopes } from './run.ts';

/**
 * What the Internet reaches in a snapshot.
 *
 * @throws {UsageError} when the snapshot cannot be read or the filter selects nothing.
 */
export async function exposureOf(snapshot: Store, filter: PlaceFilter): Promise<ExposureDocument> {
  const reaches: AwsReach[] = [];
  for await (const { region } of inventoriesOf(selectScopes(await readScopes(snapshot), filter, snapshot))) {
    if (region.region !== GLOBAL_REGION) reaches.push(awsReach(region));
  }
  return exposureDocument(reaches);
}
