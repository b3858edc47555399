import { join } from 'node:path';
import type { CheckCase } from '../test/support/check-tester.ts';
import type { CheckFile } from './check-files.ts';

type Ignore = (...given: readonly unknown[]) => void;

/** What a check's test file calls. */
interface TestGlobals {
  describe: (name: string, body: () => void) => void;
  test: Ignore & { each: (rows: readonly unknown[]) => Ignore };
}

const isCase = (value: unknown): value is CheckCase =>
  typeof value === 'object' && value !== null && 'verdict' in value && 'resource' in value && 'region' in value;

/**
 * The cases of every check's test, by the check's id: the examples of the documentation are what the tests execute.
 *
 * The test files are loaded, and what they would run is written down in place of running it.
 */
export async function checkExamples(
  project: string,
  files: readonly CheckFile[],
): Promise<ReadonlyMap<string, readonly CheckCase[]>> {
  const examples = new Map<string, CheckCase[]>();
  let about: string[] = [];
  const test: TestGlobals['test'] = Object.assign(() => undefined, {
    each: (rows: readonly unknown[]) => {
      const cases = rows.flatMap((row) => (Array.isArray(row) ? row.filter(isCase) : []));
      const id = about.at(-1);
      if (id !== undefined && cases.length > 0) examples.set(id, [...(examples.get(id) ?? []), ...cases]);
      return () => undefined;
    },
  });
  const describe: TestGlobals['describe'] = (name, body) => {
    about.push(name);
    body();
    about = about.slice(0, -1);
  };
  const stand = { describe, test, it: test, beforeEach: () => undefined, afterEach: () => undefined };
  const globals = globalThis as unknown as Record<string, unknown>;
  const before = Object.fromEntries(Object.keys(stand).map((name) => [name, globals[name]]));
  Object.assign(globals, stand);
  try {
    for (const { path } of files) await import(join(project, 'test/checks', `${path}.test.ts`));
  } finally {
    Object.assign(globals, before);
  }
  return examples;
}
