import { noticeDeps } from '#scan/live-notices.ts';
import { type NoticeAnswer, takeEvent } from '#scan/notice.ts';
import { telemetry } from '#scan/telemetry.ts';

/** The part of Lambda's context that is used. */
interface Invocation {
  /** The same for every attempt at one event. */
  readonly awsRequestId: string;
}

const { log } = telemetry();
const deps = noticeDeps(process.env, log, () => new Date());

/** Takes in one event of EventBridge: keeps it, and tells a person once. */
export const handler = async (event: unknown, { awsRequestId }: Invocation): Promise<NoticeAnswer> => {
  const answer = await takeEvent(event, { ...deps, claimant: awsRequestId });
  log.info('Event taken in', { ...answer });
  return answer;
};
