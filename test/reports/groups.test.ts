import type { Finding } from '#findings/finding.ts';
import { ENGLISH } from '#languages/tongue.ts';
import { broughtText, groupFindings, isStanding, sharedMessage } from '#reports/groups.ts';
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

const root = aFinding({ checkId: 'wide', severity: 'high', resource: aResource({ id: 'root' }) });
const bare = aFinding({ checkId: 'wide', severity: 'high', resource: aResource({ id: 'bare' }) });
const narrow = aFinding({ checkId: 'narrow', resource: aResource({ id: 'narrow' }), rootCause: root.id });
const low = aFinding({ checkId: 'x', severity: 'low', resource: aResource({ id: 'low' }), rootCause: root.id });

const toldOf = (findings: readonly Finding[]) =>
  groupFindings(findings).map(({ checkId, severity, families }) => [
    checkId,
    severity,
    families.map(({ head, narrower }) => [head, ...narrower].map(({ resource }) => resource.id).join('>')).join(),
  ]);

test('tells narrower findings with their root cause, as grave as the worst of them', () => {
  expect(toldOf([narrow, root, bare, low])).toEqual([
    ['wide', 'critical', 'root>narrow>low'],
    ['wide', 'high', 'bare'],
  ]);
});

test('a narrower finding whose root cause is told elsewhere stands on its own', () => {
  expect(toldOf([narrow, low])).toEqual([
    ['narrow', 'critical', 'narrow'],
    ['x', 'low', 'low'],
  ]);
});

test('says what a root cause brings', () => {
  expect(broughtText({ narrower: [narrow, low] }, ENGLISH)).toBe('Brings 2 narrower findings: 1 critical, 1 low.');
  expect(broughtText({ narrower: [low] }, ENGLISH)).toBe('Brings a narrower finding: 1 low.');
  expect(broughtText({ narrower: [] }, ENGLISH)).toBeUndefined();
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
