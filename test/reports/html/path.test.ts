import { ENGLISH } from '#languages/tongue.ts';
import { pathView } from '#reports/html/path.ts';
import { HOSTILE } from '../../support/a-report.ts';

const textOf = (path: readonly object[]): string =>
  pathView(path, ENGLISH)
    .source.replaceAll(/<svg.*?<\/svg>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();

test('tells both legs hop by hop, with a sign and a word for what each does', () => {
  const path = [
    { leg: 'forward', component: 'acl-1', rule: '100', verdict: 'pass', message: 'allows tcp 22' },
    { leg: 'forward', component: 'sg-1', verdict: 'fail', code: 'SG_HAS_NO_RULES', message: 'has no rules' },
    { leg: 'return', component: 'rtb-1', verdict: 'unknown', code: 'X_RETURN_ROUTE_NOT_IGW', because: 'NO_ROUTE' },
  ];
  expect(textOf(path)).toBe(
    'The way in ✓ acl-1 100 allows tcp 22 ✗ sg-1 has no rules SG_HAS_NO_RULES The way back ? rtb-1 X_RETURN_ROUTE_NOT_IGW, because NO_ROUTE',
  );
  expect(pathView(path, ENGLISH).source.match(/aria-label="(lets through|refuses|not known)"/g)).toHaveLength(3);
});

test('a hop without a leg is on the way in, and one without a verdict is not known', () => {
  expect(textOf([{ component: 'igw-1' }])).toBe('The way in ? igw-1');
});

test('hostile names are text', () => {
  expect(
    pathView([{ component: HOSTILE, rule: HOSTILE, message: HOSTILE, code: HOSTILE }], ENGLISH).source,
  ).not.toMatch(/<(script|img)/);
});
