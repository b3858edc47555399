import { say, wordsOf } from '../../lambdas/platform/text.ts';
import { inEnglish, tell, type Words } from '../../lambdas/platform/told.ts';

const german: Words = (text) => wordsOf(text, { '{0} is dead.': '{0} ist tot.' });
const dead = say`${'rtb-1'} is dead.`;

test.each([
  ['a sentence', dead, 'rtb-1 ist tot.'],
  ['in a list, beside what says nothing', [1, dead, null], [1, 'rtb-1 ist tot.', null]],
  [
    'deep inside, keys in their order',
    { a: 1, b: { c: [dead] }, d: 'x' },
    { a: 1, b: { c: ['rtb-1 ist tot.'] }, d: 'x' },
  ],
])('puts into words %s', (_where, value, expected) =>
  expect(JSON.stringify(tell<unknown>(value, german))).toBe(JSON.stringify(expected)),
);

test('tells the same thing in each language that is asked for', () => {
  const hop = { message: dead };
  expect([tell(hop, german), tell(hop, inEnglish), tell(hop, german)]).toEqual([
    { message: 'rtb-1 ist tot.' },
    { message: 'rtb-1 is dead.' },
    { message: 'rtb-1 ist tot.' },
  ]);
});

test('leaves what says nothing as it is', () => {
  const ports = [[22, 22]];
  expect(tell(ports, german)).toBe(ports);
});
