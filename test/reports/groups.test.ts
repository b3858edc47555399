import { groupFindings, isStanding, sharedMessage } from '#reports/groups.ts';
import { aFinding, aResource } from '../support/a-report.ts';

test('tells one check at one severity as one thing, in the order of the findings', () => {
  const findings = [
    aFinding({ checkId: 'a', severity: 'high', resource: aResource({ id: '1' }) }),
    aFinding({ checkId: 'b', severity: 'high', resource: aResource({ id: '2' }) }),
    aFinding({ checkId: 'a', severity: 'high', resource: aResource({ id: '3' }) }),
    aFinding({ checkId: 'a', severity: 'low', resource: aResource({ id: '4' }) }),
  ];
  const told = groupFindings(findings).map(({ checkId, severity, findings: members }) => [
    checkId,
    severity,
    members.map(({ resource }) => resource.id).join(),
  ]);
  expect(told).toEqual([
    ['a', 'high', '1,3'],
    ['b', 'high', '2'],
    ['a', 'low', '4'],
  ]);
});

test.each([
  ['new', true],
  ['open', true],
  ['waived', false],
  ['resolved', false],
] as const)('a finding that is %s stands: %s', (status, wanted) => {
  expect(isStanding(aFinding({ status }))).toBe(wanted);
});

test('a message is shared only by several that say the same', () => {
  const [a, b] = [aFinding({ message: 'x' }), aFinding({ message: 'y' })];
  expect(sharedMessage([a, a])).toBe('x');
  expect(sharedMessage([a, b])).toBeUndefined();
  expect(sharedMessage([a])).toBeUndefined();
  expect(sharedMessage([])).toBeUndefined();
});
