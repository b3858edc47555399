import fc from 'fast-check';
import { plain, plainUpTo } from '#reports/plain-text.ts';

const cases: Readonly<Record<string, readonly [string, string]>> = {
  'ordinary text': ['web 1 (prod)', 'web 1 (prod)'],
  'other scripts': ['生产 – Прод – إنتاج', '生产 – Прод – إنتاج'],
  'a line break, which would start a mail header': ['web\r\nBcc: all@example.com', 'web Bcc: all@example.com'],
  "Unicode's own line separators": ['a\u2028b\u2029c\u0085d', 'a b c d'],
  'tabs and runs of blanks': ['a\t\t  b', 'a b'],
  'a colour': ['\u001b[31mred\u001b[0m', 'red'],
  'a colour with the one-byte introducer': ['\u009b31mred', 'red'],
  'a window title': ['\u001b]0;owned\u0007x', 'x'],
  'a lone escape': ['a\u001bb', 'ab'],
  'NUL, bell, backspace, delete': ['a\u0000\u0007\u0008\u007fb', 'ab'],
  'a turned reading direction': ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  'isolates and marks': ['\u2066a\u2069\u200e\u200f\u061c', 'a'],
  'zero-width characters': ['ad\u200bm\u200ci\u200dn\ufeff', 'admin'],
  'a soft hyphen': ['ad\u00admin', 'admin'],
  'blanks that are letters': ['a\u3164\uffa0\u2800b', 'ab'],
  'invisible tags': ['a\u{e0041}\u{e0042}', 'a'],
  'half a character': ['a\ud800b', 'ab'],
  'nothing but blanks': [' \n\t ', ''],
};

test.each(Object.entries(cases))('%s', (_, [given, wanted]) => {
  expect(plain(given)).toBe(wanted);
});

const cuts: Readonly<Record<string, readonly [number, string, string]>> = {
  'what fits stays': [5, 'abcde', 'abcde'],
  'what does not fit ends in an ellipsis': [5, 'abcdef', 'abcd…'],
  'no blank before the ellipsis': [5, 'abc  def', 'abc…'],
  'characters are never halved': [3, '😀😀😀😀', '😀😀…'],
  'megabytes of nothing still say that something was cut': [5, '\u200b'.repeat(1_000_000), '…'],
};

test.each(Object.entries(cuts))('cut: %s', (_, [characters, given, wanted]) => {
  expect(plainUpTo(characters, given)).toBe(wanted);
});

test('whatever is given, nothing invisible is left and a second pass changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = plain(text);
      expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(plain(once)).toBe(once);
    }),
  );
});

test('whatever is given, a cut text has at most so many characters', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.string({ unit: 'binary', maxLength: 600 }), (characters, text) => {
      expect(Array.from(plainUpTo(characters, text)).length).toBeLessThanOrEqual(characters);
    }),
  );
});
