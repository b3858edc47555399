import { createHash } from 'node:crypto';
import type { Severity } from '#checks/outcome.ts';
import type { Provider } from '#snapshot/recorded-call.ts';

/** Who told us; also the folder under `notices/` that keeps what they said. */
export const NOTICE_SOURCES = ['aws-health', 'guardduty', 'alicloud'] as const;
export type NoticeSource = (typeof NOTICE_SOURCES)[number];

/**
 * What a notice is about: a report that ours harms others, trouble of the platform with something of ours, a threat
 * that GuardDuty saw, an address that the platform cut off, or one whose traffic it is cleaning.
 */
export type NoticeKind = 'abuse' | 'service-issue' | 'threat' | 'blackhole' | 'scrubbing';

/** Attacks begin, are extended and released; what others report is issued and closed. */
export type NoticeState = 'begin' | 'extended' | 'released' | 'issued' | 'closed';

/** A thing that a notice names, by the id that findings give it. */
export interface NoticeResource {
  readonly id: string;
  /** Where the notice says so itself; an instance's id alone does not tell. */
  readonly region?: string;
}

/** Something that a cloud told us about, once; deliveries of the same thing have the same `id`. */
export interface Notice {
  readonly id: string;
  /** Shared by everything that is told about one matter: its begin, its pages, its updates, its end. */
  readonly caseId: string;
  /** Shared by what is worth one alert: the pages of one communication, the repeats of one threat on one day. */
  readonly alertId: string;
  readonly source: NoticeSource;
  readonly provider: Provider;
  readonly account: string;
  /** The region that is affected; `global` where the notice names none. */
  readonly region: string;
  readonly resources: readonly NoticeResource[];
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly severity: Severity;
  /** The source's own name for it: `AWS_ABUSE_DOS_REPORT`, `Backdoor:EC2/DenialOfService.Dns`. */
  readonly code: string;
  /** ISO 8601 UTC: when the matter began. */
  readonly startedAt?: string;
  /** ISO 8601 UTC: the moment that this notice speaks of; the later one of two is the newer state. */
  readonly updatedAt?: string;
  /** ISO 8601 UTC: when the platform means to lift what it did. */
  readonly endsAt?: string;
  /** In the source's own words: anybody's text, to be neutralised wherever it is shown. */
  readonly text: string;
  /** ARN of the event or the finding. */
  readonly arn?: string;
  readonly communicationId?: string;
  readonly page?: number;
  readonly pages?: number;
  /** True for a sample finding or a mock event: real handling of something that did not happen. */
  readonly drill: boolean;
}

/** What an event turned out to be. */
export type ParsedEvent = { readonly notice: Notice } | { readonly ignored: string };

/** Whether a matter is still going on after this notice. */
export const isOpenState = (state: NoticeState): boolean => state !== 'released' && state !== 'closed';

/** An id out of what never differs between two deliveries of the same thing. */
export const noticeId = (...parts: readonly (string | number | undefined)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex')
    .slice(0, 24);

/**
 * Where a notice is kept: `notices/<source>/<yyyy>/<mm>/<id>.json`.
 *
 * The month is the notice's own and never that of its arrival, so that every delivery has the same key.
 */
export function noticeKey({ source, id, startedAt, updatedAt }: Notice): string {
  const [year = '0000', month = '00'] = (updatedAt ?? startedAt ?? '').match(/\d+/g) ?? [];
  return `notices/${source}/${year}/${month}/${id}.json`;
}

/** A time in any of the writings that notices use (ISO, RFC 1123, epoch seconds or milliseconds) as ISO 8601 UTC. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}$/.test(value.trim()))) {
    const count = Number(value);
    return count > 0 ? isoTime(new Date(count < 1e11 ? count * 1000 : count)) : undefined;
  }
  const time = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The id that findings use for what an ARN, an id or an address names, and the region that an ARN tells. */
export function namedResource(name: string): NoticeResource {
  const arn = /^arn:[^:]*:([^:]*):([^:]*):[^:]*:(.+)$/.exec(name.trim());
  if (!arn) return { id: name.trim() };
  const [, service, region, path = ''] = arn;
  const id = service === 'ec2' ? (path.split('/').at(-1) ?? path) : name.trim();
  return { id, ...(region ? { region } : {}) };
}
