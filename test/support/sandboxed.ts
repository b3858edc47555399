import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server.ts';

/** Runs `use` against a sandbox, which is closed however the test ends. */
export async function withSandbox<T>(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}
