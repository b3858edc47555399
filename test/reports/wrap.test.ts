import { columnsOf, padColumns, wrap } from '#reports/wrap.ts';

const cases: Readonly<Record<string, readonly [text: string, columns: number, lines: readonly string[]]>> = {
  'words stay whole': ['one two three', 9, ['  one two', '  three']],
  'a longer word has a line of its own': ['a verylongword b', 8, ['  a', '  verylongword', '  b']],
  'Chinese breaks anywhere': ['安全组没有规则', 8, ['  安全组', '  没有规', '  则']],
  'no line begins with punctuation': ['安全组，没有', 9, ['  安全', '  组，没', '  有']],
  'words in Chinese stay whole': ['删除 sg-1234 的规则', 12, ['  删除', '  sg-1234 的', '  规则']],
  'nothing is a line': ['', 10, ['  ']],
};

test.each(Object.entries(cases))('%s', (_, [text, columns, lines]) => {
  expect(wrap(text, columns, '  ')).toEqual(lines);
});

test('Chinese takes two columns', () => {
  expect(columnsOf('严重 a')).toBe(6);
  expect(padColumns('严重', 6)).toBe('严重  ');
});
