import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from '../../scripts/generated-files.ts';

const ROOT = join(import.meta.dirname, '../..');

test.each(generatedFiles().map(({ path, content }) => [path, content]))(
  '%s is what "npm run docs" writes',
  (path, content) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(content);
  },
);
