import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EMULATORS, type Emulator, startMoto } from './servers.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

// Emulators take their time on a busy machine.
jest.setTimeout(180_000);

const out = join(mkdtempSync(join(tmpdir(), 'posture-formats-')), 'out');

/** Runs one of the Python programs beside this file, and gives what it printed. */
async function judgedBy(program: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await run(join(EMULATORS, 'bin/python'), [join(import.meta.dirname, program), ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

const findingsOf = (provider?: string): readonly { id: string; resource: { provider: string } }[] => {
  const { findings } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as {
    findings: readonly { id: string; resource: { provider: string } }[];
  };
  return provider === undefined ? findings : findings.filter(({ resource }) => resource.provider === provider);
};

/** The demo's estate has every kind of finding of both clouds. */
beforeAll(async () => {
  await run(process.execPath, [join(ROOT, 'bin/posture.js'), 'demo', '--quiet', '--format', 'ocsf,asff', '--out', out]);
});

describe('findings.ocsf.jsonl', () => {
  test.each(['1.6.0', '1.8.0'])(
    'every line is valid by the published schema %s with the cloud profile',
    async (version) => {
      const { events, classes, errors } = (await judgedBy(
        'validate_ocsf.py',
        version,
        join(out, 'findings.ocsf.jsonl'),
      )) as { events: number; classes: object; errors: readonly unknown[] };
      expect(errors).toEqual([]);
      expect(events).toBe(findingsOf().length);
      expect(Object.keys(classes).sort()).toEqual(['2003', '2004']);
    },
  );
});

describe('findings.asff.json', () => {
  let moto: Emulator;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  test("passes AWS's own client and is imported by Security Hub, each finding by its account in its region", async () => {
    const { imported, failed, stored } = (await judgedBy(
      'import_asff.py',
      moto.url,
      join(out, 'findings.asff.json'),
    )) as { imported: number; failed: readonly unknown[]; stored: readonly string[] };
    expect(failed).toEqual([]);
    expect(imported).toBe(findingsOf('aws').length);
    expect([...stored].sort()).toEqual(
      findingsOf('aws')
        .map(({ id }) => id)
        .sort(),
    );
  });
});
