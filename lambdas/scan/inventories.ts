import type { AliCentral } from '#inventory/alicloud/central.ts';
import { type AliRegion, AliRegionBuilder } from '#inventory/alicloud/region.ts';
import { type AwsGlobal, type AwsRegion, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { awsReach } from '#network/aws-reach.ts';
import type { RegionReach } from '#network/exposure-document.ts';
import { leavesGap } from '#snapshot/call-error.ts';
import type { SnapshotScope } from '#snapshot/read.ts';
import { GLOBAL_REGION, type MissingCall, type RecordedCall } from '#snapshot/recorded-call.ts';

/** How many calls a scope holds, and which of them failed. */
export class CallTally {
  calls = 0;
  /** When the first call was made, ISO 8601 UTC; plain dumps do not say. */
  firstAt: string | undefined;
  /** Failures that say nothing: what is not sold to the account or in the region is no gap. */
  readonly missing: MissingCall[] = [];

  add({ call, error, at }: RecordedCall): void {
    this.calls++;
    if (at !== undefined && (this.firstAt === undefined || at < this.firstAt)) this.firstAt = at;
    if (error && leavesGap(call, error)) this.missing.push({ call, ...error });
  }
}

/** A region of either cloud; `provider` tells which. */
export type CloudRegion = AwsRegion | AliRegion;

/** What one scope of a snapshot holds. */
export interface ScopeInventory {
  readonly scope: SnapshotScope;
  readonly region: CloudRegion;
  readonly tally: CallTally;
}

/**
 * The inventories of a snapshot's scopes, one in memory at a time. An account's global scope comes before its regions,
 * and what it says is handed to each of them.
 */
export async function* inventoriesOf(scopes: readonly SnapshotScope[]): AsyncIterable<ScopeInventory> {
  const builderFor = builders();
  for (const scope of scopes) {
    const builder = builderFor(scope);
    const tally = new CallTally();
    for await (const call of scope.calls()) {
      builder.add(call);
      tally.add(call);
    }
    yield { scope, region: builder.build(), tally };
  }
}

/** Takes in the calls of one scope and makes its inventory. */
interface RegionBuilder {
  add(call: RecordedCall): void;
  build(): CloudRegion;
}

/** Makes a builder for each scope, and hands what an account's global scope said to those of its regions. */
function builders(): (scope: SnapshotScope) => RegionBuilder {
  let global: { readonly account: string; readonly facts: AwsGlobal } | undefined;
  let central: { readonly account: string; readonly facts: AliCentral } | undefined;
  return (scope) => {
    const { account } = scope;
    const isGlobal = scope.region === GLOBAL_REGION;
    if (scope.provider === 'alicloud') {
      const builder = new AliRegionBuilder(scope, central?.account === account ? central.facts : undefined);
      return {
        add: (call) => builder.add(call),
        build() {
          const region = builder.build();
          if (isGlobal) central = { account, facts: region.central };
          return region;
        },
      };
    }
    const builder = new AwsRegionBuilder(scope, scope.source, global?.account === account ? global.facts : undefined);
    return {
      add: (call) => builder.add(call),
      build() {
        const region = builder.build();
        if (isGlobal) global = { account, facts: region.global };
        return region;
      },
    };
  };
}

/** What the Internet reaches in a region of either cloud. */
export const reachOf = (region: CloudRegion): RegionReach =>
  region.provider === 'alicloud' ? aliReach(region) : awsReach(region);
