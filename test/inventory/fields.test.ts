import { boolean, number, object, objects, parts, tags, text, texts } from '#inventory/fields.ts';

test.each([
  ['a', 'a'],
  [7, '7'],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
  [true, undefined],
  [{}, undefined],
  [['a'], undefined],
])('text(%j)', (value, wanted) => {
  expect(text(value)).toBe(wanted);
});

test.each([
  [7, 7],
  ['7', 7],
  ['-1', -1],
  [' 8 ', 8],
  ['', undefined],
  [' ', undefined],
  ['seven', undefined],
  [null, undefined],
  [true, undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [[7], undefined],
])('number(%j)', (value, wanted) => {
  expect(number(value)).toBe(wanted);
});

test.each([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
  ['yes', undefined],
  [1, undefined],
  [null, undefined],
])('boolean(%j)', (value, wanted) => {
  expect(boolean(value)).toBe(wanted);
});

test.each([
  ['an object', { a: 1 }, { a: 1 }],
  ['null', null, {}],
  ['a list', [1], {}],
  ['a text', 'a', {}],
])('object: %s', (_, value, wanted) => {
  expect(object(value)).toEqual(wanted);
});

test.each([
  ['objects', [{ a: 1 }], [{ a: 1 }], [{ a: 1 }]],
  ['nothing', undefined, [], []],
  ['null', null, [], []],
  ['an empty list', [], [], []],
  [
    'other things among them',
    [{ a: 1 }, null, 'x', 3, ['y']],
    [{ a: 1 }],
    [{ a: 1 }, undefined, undefined, undefined, undefined],
  ],
  ['no list', { a: 1 }, [], [undefined]],
  ['a text', 'x', [], [undefined]],
])('objects and parts: %s', (_, value, kept, whole) => {
  expect(objects(value)).toEqual(kept);
  expect(parts(value)).toEqual(whole);
});

test('texts keeps texts', () => {
  expect(texts(['a', 1, null, {}, ''])).toEqual(['a', '1']);
  expect(texts('a')).toEqual([]);
});

test('tags in either spelling, hostile names included', () => {
  const read = tags([
    { Key: 'Name', Value: 'web' },
    { TagKey: 'env', TagValue: 'prod' },
    { Key: 'empty' },
    { Key: '__proto__', Value: 'x' },
    { Value: 'nameless' },
    'x',
  ]);
  const written = Object.entries(read).map(([key, value]) => `${key}=${value}`);
  expect(written.sort()).toEqual(['Name=web', '__proto__=x', 'empty=', 'env=prod']);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(tags(null)).toEqual({});
});
