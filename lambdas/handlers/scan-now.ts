import type { ScanAnswer } from '#scan/finish-run.ts';
import { accountAccess, deployedConfig, reportBucket, topicIn } from '#scan/live.ts';
import { parseScanRequest } from '#scan/request.ts';
import { scanAccount } from '#scan/scan-account.ts';
import { telemetry } from '#scan/telemetry.ts';

/** What judging and writing need at the end, after the clouds have been read. */
const RESERVE_MS = 180_000;

/** The part of Lambda's context that is used. */
interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

// Made once per cold start: a missing variable fails the first event, by name, not the hundredth.
const clock = () => new Date();
const { log, flush, ...telling } = telemetry();
const deps = {
  ...accountAccess(process.env, clock),
  ...telling,
  config: deployedConfig(process.env),
  store: reportBucket(process.env),
  digestTopic: topicIn(process.env, 'DIGEST_TOPIC'),
};

/** Scans this account: `{}` is everything, `{"provider":["aws"],"regions":["us-east-1"],"checks":["aws-ec2-*"]}` a part. */
export const handler = async (event: unknown, invocation: Invocation): Promise<ScanAnswer> => {
  const run = { runId: invocation.awsRequestId, startedAt: clock().toISOString(), request: parseScanRequest(event) };
  log.info('Scan starts', { ...run });
  const collectLimitMs = invocation.getRemainingTimeInMillis() - RESERVE_MS;
  const answer = await scanAccount(run, { ...deps, collectLimitMs });
  flush();
  log.info('Scan ends', { runId: run.runId, subject: answer.subject });
  return answer;
};
