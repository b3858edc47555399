import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { HEALTH_ISSUE_SERVICES } from '../lambdas/notices/aws-health.ts';
import type { NoticePolicy } from '../lambdas/platform/policy.ts';

/**
 * Abuse reports, and issues with what this account has. The source is spelled out: a wildcard matches nothing, silently.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
export const healthPatterns = (
  source: 'aws.health' | 'awsmock.health',
): Readonly<Record<'Abuse' | 'Issue', EventPattern>> => ({
  Abuse: { source: [source], detailType: ['AWS Health Abuse Event'] },
  Issue: {
    source: [source],
    detailType: ['AWS Health Event'],
    detail: { service: [...HEALTH_ISSUE_SERVICES], eventTypeCategory: ['issue'] },
  },
});

/** GuardDuty's findings from the severity that the policy names. */
export const threatPattern = (
  source: 'aws.guardduty' | 'awsmock.guardduty',
  { guarddutySeverity }: NoticePolicy,
): EventPattern => ({
  source: [source],
  detailType: ['GuardDuty Finding'],
  detail: { severity: Match.greaterThanOrEqual(guarddutySeverity) },
});
