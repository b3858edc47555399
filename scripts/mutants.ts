/**
 * Breaks the reachability engine one line at a time and runs its tests against each: `npm run test:mutants`.
 *
 * A mutant that no test notices is a rule that nobody holds. The sources are copied first; the checkout is not touched.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTANTS } from './mutants/all.ts';
import type { Mutant } from './mutants/mutant.ts';

/** Quick tables first: most mutants die there within seconds, and the properties are for the rest. */
const STAGES = [
  'test/network/((aws-reach|balancers|openness|internet)|(gates|reach|routes)/.*)\\.test',
  'test/network/((embedding|inside-oracle|internet-oracle|metamorphic)|explain/.*)\\.test',
];

const checkout = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'posture-mutants-'));
/** Words of the mutants' names to try; all of them without any. */
const only = process.argv.slice(2);

try {
  for (const part of ['lambdas', 'test', 'package.json', 'jest.config.mjs'])
    cpSync(join(checkout, part), join(copy, part), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  if (only.length === 0 && runTests() !== 0) throw new Error('the tests fail without any mutant');
  const tried = MUTANTS.filter(({ name }) => only.length === 0 || only.some((words) => name.includes(words)));
  const alive = tried.filter((mutant) => !isKilled(mutant));
  process.stdout.write(`${tried.length - alive.length} of ${tried.length} mutants died\n`);
  process.exitCode = alive.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isKilled({ name, file, from, to }: Mutant): boolean {
  const path = join(copy, 'lambdas', 'network', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`the line to break stands not exactly once in ${file}: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const start = performance.now();
  const killed = runTests() !== 0;
  writeFileSync(path, source);
  process.stdout.write(
    `${killed ? 'died ' : 'LIVES'} ${((performance.now() - start) / 1_000).toFixed(0).padStart(3)} s  ${name}\n`,
  );
  return killed;
}

function runTests(): number | null {
  const jest = join(checkout, 'node_modules', 'jest', 'bin', 'jest.js');
  for (const tests of STAGES) {
    const { status } = spawnSync(process.execPath, [jest, tests, '--bail', '--silent'], { cwd: copy, stdio: 'ignore' });
    if (status !== 0) return status;
  }
  return 0;
}
