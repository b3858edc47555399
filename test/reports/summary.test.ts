import type { ScopeCoverage } from '#reports/report.ts';
import { bySeverity, placesRead, summarise, total } from '#reports/summary.ts';
import { aFinding, aScope } from '../support/a-report.ts';

const verdicts = { pass: 4, fail: 3, unknown: 2, 'not-applicable': 1 };
const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

test('counts what stands, what is new, what is gone and what was accepted', () => {
  const findings = [
    aFinding(),
    aFinding({ status: 'open' }),
    aFinding({ severity: 'low', status: 'open' }),
    aFinding({ status: 'resolved' }),
    aFinding({ severity: 'high', status: 'waived' }),
  ];
  expect(summarise(findings, verdicts, { scopes: [aScope(), aScope({ status: 'denied' })] })).toEqual({
    open: { ...none, critical: 2, low: 1 },
    new: { ...none, critical: 1 },
    resolved: 1,
    waived: 1,
    verdicts,
    scopes: { total: 2, complete: 1 },
  });
});

test('counts nothing where there is nothing', () => {
  expect(summarise([], verdicts, { scopes: [] })).toMatchObject({ open: none, new: none, resolved: 0, waived: 0 });
});

test('puts counts into words, worst first', () => {
  expect(bySeverity({ ...none, low: 1, critical: 2 })).toBe('2 critical, 1 low');
  expect(bySeverity(none)).toBe('');
  expect(total({ ...none, low: 1, critical: 2 })).toBe(3);
});

const reads: Readonly<Record<string, readonly [readonly ScopeCoverage[], string]>> = {
  'every region': [[aScope(), aScope({ region: 'us-east-1' })], '2/2 regions'],
  'all but one region': [[aScope(), aScope({ region: 'us-east-1', status: 'partial' })], '1/2 regions'],
  'the global services are no region': [[aScope(), aScope({ region: 'global' })], '1/1 regions'],
  'but must not hide when they were not read': [
    [aScope(), aScope({ region: 'global', status: 'denied' })],
    '1/2 regions',
  ],
  'several accounts, one of them in part': [
    [aScope(), aScope({ account: '4' }), aScope({ account: '4', region: 'us-east-1', status: 'throttled' })],
    '1/2 accounts',
  ],
  'nothing at all': [[], '0/0 regions'],
};

test.each(Object.entries(reads))('how much was read: %s', (_, [scopes, wanted]) => {
  expect(placesRead({ scopes })).toBe(wanted);
});
