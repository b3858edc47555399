import { seenOf } from '#inventory/known.ts';
import { kinOf } from '#reports/alert-dossier.ts';
import type { ContainmentContext, ContainmentPlan } from '#reports/containment.ts';
import { aliKinOf, containmentOfAlicloud, namesOfAliKin } from '#reports/containment-alicloud.ts';
import { containmentOfAws } from '#reports/containment-aws.ts';
import type { SnapshotScope } from '#snapshot/read.ts';
import { type CloudRegion, inventoriesOf } from './inventories.ts';
import { wayInText, waysInto } from './ways-in.ts';

/** The plan for a resource in the first scope that has it; `undefined` when none has. Reads and writes nothing else. */
export async function planContainment(
  id: string,
  scopes: readonly SnapshotScope[],
  context: ContainmentContext,
): Promise<ContainmentPlan | undefined> {
  for await (const { region } of inventoriesOf(scopes)) {
    const plan = planIn(region, id, context);
    if (plan) return plan;
  }
  return undefined;
}

/** The plan for a resource of one region; `undefined` when the region does not have it. */
export function planIn(region: CloudRegion, id: string, context: ContainmentContext): ContainmentPlan | undefined {
  if (region.provider === 'alicloud') {
    const kin = aliKinOf(region, id);
    if (!kin) return undefined;
    const ways = seenOf(waysInto(region, namesOfAliKin(kin)));
    return containmentOfAlicloud(region, id, kin, ways.slice(0, 10).map(wayInText), context);
  }
  const kin = kinOf(region, id);
  if (!kin) return undefined;
  const ways = seenOf(
    waysInto(
      region,
      kin.interfaces.map((each) => each.id),
    ),
  );
  return containmentOfAws(region, id, kin, ways.slice(0, 10).map(wayInText), context);
}
