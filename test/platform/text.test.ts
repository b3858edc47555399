import { andText, clause, say, sayAll, wordsOf } from '#platform/text.ts';

const ZH = {
  'Has {0} rules, the first: {1}.': '第一条是 {1}，共 {0} 条规则。',
  'all traffic from {0}': '来自 {0} 的全部流量',
  '{0}, {1}': '{0}、{1}',
  Nothing: '没有',
};

test('English is what stands in the code', () => {
  expect(wordsOf(say`Has ${2} rules, the first: ${say`all traffic from ${'sg-1'}`}.`)).toBe(
    'Has 2 rules, the first: all traffic from sg-1.',
  );
});

test('another language puts values where it wants, and says phrases inside in itself', () => {
  expect(wordsOf(say`Has ${2} rules, the first: ${say`all traffic from ${'sg-1'}`}.`, ZH)).toBe(
    '第一条是 来自 sg-1 的全部流量，共 2 条规则。',
  );
});

test('plain sentences are looked up, values never', () => {
  expect(wordsOf('Nothing', ZH)).toBe('没有');
  expect(wordsOf(say`all traffic from ${'Nothing'}`, ZH)).toBe('来自 Nothing 的全部流量');
});

test.each(['{0}', '{1}', '$&', 'constructor', '__proto__', '{99}'])('a value may be called %s', (name) => {
  expect(wordsOf(say`all traffic from ${name}`, ZH)).toBe(`来自 ${name} 的全部流量`);
  expect(wordsOf(name, ZH)).toBe(name);
});

test('a sentence inside another begins small and has no full stop', () => {
  const zh = { ...ZH, 'It fails: {0}.': '失败：{0}。', 'No route leads to {0}.': '没有到 {0} 的路由。' };
  const sentence = say`It fails: ${clause(say`No route leads to ${'A.'}.`)}.`;
  expect([wordsOf(sentence), wordsOf(sentence, zh)]).toEqual([
    'It fails: no route leads to A..',
    '失败：没有到 A. 的路由。',
  ]);
  expect(wordsOf(say`It fails: ${clause('Nothing')}.`, zh)).toBe('失败：没有。');
});

test('what is not translated is said in English', () => {
  expect(wordsOf(say`${1} of ${2}`, ZH)).toBe('1 of 2');
});

test('lists are separated as the language does', () => {
  expect(wordsOf(sayAll(['a', 'b', 'c']))).toBe('a, b, c');
  expect(wordsOf(sayAll(['a', 'b', say`all traffic from ${'c'}`]), ZH)).toBe('a、b、来自 c 的全部流量');
  expect(wordsOf(sayAll([]))).toBe('');
  expect(['', 'a', 'a,b', 'a,b,c'].map((all) => wordsOf(andText(all.split(','))))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect(wordsOf(andText([]))).toBe('');
});
