import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksPage } from './checks-page.ts';
import { generatedFiles } from './generated-files.ts';

/** `npm run docs` writes what is generated; with `--check` it only says what is stale, and fails when something is. */
const ROOT = join(import.meta.dirname, '..');
const checkOnly = process.argv.includes('--check');
const files = [...generatedFiles(), await checksPage(ROOT)];
const stale = files.filter(({ path, content }) => current(path) !== content);

for (const { path, content } of stale) {
  if (!checkOnly) writeFileSync(join(ROOT, path), content);
  process.stdout.write(`${path} ${checkOnly ? 'is stale: run "npm run docs"' : 'written'}\n`);
}
process.exitCode = checkOnly && stale.length > 0 ? 1 : 0;

function current(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}
