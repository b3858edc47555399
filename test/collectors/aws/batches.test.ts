import { batches } from '#collectors/aws/batches.ts';

test.each([
  ['nothing', [], 2, []],
  ['less than a batch', [1], 2, [[1]]],
  [
    'whole batches',
    [1, 2, 3, 4],
    2,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['a rest', [1, 2, 3], 2, [[1, 2], [3]]],
])('%s', (_, items, size, wanted) => {
  expect(batches(items, size)).toEqual(wanted);
});
