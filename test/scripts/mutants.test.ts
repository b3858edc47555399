import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTANTS } from '../../scripts/mutants/all.ts';

test('each mutant has a name of its own', () => {
  const names = MUTANTS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the line that each mutant breaks stands exactly once where it looks for it', () => {
  const moved = MUTANTS.filter(({ file, from, to }) => {
    const source = readFileSync(join(import.meta.dirname, '../../lambdas/network', file), 'utf8');
    return source.split(from).length !== 2 || from === to;
  });
  expect(moved.map(({ name, file }) => `${name} (${file})`)).toEqual([]);
});
