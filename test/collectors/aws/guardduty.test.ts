import type { AwsCollector } from '#collectors/aws/collector.ts';
import { guardDutyCollectors } from '#collectors/aws/guardduty.ts';
import { seenOf } from '#inventory/known.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const detectors = guardDutyCollectors[0] as AwsCollector;
const id = { DetectorId: 'd1' };
const names = Array.from({ length: 120 }, (_, index) => `f${String(index).padStart(3, '0')}`);
const served = [
  answered('guardduty:ListDetectors', { DetectorIds: ['d1'] }),
  answered('guardduty:GetDetector', { Status: 'ENABLED', ServiceRole: 'arn:role' }, id),
  answered('guardduty:ListFindings', { FindingIds: names }, id),
  answered(
    'guardduty:GetFindings',
    { Findings: names.map((name) => ({ Id: name, Arn: `arn:finding/${name}`, Severity: 5, Type: 't' })) },
    id,
  ),
  answered('guardduty:ListMembers', { Members: [] }, id),
  answered('guardduty:ListPublishingDestinations', { Destinations: [] }, id),
];
const managed = answered('guardduty:GetAdministratorAccount', { Administrator: { AccountId: '444455556666' } }, id);
const alone = answered('guardduty:GetAdministratorAccount', {}, id);

test('every finding, in batches of fifty', async () => {
  const calls = await collectedBy(detectors, [...served, alone]);
  expect(requestsOf(calls, 'guardduty:GetFindings').map(({ FindingIds }) => (FindingIds as string[]).length)).toEqual(
    expect.arrayContaining([50, 50, 20]),
  );
  expect(seenOf(inventoryOf(calls).guardDutyFindings)).toHaveLength(120);
});

test.each([
  ['that nobody manages is asked whom it manages', alone, 1],
  ['that another account manages is not', managed, undefined],
])('a detector %s', async (_, administrator, times) => {
  const calls = tallied(await collectedBy(detectors, [...served, administrator]));
  expect([calls['guardduty:ListMembers'], calls['guardduty:ListPublishingDestinations']]).toEqual([times, times]);
});

test('who may not ask for the administrator asks for the rest', async () => {
  const calls = await collectedBy(detectors, [...served, alone], {
    faults: [{ calls: 'guardduty:GetAdministratorAccount', kind: 'deny' }],
  });
  expect(tallied(calls)['guardduty:ListMembers']).toBe(1);
});
