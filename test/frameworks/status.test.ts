import type { Framework } from '#frameworks/framework.ts';
import { frameworkStatus, type VerdictsByCheck } from '#frameworks/status.ts';

const framework: Framework = {
  id: 'F',
  name: 'Framework',
  part: 'All of it',
  source: 'https://example.com',
  controls: [
    { id: '1', title: 'Two checks', checks: ['a', 'b'] },
    { id: '2', title: 'Nobody looks', checks: [] },
  ],
};
type Verdicts = Readonly<Record<string, Readonly<Record<string, number>>>>;
const verdictsOf = (verdicts: Verdicts): VerdictsByCheck => new Map(Object.entries(verdicts));

const statuses: Readonly<Record<string, readonly [Verdicts, string]>> = {
  'both pass': [{ a: { pass: 2 }, b: { pass: 1, 'not-applicable': 3 } }, 'passes'],
  'one fails, whatever the other does': [{ a: { pass: 2 }, b: { fail: 1, unknown: 1 } }, 'fails'],
  'one could not look everywhere': [{ a: { pass: 2 }, b: { pass: 9, unknown: 1 } }, 'unknown'],
  'one was not part of the run': [{ a: { pass: 2 } }, 'not-run'],
  'one was not part of the run, the other fails': [{ a: { fail: 2 } }, 'fails'],
  'one was not part of the run, the other is unknown': [{ a: { unknown: 2 } }, 'not-run'],
  'there is nothing to look at': [{ a: { 'not-applicable': 1 }, b: {} }, 'not-applicable'],
};

test.each(Object.entries(statuses))('a control of two checks when %s', (_, [verdicts, wanted]) => {
  expect(frameworkStatus(framework, verdictsOf(verdicts)).controls[0]?.status).toBe(wanted);
});

test('a control that nothing evaluates is never claimed, and every status is counted', () => {
  const { controls, counts } = frameworkStatus(framework, verdictsOf({ a: { pass: 1 }, b: { pass: 1 } }));
  expect(controls.map(({ status }) => status)).toEqual(['passes', 'not-covered']);
  expect(counts).toEqual({ passes: 1, fails: 0, unknown: 0, 'not-applicable': 0, 'not-run': 0, 'not-covered': 1 });
});
