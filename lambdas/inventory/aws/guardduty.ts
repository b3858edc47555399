import { boolean, number, object, objects, type Raw, text } from '../fields.ts';
import type { Known } from '../known.ts';
import type { Tagged } from './tagged.ts';

/** @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html */
export interface Detector extends Tagged {
  /** `ENABLED` or `DISABLED`. */
  readonly status: string;
  /** `FIFTEEN_MINUTES`, `ONE_HOUR` or `SIX_HOURS`. */
  readonly publishingFrequency?: string;
  /** Protection plans and whether each is on; agents that a plan can manage stand beside it under their own names. */
  readonly features: readonly { readonly name: string; readonly status: string }[];
  /** Who manages it from another account: itself, or nobody, where it has no administrator. */
  readonly administrator: Known<GuardDutyAdministrator>;
  /** Accounts that it manages. Empty where it has an administrator, for then it manages none. */
  readonly members: Known<readonly GuardDutyMember[]>;
  /** Where findings are exported to. Empty where the administrator decides that. */
  readonly publishingDestinations: Known<
    readonly { readonly id: string; readonly type: string; readonly status: string }[]
  >;
}

export interface GuardDutyAdministrator {
  /** Absent where there is none. */
  readonly accountId?: string;
  /** `Enabled`, `Invited`, `Resigned`, … */
  readonly relationship?: string;
}

export interface GuardDutyMember {
  readonly id: string;
  readonly relationship: string;
}

/** An unarchived finding. @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html */
export interface GuardDutyFinding extends Tagged {
  readonly arn: string;
  readonly type: string;
  /** 1.0 to 10.0. */
  readonly severity: number;
  readonly title: string;
  readonly description: string;
  readonly count: number;
  readonly resourceType?: string;
  readonly instanceId?: string;
  readonly interfaceIds: readonly string[];
  /** Made by CreateSampleFindings, about nothing real. */
  readonly sample: boolean;
  readonly archived: boolean;
  readonly firstSeenAt?: string;
  readonly lastSeenAt?: string;
}

/** GetDetector does not name its detector: the request does. */
export function readDetector(
  raw: Raw,
  id: string,
): Omit<Detector, 'administrator' | 'members' | 'publishingDestinations'> | undefined {
  const status = text(raw['Status'])?.toUpperCase();
  if (status === undefined) return undefined;
  const tags = Object.fromEntries(
    Object.entries(object(raw['Tags'])).flatMap(([key, value]) =>
      text(value) === undefined ? [] : [[key, String(value)]],
    ),
  );
  return {
    id,
    tags,
    status,
    publishingFrequency: text(raw['FindingPublishingFrequency'])?.toUpperCase(),
    features: objects(raw['Features'])
      .flatMap((each) => [each, ...objects(each['AdditionalConfiguration'])])
      .flatMap((each) => {
        const name = text(each['Name']);
        return name === undefined ? [] : [{ name, status: text(each['Status'])?.toUpperCase() ?? 'UNKNOWN' }];
      })
      .sort((a, b) => (`${a.name} ${a.status}` < `${b.name} ${b.status}` ? -1 : 1)),
  };
}

export function readGuardDutyFinding(raw: Raw): GuardDutyFinding | undefined {
  const arn = text(raw['Arn']);
  const severity = number(raw['Severity']);
  if (arn === undefined || severity === undefined) return undefined;
  const service = object(raw['Service']);
  const resource = object(raw['Resource']);
  const instance = object(resource['InstanceDetails']);
  const additional = object(service['AdditionalInfo']);
  const title = text(raw['Title']) ?? '';
  return {
    id: arn,
    arn,
    name: title,
    tags: {},
    type: text(raw['Type']) ?? 'unknown',
    severity,
    title,
    description: text(raw['Description']) ?? '',
    count: number(service['Count']) ?? 1,
    resourceType: text(resource['ResourceType']),
    instanceId: text(instance['InstanceId']),
    interfaceIds: objects(instance['NetworkInterfaces']).flatMap((each) => text(each['NetworkInterfaceId']) ?? []),
    sample:
      title.startsWith('[SAMPLE]') ||
      /"sample"\s*:\s*true/.test(text(additional['Value']) ?? '') ||
      boolean(additional['sample']) === true,
    archived: boolean(service['Archived']) ?? false,
    firstSeenAt: text(service['EventFirstSeen']) ?? text(raw['CreatedAt']),
    lastSeenAt: text(service['EventLastSeen']) ?? text(raw['UpdatedAt']),
  };
}

/** An account without an administrator answers without one. */
export function readAdministrator(response: Raw): GuardDutyAdministrator {
  const raw = object(response['Administrator'] ?? response['Master']);
  return { accountId: text(raw['AccountId']), relationship: text(raw['RelationshipStatus']) };
}

export function readMember(raw: Raw): GuardDutyMember | undefined {
  const id = text(raw['AccountId']);
  return id === undefined ? undefined : { id, relationship: text(raw['RelationshipStatus']) ?? 'unknown' };
}

export function readDestination(
  raw: Raw,
): { readonly id: string; readonly type: string; readonly status: string } | undefined {
  const id = text(raw['DestinationId']);
  if (id === undefined) return undefined;
  return {
    id,
    type: text(raw['DestinationType']) ?? 'unknown',
    status: text(raw['Status'])?.toUpperCase() ?? 'UNKNOWN',
  };
}
