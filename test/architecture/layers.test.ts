import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

const LAYERS = readdirSync(join(ROOT, 'lambdas'));

const everythingBut = (...layers: readonly string[]): readonly string[] =>
  LAYERS.filter((layer) => !layers.includes(layer));

/**
 * What each layer of `lambdas/` may import from the others: only what stands below it. To break this, change the table
 * in a commit of its own, with the reason.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  languages: ['platform'],
  snapshot: ['platform'],
  inventory: ['snapshot', 'platform'],
  network: ['inventory', 'snapshot', 'platform'],
  checks: ['network', 'inventory', 'snapshot', 'platform'],
  frameworks: ['checks'],
  findings: ['frameworks', 'checks', 'snapshot', 'languages', 'platform'],
  notices: ['findings', 'checks', 'inventory', 'snapshot', 'platform'],
  stores: ['snapshot', 'platform'],
  reports: ['notices', 'findings', 'frameworks', 'checks', 'network', 'inventory', 'snapshot', 'languages', 'platform'],
  collectors: ['inventory', 'snapshot', 'platform'],
  // Use cases and what starts them may use everything below them.
  scan: everythingBut('scan', 'cli', 'handlers'),
  cli: everythingBut('cli', 'handlers'),
  handlers: everythingBut('handlers', 'cli'),
};

/** Layers that do no I/O: nothing of Node but what computes, nothing of the clouds' SDKs. */
const PURE = ['languages', 'inventory', 'network', 'checks', 'frameworks', 'findings', 'reports', 'notices'];

/** Layers that may read the environment and the clock. */
const MAY_READ_PROCESS = ['handlers', 'cli'];

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

const importsOf = (source: string): readonly string[] =>
  [...source.matchAll(/^\s*(?:import|export)\b[^;]*?\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

const code = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const files = filesUnder('lambdas').map((file) => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return { file, layer: file.split('/')[1] ?? '', source, imports: importsOf(source) };
});

test('every folder of lambdas/ is a layer of the table', () => {
  expect([...new Set(files.map(({ layer }) => layer))].filter((layer) => !(layer in ALLOWED))).toEqual([]);
});

test('the reader of imports sees them all', () => {
  expect(
    importsOf(
      "import a from 'x';\nimport type {\n  B,\n} from '#y/z.ts';\nexport { c } from './c.ts';\nawait import('d');",
    ),
  ).toEqual(['x', '#y/z.ts', './c.ts', 'd']);
});

test('imports point down', () => {
  const wrong = files.flatMap(({ file, layer, imports }) =>
    imports
      .flatMap((from) => /^#([^/]+)\//.exec(from)?.[1] ?? [])
      .filter((target) => target !== layer && !ALLOWED[layer]?.includes(target))
      .map((target) => `${file} imports #${target}`),
  );
  expect(wrong).toEqual([]);
});

test('a layer imports its own files relatively, and others by their name', () => {
  const wrong = files.flatMap(({ file, layer, imports }) =>
    imports
      .filter((from) => {
        if (from.startsWith(`#${layer}/`)) return true;
        if (!from.startsWith('.')) return false;
        const target = relative(ROOT, join(ROOT, file, '..', from));
        const allowed = [`lambdas/${layer}/`, 'package.json', ...(layer === 'cli' ? ['sandbox/'] : [])];
        return !allowed.some((prefix) => target.startsWith(prefix));
      })
      .map((from) => `${file} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('pure layers do no I/O', () => {
  const wrong = files
    .filter(({ layer }) => PURE.includes(layer))
    .flatMap(({ file, imports }) =>
      imports
        .filter(
          (from) =>
            (from.startsWith('node:') && !['node:crypto', 'node:util'].includes(from)) ||
            /^@(aws-sdk|smithy|alicloud)\//.test(from),
        )
        .map((from) => `${file} imports ${from}`),
    );
  expect(wrong).toEqual([]);
});

test('only entry points read the clock, the environment or the console', () => {
  const wrong = files
    .filter(({ layer }) => !MAY_READ_PROCESS.includes(layer))
    .flatMap(({ file, source }) =>
      [
        /\bDate\.now\(/,
        /\bnew Date\(\)/,
        /\bprocess\.env\b/,
        /\bconsole\.(log|info|warn|error|debug)\b/,
        /\bMath\.random\(/,
      ]
        .filter((pattern) => pattern.test(code(source)))
        .map((pattern) => `${file} has ${pattern.source}`),
    );
  expect(wrong).toEqual([]);
});

test('nothing is called utils, common, helpers or misc', () => {
  const drawers = [...filesUnder('lambdas'), ...filesUnder('lib'), ...filesUnder('sandbox')].filter((file) =>
    /\b(utils?|common|helpers?|misc)\b/.test(file),
  );
  expect(drawers).toEqual([]);
});
