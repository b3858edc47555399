import { type AwsGlobal, type AwsRegion, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { leavesGap } from '#snapshot/call-error.ts';
import type { SnapshotScope } from '#snapshot/read.ts';
import { GLOBAL_REGION, type MissingCall, type RecordedCall } from '#snapshot/recorded-call.ts';

/** How many calls a scope holds, and which of them failed. */
export class CallTally {
  calls = 0;
  /** Failures that say nothing: what is not sold to the account or in the region is no gap. */
  readonly missing: MissingCall[] = [];

  add({ call, error }: RecordedCall): void {
    this.calls++;
    if (error && leavesGap(call, error)) this.missing.push({ call, ...error });
  }
}

/** What one scope of a snapshot holds. */
export interface ScopeInventory {
  readonly scope: SnapshotScope;
  readonly region: AwsRegion;
  readonly tally: CallTally;
}

/**
 * The inventories of a snapshot's scopes, one in memory at a time. An account's global scope comes before its regions,
 * and what it says is handed to each of them.
 */
export async function* inventoriesOf(scopes: readonly SnapshotScope[]): AsyncIterable<ScopeInventory> {
  let global: { readonly account: string; readonly facts: AwsGlobal } | undefined;
  for (const scope of scopes) {
    const builder = new AwsRegionBuilder(
      scope,
      scope.source,
      global?.account === scope.account ? global.facts : undefined,
    );
    const tally = new CallTally();
    for await (const call of scope.calls()) {
      builder.add(call);
      tally.add(call);
    }
    const region = builder.build();
    if (scope.region === GLOBAL_REGION) global = { account: scope.account, facts: region.global };
    yield { scope, region, tally };
  }
}
