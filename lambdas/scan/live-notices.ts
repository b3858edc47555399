import type { Clock } from '#platform/clock.ts';
import type { Environment } from '#platform/environment.ts';
import { deployedConfig, reportBucket, topicIn } from './live.ts';
import type { Log } from './log-progress.ts';
import { lookUp } from './look-up.ts';
import type { NoticeDeps } from './notice.ts';

/** What a deployed function tells notices with. */
export function noticeDeps(env: Environment, log: Log, clock: Clock): Omit<NoticeDeps, 'claimant'> {
  const store = reportBucket(env);
  const { policy, notify } = deployedConfig(env);
  return {
    store,
    clock,
    alertTopic: topicIn(env, 'ALERT_TOPIC'),
    policy: policy.notices,
    language: notify.language,
    lookUp: (notice) => lookUp(notice, { store, policy, clock, language: notify.language }),
    onLookUpFailed: ({ id }, error) => log.error('Nothing could be looked up for a notice', { noticeId: id, error }),
  };
}
