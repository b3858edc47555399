import { type AliReach, aliReach } from '#network/alicloud-reach.ts';
import { type AwsReach, awsReach } from '#network/aws-reach.ts';
import { type ExposureDocument, exposureDocument, type RegionReach } from '#network/exposure-document.ts';
import type { Store } from '#platform/store.ts';
import type { Words } from '#platform/told.ts';
import { readScopes } from '#snapshot/read.ts';
import { GLOBAL_REGION, type MissingCall } from '#snapshot/recorded-call.ts';
import { inventoriesOf, reachOf } from './inventories.ts';
import { type PlaceFilter, selectScopes } from './run.ts';

/** What is reached, and the calls without which there may be things that nobody sees. */
export interface ExposureAnswer {
  readonly document: ExposureDocument;
  readonly missing: readonly (MissingCall & { readonly account: string; readonly region: string })[];
}

/**
 * What the Internet reaches in a snapshot, told in the language of `words`.
 *
 * @throws {UsageError} when the snapshot cannot be read or the filter selects nothing.
 */
export async function exposureOf(snapshot: Store, filter: PlaceFilter, words?: Words): Promise<ExposureAnswer> {
  const reaches: RegionReach[] = [];
  for await (const { region } of inventoriesOf(selectScopes(await readScopes(snapshot), filter, snapshot))) {
    if (region.region !== GLOBAL_REGION) reaches.push(reachOf(region));
  }
  const missing = reaches.flatMap((reach) =>
    reach.missing.map((call) => ({
      ...call,
      account: reach.estate.region.account,
      region: reach.estate.region.region,
    })),
  );
  return { document: exposureDocument(reaches, words), missing };
}

/** The regions of a snapshot by cloud, ready to be asked. */
export interface CloudReaches {
  readonly aws: readonly AwsReach[];
  readonly alicloud: readonly AliReach[];
}

/** The regions of a snapshot, ready to be asked. @throws {UsageError} as {@link exposureOf} does. */
export async function reachesOf(snapshot: Store, filter: PlaceFilter): Promise<CloudReaches> {
  const aws: AwsReach[] = [];
  const alicloud: AliReach[] = [];
  for await (const { region } of inventoriesOf(selectScopes(await readScopes(snapshot), filter, snapshot))) {
    if (region.region === GLOBAL_REGION) continue;
    if (region.provider === 'aws') aws.push(awsReach(region));
    else alicloud.push(aliReach(region));
  }
  return { aws, alicloud };
}
