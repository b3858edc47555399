import { randomUUID } from 'node:crypto';
import { main } from '../lambdas/cli/main.ts';

const tidyUps = new Set<() => void>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const tidy of tidyUps) tidy();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

// A reader that closes the pipe early (`posture checks | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  clock: () => new Date(),
  newRunId: randomUUID,
  onInterrupt(tidy) {
    tidyUps.add(tidy);
    return () => tidyUps.delete(tidy);
  },
});
