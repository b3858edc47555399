import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    'sandbox',
    'scripts',
    'test/support',
    'test/setup.ts',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'jest.config.mjs',
  ])
    cpSync(join(here, part), join(copy, part), { recursive: true });
  mkdirSync(join(copy, 'test/checks'), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

/** What a tool says, on whichever stream it says it. */
function said(tool: string, ...words: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [join(here, 'node_modules', tool), ...words], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (failed) {
    const { stdout, stderr } = failed as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

test.each([
  ['aws', 'ec2', 'awsEc2ThingThatHolds', 'aws.ec2.SecurityGroup'],
  ['alicloud', 'slb', 'alicloudSlbThingThatHolds', 'alicloud.slb.Listener'],
  ['alicloud', 'ecs', 'alicloudEcsThingThatHolds', 'alicloud.ecs.SecurityGroup'],
  ['alicloud', 'cdn', 'alicloudCdnThingThatHolds', 'alicloud.ecs.SecurityGroup'],
])('writes a check for %s %s, its test and its registry row', (provider, service, row, kind) => {
  const path = `${provider}/${service}/thing-that-holds`;
  expect(newCheck([provider, service, 'thing-that-holds'], copy)).toEqual([
    `lambdas/checks/${path}.ts`,
    `test/checks/${path}.test.ts`,
    'lambdas/checks/registry.ts',
  ]);
  expect(readFileSync(join(copy, 'lambdas/checks/registry.ts'), 'utf8')).toContain(`  ${row},\n`);
  expect(checkFiles(copy).map(({ id }) => id)).toContain(`${provider}-${service}-thing-that-holds`);
  expect(readFileSync(join(copy, `lambdas/checks/${path}.ts`), 'utf8')).toContain(`examines: '${kind}'`);
});

test('what it writes for both clouds has right types and format, runs, and says what is still to be written', () => {
  const written = ['aws ec2', 'alicloud slb', 'alicloud ecs', 'alicloud vpc', 'alicloud waf'].flatMap((place) =>
    newCheck([...place.split(' '), 'thing-that-holds'], copy),
  );
  const files = [...new Set(written)];
  writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }));
  expect(said('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json')).toBe('');
  expect(said('@biomejs/biome/bin/biome', 'ci', '--vcs-enabled=false', '--colors=off', ...files)).toContain(
    `Checked ${files.length} files`,
  );
  const run = said('jest/bin/jest.js', '-w', '1', 'thing-that-holds');
  expect(run).toContain('5 failed, 5 passed');
  expect(run.match(/^ {4}- {3}"The exact message\.",$/gm)).toHaveLength(5);
}, 120_000);

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
