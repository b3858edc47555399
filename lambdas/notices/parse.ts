import { object, text } from '#inventory/fields.ts';
import type { NoticePolicy } from '#platform/policy.ts';
import { HEALTH_EVENT_SOURCES, readHealthEvent } from './aws-health.ts';
import { GUARDDUTY_EVENT_SOURCES, readGuardDutyEvent } from './guardduty.ts';
import type { ParsedEvent } from './notice.ts';

const isOneOf = (sources: readonly string[], source: string | undefined): boolean =>
  sources.some((each) => each === source);

/** Reads an event of EventBridge, or says why it is no notice of ours. Pure: the same event gives the same notice. */
export function parseEvent(event: unknown, policy: NoticePolicy): ParsedEvent {
  const raw = object(event);
  const source = text(raw['source']);
  if (isOneOf(HEALTH_EVENT_SOURCES, source)) return readHealthEvent(raw);
  if (isOneOf(GUARDDUTY_EVENT_SOURCES, source)) return readGuardDutyEvent(raw, policy.guarddutySeverity);
  return { ignored: `source ${JSON.stringify(source)} is none that we know` };
}
