import { ENGLISH } from '#languages/tongue.ts';
import { chainPicture } from '#reports/html/chain-picture.ts';

const cdn = { name: 'CDN', readSeconds: 60, keepAliveSeconds: 15 };
const balancer = { name: 'balancer', readSeconds: 120, idleSeconds: 120, keepAliveSeconds: 120 };
const app = { name: 'app', idleSeconds: 75 };
const chain = (change: object = {}) => ({
  rule: 'read',
  outer: 'CDN',
  inner: 'balancer',
  hops: [cdn, balancer, app],
  ...change,
});
const wordsIn = (source = ''): readonly string[] =>
  [...source.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word = '']) => word);

test.each<[string, object, readonly string[]]>([
  [
    'the outer hop gives up first',
    chain(),
    // The first wire is broken; the second one bears nothing.
    [
      'CDN',
      'read 60 s',
      'keep-alive 15 s',
      '✗',
      '60 s &lt; 120 s',
      'balancer',
      'read 120 s',
      'idle 120 s',
      'keep-alive 120 s',
      'app',
      'idle 75 s',
    ],
  ],
  [
    'the inner hop closes what the outer one uses again',
    chain({ rule: 'keep-alive', outer: 'balancer', inner: 'app', hops: [balancer, app] }),
    ['balancer', 'read 120 s', 'idle 120 s', 'keep-alive 120 s', '✗', '120 s ≥ 75 s', 'app', 'idle 75 s'],
  ],
  [
    'two neighbours of Alibaba Cloud',
    { rule: 'idle', outer: { label: 'WAF', keepaliveSeconds: 15 }, inner: { label: 'CLB', idleSeconds: 15 } },
    ['WAF', 'keep-alive 15 s', '✗', '15 s ≥ 15 s', 'CLB', 'idle 15 s'],
  ],
  [
    'a hop of which nothing is known, and a hostile name',
    chain({
      outer: '<script>',
      inner: 'x',
      hops: [{ name: '<script>', readSeconds: 1 }, { name: 'x', readSeconds: 2 }, { name: 'y' }],
    }),
    ['&lt;script&gt;', 'read 1 s', '✗', '1 s &lt; 2 s', 'x', 'read 2 s', 'y', 'no time is known'],
  ],
])('%s', (_, evidence, words) =>
  expect(wordsIn(chainPicture(evidence as Record<string, unknown>, ENGLISH)?.source)).toEqual(words),
);

test('those who cannot see it are told the hops and their times', () => {
  expect(chainPicture(chain(), ENGLISH)?.source).toContain(
    'aria-label="CDN, read 60 s, keep-alive 15 s → balancer, read 120 s, idle 120 s, keep-alive 120 s → app, idle 75 s"',
  );
});

test.each([
  ['no chain', { rules: [] }],
  ['hops of a reach', { hops: [{ component: 'acl-1' }], rule: 'x', outer: 'a', inner: 'b' }],
  ['a rule of an ACL', { rule: 100 }],
  ['neighbours that are not there', chain({ inner: 'nobody' })],
])('%s has no picture', (_, evidence) => expect(chainPicture(evidence, ENGLISH)).toBeUndefined());
