import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '#checks/registry.ts';
import { checkFiles, idOf, registrySource } from '../../scripts/check-files.ts';
import { CATALOGUE } from './catalogue.ts';

const project = join(__dirname, '../..');
const files = checkFiles(project);

test('the registry has exactly the checks that there are files for, sorted by id', () => {
  expect(CHECKS.map(({ id }) => id)).toEqual(files.map(({ id }) => id));
  expect(readFileSync(join(project, 'lambdas/checks/registry.ts'), 'utf8')).toBe(registrySource(files));
});

test.each(files.map(({ path }) => path))('%s has a test of the same name', (path) => {
  expect(existsSync(join(project, 'test/checks', `${path}.test.ts`))).toBe(true);
});

test.each(files.map(({ path }) => path))('%s is one object of about 30 lines, 60 at most', (path) => {
  const source = readFileSync(join(project, 'lambdas/checks', `${path}.ts`), 'utf8');
  const [body = ''] = source.slice(source.indexOf('export default')).split('\n});');
  expect(body.split('\n').length).toBeLessThanOrEqual(60);
  expect(source).toContain(`id: '${idOf(path)}'`);
});

const LETTERS: Readonly<Record<string, string>> = { C: 'critical', H: 'high', M: 'medium', L: 'low', I: 'info' };
const CONCERNS: Readonly<Record<string, string>> = { E: 'exposure', A: 'availability', D: 'detection', Y: 'hygiene' };
const promised = new Map(CATALOGUE.map((row) => [row.id, row]));

test('every check of the catalogue is there', () => {
  const ids = new Set(CHECKS.map(({ id }) => id));
  expect([...promised.keys()].filter((id) => !ids.has(id))).toEqual([]);
});

test.each(CHECKS.map((check) => [check.id, check] as const))('%s is as the catalogue promises', (id, check) => {
  const row = promised.get(id);
  expect(row).toBeDefined();
  if (row?.severity !== '*') expect(check.severity).toBe(LETTERS[row?.severity ?? '']);
  expect(check.concern).toBe(CONCERNS[row?.concern ?? '']);
  expect(row?.controls.filter((control) => !check.frameworks?.includes(control))).toEqual([]);
});

test.each(CHECKS.map((check) => [check.id, check] as const))('%s says why, what to do and who says so', (_, check) => {
  expect(check.title).not.toMatch(/\.$/);
  expect(check.why).toMatch(/\.$/);
  expect(check.fix).toMatch(/\.$/);
  expect(check.sources).not.toEqual([]);
  for (const source of check.sources) expect(source).toMatch(/^https:\/\//);
  for (const control of check.frameworks ?? [])
    expect(control).toMatch(/^(FSBP [A-Za-z0-9]+\.\d+|CIS-A-[56]\.0 \d+\.\d+(\.\d+)?|CIS-AL-2\.0 \d+\.\d+)$/);
});

test.each(['aws', 'alicloud'])('titles are told apart on %s', (provider) => {
  const titles = CHECKS.filter(({ id }) => id.startsWith(provider)).map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});
