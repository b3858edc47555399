import { byImportance, compareFindings, type Looked, withHistory } from '#findings/changes.ts';
import type { Finding } from '#findings/finding.ts';
import { aFinding, aResource, manyFindings } from '../support/a-report.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const first = '2026-11-19T03:00:00.000Z';
const now = '2026-11-20T03:00:00.000Z';
const seen = (changes: Partial<Finding> = {}): Finding => aFinding({ firstSeenAt: now, lastSeenAt: now, ...changes });
const earlier = (changes: Partial<Finding> = {}): Finding =>
  aFinding({ firstSeenAt: first, lastSeenAt: first, status: 'open', ...changes });

const everything: Looked = { covers: () => true, isUndecided: () => false };

interface Case {
  readonly current: readonly Finding[];
  readonly previous: readonly Finding[];
  readonly looked?: Looked;
  readonly wanted: readonly Partial<Finding>[];
}

const cases: Readonly<Record<string, Case>> = {
  'a first run: all is new': {
    current: [seen()],
    previous: [],
    wanted: [{ status: 'new', firstSeenAt: now, lastSeenAt: now }],
  },
  'seen again: open since the first time': {
    current: [seen()],
    previous: [earlier()],
    wanted: [{ status: 'open', firstSeenAt: first, lastSeenAt: now }],
  },
  'seen again after it was new': {
    current: [seen()],
    previous: [earlier({ status: 'new' })],
    wanted: [{ status: 'open', firstSeenAt: first }],
  },
  'what is told is told as it is today': {
    current: [seen({ message: 'tcp 23 is open.', severity: 'low' })],
    previous: [earlier()],
    wanted: [{ message: 'tcp 23 is open.', severity: 'low', status: 'open' }],
  },
  'gone: resolved now': {
    current: [],
    previous: [earlier()],
    wanted: [{ status: 'resolved', firstSeenAt: first, lastSeenAt: now }],
  },
  'resolved last time: not told again': { current: [], previous: [earlier({ status: 'resolved' })], wanted: [] },
  'back after it was resolved: new': {
    current: [seen()],
    previous: [earlier({ status: 'resolved' })],
    wanted: [{ status: 'new', firstSeenAt: now }],
  },
  'undecided this time: stays open, last seen when it was last seen': {
    current: [],
    previous: [earlier()],
    looked: { ...everything, isUndecided: () => true },
    wanted: [{ status: 'open', firstSeenAt: first, lastSeenAt: first }],
  },
  'undecided after it was new: open, not new once more': {
    current: [],
    previous: [earlier({ status: 'new' })],
    looked: { ...everything, isUndecided: () => true },
    wanted: [{ status: 'open' }],
  },
  'not what this run was about: ignored, neither open nor resolved': {
    current: [],
    previous: [earlier()],
    looked: { ...everything, covers: () => false },
    wanted: [],
  },
  'not what this run was about, but found all the same: open': {
    current: [seen()],
    previous: [earlier()],
    looked: { ...everything, covers: () => false },
    wanted: [{ status: 'open', firstSeenAt: first }],
  },
};

test.each(Object.entries(cases))('%s', (_, { current, previous, looked = everything, wanted }) => {
  const result = withHistory(deepFreeze([...current]), deepFreeze([...previous]), now, looked);
  expect(result).toHaveLength(wanted.length);
  expect(result).toMatchObject(wanted);
});

test('each finding is asked about by itself', () => {
  const [there, denied, gone] = ['sg-1', 'sg-2', 'sg-3'].map((id) => earlier({ resource: aResource({ id }) })) as [
    Finding,
    Finding,
    Finding,
  ];
  const looked: Looked = { covers: () => true, isUndecided: ({ resource }) => resource.id === 'sg-2' };
  const result = withHistory([{ ...there, lastSeenAt: now }], [there, denied, gone], now, looked);
  expect(result.map(({ resource, status }) => [resource.id, status])).toEqual([
    ['sg-1', 'open'],
    ['sg-2', 'open'],
    ['sg-3', 'resolved'],
  ]);
});

test('worst first, then by check and place, whatever the order they came in', () => {
  const findings = manyFindings(60);
  const sorted = [...findings].sort(byImportance);
  expect([...findings].reverse().sort(byImportance)).toEqual(sorted);
  expect(sorted.map(({ severity }) => severity).filter((severity, index, all) => severity !== all[index - 1])).toEqual([
    'critical',
    'high',
    'medium',
    'low',
    'info',
  ]);
});

test('two reports: what is new, what is resolved, what stands; what was told as gone or accepted stands in none', () => {
  const finding = (id: string, status: Finding['status']): Finding => aFinding({ status, resource: aResource({ id }) });
  const ids = (findings: readonly Finding[]): readonly string[] => findings.map(({ resource }) => resource.id);
  const {
    new: fresh,
    resolved,
    open,
  } = compareFindings(
    [finding('stays', 'open'), finding('goes', 'new'), finding('went', 'resolved'), finding('accepted', 'waived')],
    [finding('stays', 'open'), finding('comes', 'new'), finding('goes', 'resolved'), finding('accepted', 'waived')],
  );
  expect([ids(fresh), ids(resolved), ids(open)]).toEqual([['comes'], ['goes'], ['stays']]);
});
