import { UsageError } from '../lambdas/platform/usage-error.ts';
import { PostureApp } from '../lib/app.ts';

try {
  // The CDK's command line says which region it deploys to.
  const hubRegion = process.env['CDK_DEFAULT_REGION'];
  new PostureApp(hubRegion === undefined ? {} : { hubRegion }).synth();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 64;
}
