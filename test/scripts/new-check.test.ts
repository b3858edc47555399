import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles } from '../../scripts/check-files.ts';
import { newCheck } from '../../scripts/new-check.ts';

const here = join(__dirname, '../..');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-check-'));
  for (const part of [
    'lambdas',
    'scripts',
    'test/support',
    'test/setup.ts',
    'package.json',
    'tsconfig.json',
    'jest.config.mjs',
  ])
    cpSync(join(here, part), join(copy, part), { recursive: true });
  mkdirSync(join(copy, 'test/checks'), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

test('writes a check, its test and its registry row, which run and say what is still to be written', () => {
  expect(newCheck(['aws', 'ec2', 'thing-that-holds'], copy)).toEqual([
    'lambdas/checks/aws/ec2/thing-that-holds.ts',
    'test/checks/aws/ec2/thing-that-holds.test.ts',
    'lambdas/checks/registry.ts',
  ]);
  expect(readFileSync(join(copy, 'lambdas/checks/registry.ts'), 'utf8')).toContain('  awsEc2ThingThatHolds,\n');
  expect(checkFiles(copy).map(({ id }) => id)).toContain('aws-ec2-thing-that-holds');
  const run = (): string => {
    try {
      return execFileSync(
        process.execPath,
        [join(here, 'node_modules/jest/bin/jest.js'), '-w', '1', 'thing-that-holds'],
        {
          cwd: copy,
          encoding: 'utf8',
          stdio: 'pipe',
        },
      );
    } catch (failed) {
      return String((failed as { stderr: unknown }).stderr);
    }
  };
  const said = run();
  expect(said).toContain('1 passed');
  expect(said).toContain('The exact message.');
}, 60_000);

test.each<[string, string[]]>([
  ['nothing', []],
  ['an unknown provider', ['azure', 'ec2', 'a-b']],
  ['a service with a path in it', ['aws', '../x', 'a-b']],
  ['a name in one word', ['aws', 'ec2', 'Thing']],
  ['a word too many', ['aws', 'ec2', 'a-b', 'c']],
])('%s is refused with the usage', (_, words) => expect(() => newCheck(words, copy)).toThrow(/^usage: /));

test('a check that is there is not written over', () => {
  expect(() => newCheck(['aws', 'ec2', 'address-attached'], copy)).toThrow(
    'lambdas/checks/aws/ec2/address-attached.ts is there already',
  );
});
