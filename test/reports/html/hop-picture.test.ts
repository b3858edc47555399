import { ENGLISH } from '#languages/tongue.ts';
import { hopPicture } from '#reports/html/hop-picture.ts';
import { type Hop, readHop } from '#reports/html/hops.ts';
import { HOSTILE } from '../../support/a-report.ts';

const hop = (verdict: Hop['verdict'], name?: string): Hop => ({ verdict, hop: name, component: 'eni-1' });

/** The words in the picture from left to right, and how the wire runs. */
function read(hops: readonly Hop[]): { words: string; wires: readonly string[] } {
  const { source } = hopPicture(hops, ['Internet', 'resource'], ENGLISH);
  return {
    words: [...source.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word]) => word).join(' '),
    wires: [...source.matchAll(/<path class="([^"]*)" d="M(\d+) 16H(\d+)"/g)].map(
      ([, kind, from, to]) => `${kind} ${from}–${to}`,
    ),
  };
}

const cases: Readonly<Record<string, readonly [readonly Hop[], string, readonly string[]]>> = {
  'all let through: the wire is whole': [
    [hop('pass', 'internet-gateway'), hop('pass', 'network-acl-in')],
    'Internet ✓ gateway ✓ ACL in resource',
    ['wire 44–302'],
  ],
  'one refuses: behind it the wire is broken, and what stands there is still shown': [
    [hop('pass', 'internet-gateway'), hop('fail', 'network-acl-in'), hop('pass', 'interface')],
    'Internet ✓ gateway ✗ ACL in ✓ interface resource',
    ['wire 44–216', 'wire broken 216–388'],
  ],
  'two refuse: broken from the first': [
    [hop('fail', 'account'), hop('fail', 'route-table')],
    'Internet ✗ account ✗ routes resource',
    ['wire 44–130', 'wire broken 130–302'],
  ],
  'not known is no refusal': [[hop('unknown', 'peering')], 'Internet ? peering resource', ['wire 44–216']],
  'a hop without a kind shows what it is': [[hop('pass')], 'Internet ✓ eni-1 resource', ['wire 44–216']],
  'a long word is cut': [
    [hop('pass', 'a-kind-that-nobody-named')],
    'Internet ✓ a-kind-that-… resource',
    ['wire 44–216'],
  ],
};

test.each(Object.entries(cases))('%s', (_, [hops, words, wires]) => {
  expect(read(hops)).toEqual({ words, wires });
});

test('hostile words are text', () => {
  expect(hopPicture([readHop({ hop: HOSTILE })], ['a', 'b'], ENGLISH).source).not.toMatch(/<(script|img)/);
});
