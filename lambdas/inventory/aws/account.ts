import { saysNone } from '#snapshot/call-error.ts';
import { Answer } from '../answer.ts';
import { object, type Raw, text } from '../fields.ts';
import { type Known, known, mapKnown, notRead, unknown } from '../known.ts';
import { byId, Listing } from '../listing.ts';
import { list, type Part } from './part.ts';
import type { Tagged } from './tagged.ts';

/** An alternate contact, or that there is none. Name and address are read by nobody and not kept. */
export interface SecurityContact {
  readonly exists: boolean;
}

/** What AWS Health says to the account. */
export interface HealthNotices {
  /** False where the support plan does not include the API: then only pushed events tell. */
  readonly onThisPlan: boolean;
  readonly events: readonly HealthEvent[];
}

/** @see https://docs.aws.amazon.com/health/latest/APIReference/API_Event.html */
export interface HealthEvent extends Tagged {
  readonly arn: string;
  /** `ABUSE`, … */
  readonly service: string;
  /** `AWS_ABUSE_DOS_REPORT`, … */
  readonly typeCode: string;
  /** `open`, `upcoming` or `closed`. */
  readonly status: string;
  readonly region?: string;
  readonly startedAt?: string;
  readonly updatedAt?: string;
  /** Instances, addresses, … that it is about. */
  readonly affected: Known<readonly string[]>;
}

/** What concerns the account as a whole. */
export interface AccountFacts {
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`, `CLOSED` or `PENDING_ACTIVATION`. */
  readonly accountState: Known<string>;
  /** Where AWS mails abuse notices and bans. */
  readonly securityContact: Known<SecurityContact>;
  readonly healthNotices: Known<HealthNotices>;
}

const NOT_ON_THIS_PLAN = 'SubscriptionRequiredException';

export function accountPart(): Part<AccountFacts> {
  const information = new Answer({
    call: 'account:GetAccountInformation',
    read: (response) => text(response['AccountState'])?.toUpperCase(),
  });
  const described = new Answer({
    call: 'organizations:DescribeAccount',
    read: (response) =>
      (text(object(response['Account'])['State']) ?? text(object(response['Account'])['Status']))?.toUpperCase(),
  });
  const contact = new Answer<SecurityContact>({
    call: 'account:GetAlternateContact',
    read: (response) =>
      typeof response['AlternateContact'] === 'object' && response['AlternateContact'] !== null
        ? { exists: true }
        : undefined,
    readError: (error) => (saysNone('account:GetAlternateContact', error) ? { exists: false } : undefined),
  });
  const events = list('health:DescribeEvents', 'events', readHealthEvent, { token: ['nextToken', 'nextToken'] });
  const entities = new Listing<Entity>({
    call: 'health:DescribeAffectedEntities',
    list: 'entities',
    read: readEntity,
    token: ['nextToken', 'nextToken'],
  });
  return {
    readers: [information, described, contact, events, entities],
    build: () => ({
      accountState: described.wasRead && described.result().known ? described.result() : information.result(),
      securityContact: contact.result(),
      healthNotices: noticesOf(events, entities),
    }),
  };
}

function noticesOf(events: Listing<Omit<HealthEvent, 'affected'>>, entities: Listing<Entity>): Known<HealthNotices> {
  const listed = byId(events.result());
  if (!listed.known && listed.missing.every(({ code }) => code === NOT_ON_THIS_PLAN))
    return known({ onThisPlan: false, events: [] });
  const affected = entities.wasRead ? entities.result() : notRead<readonly Entity[]>('health:DescribeAffectedEntities');
  const byEvent = (arn: string): Known<readonly string[]> =>
    mapKnown(affected, (all) =>
      [...new Set(all.filter(({ eventArn }) => eventArn === arn).map(({ value }) => value))].sort(),
    );
  const notices = mapKnown(listed, (all) => all.map((event) => ({ ...event, affected: byEvent(event.arn) })));
  return notices.known
    ? known({ onThisPlan: true, events: notices.value })
    : unknown(notices.missing, notices.seen && { onThisPlan: true, events: notices.seen });
}

interface Entity {
  readonly eventArn: string;
  readonly value: string;
}

function readHealthEvent(raw: Raw): Omit<HealthEvent, 'affected'> | undefined {
  const arn = text(raw['arn']);
  const typeCode = text(raw['eventTypeCode']);
  const status = text(raw['statusCode'])?.toLowerCase();
  if (arn === undefined || typeCode === undefined || status === undefined) return undefined;
  return {
    id: arn,
    arn,
    tags: {},
    service: text(raw['service'])?.toUpperCase() ?? 'unknown',
    typeCode,
    status,
    region: text(raw['region']),
    startedAt: text(raw['startTime']),
    updatedAt: text(raw['lastUpdatedTime']),
  };
}

function readEntity(raw: Raw): Entity | undefined {
  const eventArn = text(raw['eventArn']);
  if (eventArn === undefined) return undefined;
  return { eventArn, value: text(raw['entityValue']) ?? '' };
}
