import type { Severity } from '#checks/outcome.ts';
import { number, object, objects, type Raw, text, texts } from '#inventory/fields.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { isoTime, type Notice, type NoticeResource, namedResource, noticeId, type ParsedEvent } from './notice.ts';

const ABUSE = 'AWS Health Abuse Event';
const ISSUE = 'AWS Health Event';

/** Services whose troubles with something of ours are worth an alert. */
export const HEALTH_ISSUE_SERVICES = ['EC2', 'VPC', 'ELASTICLOADBALANCING'] as const;

/** `awsmock.health` is how one tries it: nobody but AWS may put events of `aws.health`. */
export const HEALTH_EVENT_SOURCES = ['aws.health', 'awsmock.health'] as const;

/**
 * Reads an event of AWS Health: abuse reports, and troubles with our own machines, networks and balancers.
 *
 * Abuse is told by the detail-type, never by a list of codes, and is a notice even where half of it cannot be read.
 * Every event comes at least once, also as a copy in a backup region, and large ones in pages; `communicationId` ends in
 * the page's number (`…-2`), which is taken off to tell what belongs together.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 * @see https://docs.aws.amazon.com/health/latest/ug/pagnation-of-health-events.html
 */
export function readHealthEvent(event: Raw): ParsedEvent {
  const detail = object(event['detail']);
  const detailType = text(event['detail-type']);
  const isAbuse = detailType === ABUSE || text(detail['service'])?.toUpperCase() === 'ABUSE';
  const ignored = isAbuse ? undefined : whyIgnored(detailType, detail);
  if (ignored !== undefined) return { ignored };

  const code = text(detail['eventTypeCode']) ?? 'unknown event type';
  // With the organization's feed the event's own account is whoever receives it.
  const account = text(detail['affectedAccount']) ?? text(event['account']) ?? 'unknown-account';
  const startedAt = isoTime(detail['startTime']);
  const updatedAt = isoTime(detail['lastUpdatedTime']) ?? startedAt ?? isoTime(event['time']);
  const resources = resourcesOf(event, detail);
  const page = number(detail['page']);
  const pages = number(detail['totalPages']);
  const communicationId = text(detail['communicationId']);
  const eventArn = text(detail['eventArn']);
  const caseId = noticeId('aws-health', account, eventArn ?? communicationId ?? text(event['id']));
  const communication = withoutPage(communicationId, page) ?? `${eventArn ?? text(event['id'])} ${updatedAt}`;
  return {
    notice: {
      id: noticeId('aws-health', account, communication, page ?? 1),
      caseId,
      alertId: noticeId('aws-health', account, communication),
      source: 'aws-health',
      provider: 'aws',
      account,
      region: regionOf(event, detail, resources),
      resources,
      kind: isAbuse ? 'abuse' : 'service-issue',
      state: text(detail['statusCode'])?.toLowerCase() === 'closed' ? 'closed' : 'issued',
      severity: isAbuse ? 'critical' : severityOfIssue(resources),
      code,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      ...(isoTime(detail['endTime']) === undefined ? {} : { endsAt: isoTime(detail['endTime']) }),
      text: descriptionOf(detail),
      ...(eventArn === undefined ? {} : { arn: eventArn }),
      ...(communicationId === undefined ? {} : { communicationId }),
      ...(page === undefined ? {} : { page }),
      ...(pages === undefined ? {} : { pages }),
      drill: text(event['source']) !== 'aws.health',
    } satisfies Notice,
  };
}

function whyIgnored(detailType: string | undefined, detail: Raw): string | undefined {
  if (detailType !== ISSUE) return `detail-type ${JSON.stringify(detailType)} is no event of AWS Health`;
  const service = text(detail['service'])?.toUpperCase() ?? 'unknown';
  if (!HEALTH_ISSUE_SERVICES.some((wanted) => wanted === service)) return `service ${service} is none that we watch`;
  const category = text(detail['eventTypeCategory']);
  if (category !== 'issue') return `category ${category} is no issue`;
  const scope = text(detail['eventScopeCode']);
  return scope === 'PUBLIC' ? 'a public event, not about this account' : undefined;
}

/** Entities first: they are what the event affects, page by page. AWS says `UNKNOWN` or the account where it names nothing. */
function resourcesOf(event: Raw, detail: Raw): readonly NoticeResource[] {
  const names = [
    ...objects(detail['affectedEntities']).flatMap((entity) => text(entity['entityValue']) ?? []),
    ...texts(event['resources']),
  ];
  const byId = new Map<string, NoticeResource>();
  for (const name of names) {
    const resource = namedResource(name);
    if (resource.id === '' || /^(UNKNOWN|AWS_ACCOUNT)$/i.test(resource.id)) continue;
    if (!byId.get(resource.id)?.region) byId.set(resource.id, resource);
  }
  return [...byId.values()];
}

/** The envelope's region says where the event was delivered, not what it is about. */
function regionOf(event: Raw, detail: Raw, resources: readonly NoticeResource[]): string {
  const [told, ...others] = new Set(resources.flatMap(({ region }) => region ?? []));
  if (told !== undefined && others.length === 0) return told;
  const impacted = text(detail['eventRegion']);
  if (impacted !== undefined) return impacted;
  return (
    /^arn:aws[\w-]*:health:([a-z]{2}-[\w-]+):/.exec(text(detail['eventArn']) ?? '')?.[1] ??
    text(event['region']) ??
    GLOBAL_REGION
  );
}

const severityOfIssue = (resources: readonly NoticeResource[]): Severity => (resources.length > 0 ? 'high' : 'medium');

function descriptionOf(detail: Raw): string {
  const descriptions = objects(detail['eventDescription']);
  const english = descriptions.find((each) => text(each['language'])?.startsWith('en')) ?? descriptions[0];
  const metadata = Object.entries(object(detail['eventMetadata'])).flatMap(([key, value]) => {
    const said = text(value);
    return said === undefined || key === 'truncated' ? [] : [`${key}: ${said}`];
  });
  return [text(english?.['latestDescription']) ?? text(detail['eventDescription']) ?? '', ...metadata]
    .filter((part) => part !== '')
    .join('\n');
}

/** `…-2` of page 2 is the communication `…`; an id that does not end in its page is whole as it is. */
function withoutPage(communicationId: string | undefined, page: number | undefined): string | undefined {
  const suffix = `-${page ?? 1}`;
  return communicationId?.endsWith(suffix) ? communicationId.slice(0, -suffix.length) : communicationId;
}
