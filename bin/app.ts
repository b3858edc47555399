import { UsageError } from '../lambdas/platform/usage-error.ts';
import { PostureApp } from '../lib/app.ts';

try {
  new PostureApp().synth();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 64;
}
