import type { ScanAnswer } from '#scan/finish-run.ts';
import { deployedConfig, reportBucket, topicIn } from '#scan/live.ts';
import type { RunPlan } from '#scan/plan.ts';
import { reportRun } from '#scan/report-run.ts';
import { telemetry } from '#scan/telemetry.ts';

const { log, flush, ...telling } = telemetry();
const deps = {
  ...telling,
  clock: () => new Date(),
  config: deployedConfig(process.env),
  store: reportBucket(process.env),
  digestTopic: topicIn(process.env, 'DIGEST_TOPIC'),
};

/** Judges what the run has read, writes the report and mails the digest. */
export const handler = async (plan: RunPlan): Promise<ScanAnswer> => {
  const answer = await reportRun(plan, deps);
  flush();
  log.info('Scan ends', { runId: plan.runId, subject: answer.subject });
  return answer;
};
