import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../lambdas/cli/main.ts';

/** A fresh folder that holds `files`; objects are written as JSON, texts as they are. */
export function folderWith(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'posture-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Runs the command line as a user would, without a terminal, at a fixed moment. */
export async function posture(...argv: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { NO_COLOR: '1' },
    clock: () => new Date('2026-11-20T02:30:00Z'),
    newRunId: () => 'run-1',
    onInterrupt: () => () => undefined,
  });
  return { exitCode, stdout, stderr };
}
