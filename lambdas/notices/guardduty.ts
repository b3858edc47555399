import type { Severity } from '#checks/outcome.ts';
import { boolean, number, object, objects, type Raw, text } from '#inventory/fields.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { isoTime, type NoticeResource, namedResource, noticeId, type ParsedEvent } from './notice.ts';

/** `awsmock.guardduty` is how one tries it: nobody but AWS may put events of `aws.guardduty`. */
export const GUARDDUTY_EVENT_SOURCES = ['aws.guardduty', 'awsmock.guardduty'] as const;

/** GuardDuty's bands as severities. @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
export function severityOfThreat(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}

/**
 * Reads a GuardDuty finding as EventBridge delivers it: the finding's API with keys in camel case.
 *
 * A repeat of a finding comes with a new `updatedAt`: it is kept, and alerts again on another day or at another severity.
 * A finding whose severity cannot be read is taken for a high one rather than passed over.
 *
 * @param fromSeverity Findings below are ignored (`policy.notices.guarddutySeverity`).
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export function readGuardDutyEvent(event: Raw, fromSeverity: number): ParsedEvent {
  const detail = object(event['detail']);
  const detailType = text(event['detail-type']);
  if (detailType !== 'GuardDuty Finding') return { ignored: `detail-type ${JSON.stringify(detailType)} is no finding` };
  const score = number(detail['severity']);
  if (score !== undefined && score < fromSeverity) {
    return { ignored: `severity ${score} is below policy.notices.guarddutySeverity ${fromSeverity}` };
  }
  const service = object(detail['service']);
  const account = text(detail['accountId']) ?? text(event['account']) ?? 'unknown-account';
  const region = text(detail['region']) ?? text(event['region']) ?? GLOBAL_REGION;
  const findingId = text(detail['arn']) ?? text(detail['id']) ?? text(event['id']);
  const updatedAt = isoTime(detail['updatedAt']) ?? isoTime(service['eventLastSeen']) ?? isoTime(event['time']);
  const startedAt = isoTime(service['eventFirstSeen']) ?? isoTime(detail['createdAt']) ?? updatedAt;
  const severity = severityOfThreat(score ?? 7);
  const title = text(detail['title']) ?? '';
  const caseId = noticeId('guardduty', account, region, findingId);
  return {
    notice: {
      id: noticeId('guardduty', account, region, findingId, updatedAt),
      caseId,
      alertId: noticeId(caseId, severity, updatedAt?.slice(0, 10)),
      source: 'guardduty',
      provider: 'aws',
      account,
      region,
      resources: resourcesOf(object(detail['resource'])),
      kind: 'threat',
      state: boolean(service['archived']) === true ? 'closed' : 'issued',
      severity,
      code: text(detail['type']) ?? 'unknown finding type',
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      text: [title, text(detail['description']) ?? '', countOf(service)].filter((part) => part !== '').join('\n'),
      ...(text(detail['arn']) === undefined ? {} : { arn: text(detail['arn']) }),
      drill: text(event['source']) !== 'aws.guardduty' || isSample(title, service),
    },
  };
}

const countOf = (service: Raw): string => {
  const count = number(service['count']);
  return count !== undefined && count > 1 ? `Seen ${count} times.` : '';
};

const isSample = (title: string, service: Raw): boolean => {
  const additional = object(service['additionalInfo']);
  return (
    title.startsWith('[SAMPLE]') ||
    boolean(additional['sample']) === true ||
    /"sample"\s*:\s*true/.test(text(additional['value']) ?? '')
  );
};

/** What the finding is about, by the names that an operator would look for. */
function resourcesOf(resource: Raw): readonly NoticeResource[] {
  const instance = object(resource['instanceDetails']);
  const names = [
    text(instance['instanceId']),
    ...objects(instance['networkInterfaces']).map((each) => text(each['networkInterfaceId'])),
    ...objects(resource['s3BucketDetails']).map((each) => text(each['arn'])),
    text(object(resource['eksClusterDetails'])['arn']),
    text(object(resource['ecsClusterDetails'])['arn']),
    text(object(resource['lambdaDetails'])['functionArn']),
    text(object(resource['rdsDbInstanceDetails'])['dbInstanceArn']),
    text(object(resource['accessKeyDetails'])['userName']),
  ];
  return [...new Set(names.filter((name) => name !== undefined))].map(namedResource);
}
