import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATORS, REQUIREMENTS } from './servers.ts';

/** What was installed last, so that a second run has nothing to do. */
const STAMP = join(EMULATORS, 'installed.txt');

function run(command: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  process.stderr.write(
    missing
      ? `The emulator tests need Python 3.10 or later, and ${command} is not there. Debian: apt-get install python3-venv\n`
      : `${[command, ...args].join(' ')} failed; the emulator tests cannot run without it. Debian: apt-get install python3-venv\n`,
  );
  process.exit(1);
}

const wanted = readFileSync(REQUIREMENTS, 'utf8');
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) {
  process.stderr.write(`Installing ${wanted.trim().split('\n').join(', ')} into ${EMULATORS}\n`);
  run('python3', '-m', 'venv', '--clear', EMULATORS);
  run(join(EMULATORS, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS);
  writeFileSync(STAMP, wanted);
}
