import type { Diagnosis } from '../../lambdas/network/explain/diagnosis.ts';
import { diagnosisText } from '../../lambdas/reports/diagnosis-text.ts';

const aDiagnosis = (changes: Partial<Diagnosis> = {}): Diagnosis => ({
  verdict: 'blocked',
  from: '9.9.9.9',
  to: 'i-1',
  flow: 'tcp/8080',
  paths: [
    {
      target: { interface: 'eni-1', address: '10.0.1.10' },
      verdict: 'blocked',
      hops: [],
      blockers: [],
      nearMisses: [
        { component: 'acl-1', rule: '90', change: 'allow it before this entry' },
        { component: 'sg-1', rule: 'tcp 22 from 0.0.0.0/0', change: 'widen the ports' },
      ],
      changes: [],
      parts: [],
    },
  ],
  parts: [],
  ...changes,
});

test('a near miss says what of the component it is', () => {
  const text = diagnosisText(aDiagnosis(), { colors: false });
  expect(text).toContain('• acl-1 has entry 90: allow it before this entry');
  expect(text).toContain('• sg-1 has tcp 22 from 0.0.0.0/0: widen the ports');
});

test.each([
  [5, 'and 1 more range  '],
  [6, 'and 2 more ranges  '],
])('of %d source ranges it shows four', (count, expected) => {
  const sources = Array.from({ length: count }, (_, index) => `10.${index}.0.0/16`);
  const blocker = {
    leg: 'forward',
    hop: 'interface',
    component: 'eni-1',
    rule: null,
    verdict: 'fail',
    message: '',
    change: '',
  } as const;
  const parts = [
    { sources, verdict: 'blocked' as const, blockers: [{ ...blocker, code: 'BAD_STATE' as const }] },
    { sources: ['11.0.0.0/8'], verdict: 'blocked' as const, blockers: [] },
  ];
  expect(diagnosisText(aDiagnosis({ parts }), { colors: false })).toContain(`10.3.0.0/16 ${expected}`);
});
