import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A check as its file names it. */
export interface CheckFile {
  readonly id: string;
  /** Below `lambdas/checks/`, without the ending: `aws/ec2/address-attached`. */
  readonly path: string;
}

/** Where checks stand below `lambdas/checks/`: a folder per provider and service, and `path/` for those over all clouds. */
const CHECK_PATH = /^(?:(?:aws|alicloud)\/[a-z0-9]+|path)\/[a-z0-9-]+$/;

/** The id that a file's path stands for. */
export const idOf = (path: string): string => path.replaceAll('/', '-');

/** Every check below a project's folder, sorted by id. */
export function checkFiles(project: string): readonly CheckFile[] {
  const files = readdirSync(join(project, 'lambdas/checks'), { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, ''))
    .filter((path) => CHECK_PATH.test(path))
    .map((path) => ({ id: idOf(path), path }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The text of `lambdas/checks/registry.ts` for these checks. */
export function registrySource(files: readonly CheckFile[]): string {
  const name = ({ id }: CheckFile): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const imports = [
    { path: 'check', text: "import type { AnyCheck } from './check.ts';" },
    ...files.map((file) => ({ path: file.path, text: `import ${name(file)} from './${file.path}.ts';` })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const rows = files.map((file) => `  ${name(file)},`);
  return [
    ...imports.map(({ text }) => text),
    '',
    '/** Every check, sorted by id. Written by `npm run new-check`. */',
    'export const CHECKS: readonly AnyCheck[] = [',
    ...rows,
    '];',
    '',
  ].join('\n');
}
