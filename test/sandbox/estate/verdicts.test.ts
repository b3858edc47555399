import { examineRegion } from '#checks/examine.ts';
import { CHECKS } from '#checks/registry.ts';
import { known } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { inventoriesOf } from '#scan/inventories.ts';
import { readScopes } from '#snapshot/read.ts';
import { demoEstate } from '../../../sandbox/estate/demo.ts';
import { storeOf } from '../../support/served-store.ts';

test('the demo estate trips and passes every AWS check', async () => {
  const verdicts = new Map<string, Set<string>>();
  const estate = demoEstate(new Date('2026-11-20T02:30:00Z'));
  for await (const { region } of inventoriesOf(await readScopes(storeOf(estate)))) {
    for (const { check, outcome } of examineRegion(CHECKS, region, DEFAULT_POLICY, undefined, known([])))
      verdicts.set(check.id, (verdicts.get(check.id) ?? new Set()).add(outcome.verdict));
  }
  const awsIds = CHECKS.map(({ id }) => id).filter((id) => id.startsWith('aws-'));
  const oneSided = awsIds.filter((id) => !verdicts.get(id)?.has('pass') || !verdicts.get(id)?.has('fail'));
  expect(oneSided).toEqual([]);
});
