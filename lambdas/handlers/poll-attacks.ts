import { accountAccess, deployedConfig } from '#scan/live.ts';
import { noticeDeps } from '#scan/live-notices.ts';
import { type PollAnswer, pollAttacks } from '#scan/poll-attacks.ts';
import { telemetry } from '#scan/telemetry.ts';

/** What telling needs at the end, after the clouds have been asked. */
const RESERVE_MS = 60_000;

/** The part of Lambda's context that is used. */
interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

const clock = () => new Date();
const { log, onProgress } = telemetry();
const notice = noticeDeps(process.env, log, clock);
const deps = { ...accountAccess(process.env, clock), config: deployedConfig(process.env), onProgress };

/** Asks Alibaba Cloud who is under attack, and tells what changed. What set it off does not matter. */
export const handler = async (_event: unknown, invocation: Invocation): Promise<PollAnswer> => {
  const limitMs = invocation.getRemainingTimeInMillis() - RESERVE_MS;
  const answer = await pollAttacks({ ...deps, limitMs, notice: { ...notice, claimant: invocation.awsRequestId } });
  log.info('Poll ends', { ...answer });
  return answer;
};
