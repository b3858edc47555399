import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksPage } from '../../scripts/checks-page.ts';

const ROOT = join(__dirname, '../..');

test('docs/checks.md is what "npm run docs" writes, with two examples for every check', async () => {
  const { path, content } = await checksPage(ROOT);
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(content);
}, 60_000);
