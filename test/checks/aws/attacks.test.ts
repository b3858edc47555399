import { signsText } from '#checks/aws/attacks.ts';
import { wordsOf } from '#platform/text.ts';

const texts: Readonly<Record<string, readonly [readonly string[], string]>> = {
  'one sign': [['a scan was seen'], 'a scan was seen'],
  'several signs': [['a scan was seen', 'a notice is open'], 'a scan was seen; and a notice is open'],
  'the same sign again and again': [
    ['a scan was seen', 'a notice is open', 'a scan was seen', 'a scan was seen'],
    'a scan was seen 3 times; and a notice is open',
  ],
  'no sign': [[], ''],
};

test.each(Object.entries(texts))('says in one line: %s', (_, [whats, wanted]) => {
  expect(wordsOf(signsText(whats.map((what) => ({ what }))))).toBe(wanted);
});
