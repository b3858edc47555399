import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');

/** The Python environment of the emulators: a folder of its own, so that nothing is installed anywhere else. */
export const EMULATORS = join(ROOT, '.venv');
export const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

/** A stand-in for AWS on loopback. */
export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** How long an emulator may take to answer for the first time: a busy machine imports Python modules slowly. */
const START_LIMIT_MS = 120_000;

/** Moto: EC2, load balancers, STS, S3, SNS and SQS; checks names and sizes as AWS does. No Lambda code runs in it. */
export async function startMoto(): Promise<Emulator> {
  const port = await freePort();
  return start('moto_server', ['-H', '127.0.0.1', '-p', String(port)], port, '/moto-api/', {});
}

/** MiniStack: deploys CloudFormation, and runs a function's real code in a Node process. */
export async function startMiniStack(): Promise<Emulator> {
  const port = await freePort();
  return start('ministack', [], port, '/_ministack/health', {
    GATEWAY_PORT: String(port),
    EDGE_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    LAMBDA_EXECUTOR: 'local',
  });
}

async function start(
  program: string,
  args: readonly string[],
  port: number,
  healthPath: string,
  env: Readonly<Record<string, string>>,
): Promise<Emulator> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(join(EMULATORS, 'bin', program), args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  }
  child.on('error', (error) => {
    said = `${error.message}; "npm run test:emulator" installs it`;
  });
  const endsAt = Date.now() + START_LIMIT_MS;
  while (!(await answers(`${url}${healthPath}`))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > endsAt) {
      await stop(child);
      throw new Error(`${program} does not start: ${said}`);
    }
    await pause(100);
  }
  return { url, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** A port that nobody listens on right now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
