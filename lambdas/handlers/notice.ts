import { deployedConfig, reportBucket, topicIn } from '#scan/live.ts';
import { lookUp } from '#scan/look-up.ts';
import { type NoticeAnswer, type NoticeDeps, takeEvent } from '#scan/notice.ts';
import { telemetry } from '#scan/telemetry.ts';

/** The part of Lambda's context that is used. */
interface Invocation {
  /** The same for every attempt at one event. */
  readonly awsRequestId: string;
}

const { log } = telemetry();
const clock = () => new Date();
const store = reportBucket(process.env);
const { policy, notify } = deployedConfig(process.env);
const deps: Omit<NoticeDeps, 'claimant'> = {
  store,
  clock,
  alertTopic: topicIn(process.env, 'ALERT_TOPIC'),
  policy: policy.notices,
  language: notify.language,
  lookUp: (notice) => lookUp(notice, { store, policy, clock }),
  onLookUpFailed: ({ id }, error) => log.error('Nothing could be looked up for a notice', { noticeId: id, error }),
};

/** Takes in one event of EventBridge: keeps it, and tells a person once. */
export const handler = async (event: unknown, { awsRequestId }: Invocation): Promise<NoticeAnswer> => {
  const answer = await takeEvent(event, { ...deps, claimant: awsRequestId });
  log.info('Event taken in', { ...answer });
  return answer;
};
