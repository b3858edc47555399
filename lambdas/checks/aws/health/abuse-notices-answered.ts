import type { HealthEvent } from '#inventory/aws/account.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { type Said, say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import type { OpenNotice } from '../../open-notice.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { containNamed } from '../contain-named.ts';

export default defineCheck({
  id: 'aws-health-abuse-notices-answered',
  title: 'No abuse notice of AWS is open',
  severity: 'critical',
  concern: 'exposure',
  examines: 'aws.Account',
  why: 'AWS was told that something of ours harms others. Without an answer within 24 hours it may block the resource or the account.',
  fix: 'Contain what the notice names, answer it in the AWS Health console with what was found and done, and see it closed.',
  sources: [
    'https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html',
    'https://repost.aws/knowledge-center/aws-abuse-report',
  ],

  examine(_account, { region, notices }) {
    const api = region.global.healthNotices;
    const listed = api.known ? api.value.events : (api.seen?.events ?? []);
    const matters = openMatters(listed, notices);
    const fails = matters.map((matter) => {
      const { code, arn, place, key, startedAt, resources, toldBy } = matter;
      const evidence = { code, arn, startedAt, resources, toldBy };
      const commands = containNamed({ arn, place, resources });
      return fail(matterText(matter), evidence, { discriminator: key, commands });
    });
    if (!api.known) return [...fails, undecided(api.missing)];
    if (fails.length > 0) return fails;
    if (api.value.onThisPlan) return pass('AWS Health has no open abuse notice.');
    if (notices.known) return pass('No open abuse notice was kept; the support plan has no API to ask.');
    return notApplicable('The support plan has no API to ask, and no store of notices is at hand.');
  },
});

function matterText({ code, startedAt, resources }: Matter): Said {
  const named = sayAll(resources);
  if (startedAt === undefined)
    return resources.length === 0 ? say`${code} is open and names no resource.` : say`${code} is open, about ${named}.`;
  return resources.length === 0
    ? say`${code} of ${startedAt} is open and names no resource.`
    : say`${code} of ${startedAt} is open, about ${named}.`;
}

interface Matter {
  readonly key: string;
  readonly code: string;
  readonly arn?: string;
  /** The region of what it names, where it is told. */
  readonly place?: string;
  readonly startedAt?: string;
  readonly resources: readonly string[];
  readonly toldBy: readonly ('api' | 'event')[];
}

const isAbuse = ({ service, typeCode }: HealthEvent): boolean =>
  service === 'ABUSE' || typeCode.startsWith('AWS_ABUSE_');

/** What either source has as open, each once; what the API calls closed is closed, whatever was kept. */
function openMatters(events: readonly HealthEvent[], notices: Known<readonly OpenNotice[]>): readonly Matter[] {
  const abuse = events.filter(isAbuse);
  const closed = new Set(abuse.filter(({ status }) => status === 'closed').map(({ arn }) => arn));
  const matters = new Map<string, Matter>();
  for (const { kind, arn, caseId, code, region: place, startedAt, resourceIds } of seenOf(notices)) {
    if (kind !== 'abuse' || (arn !== undefined && closed.has(arn))) continue;
    const key = arn ?? caseId;
    matters.set(key, { key, code, arn, place, startedAt, resources: [...resourceIds].sort(), toldBy: ['event'] });
  }
  for (const { arn, typeCode, status, region: place, startedAt, affected } of abuse) {
    if (status === 'closed') continue;
    const kept = matters.get(arn);
    const resources = [...new Set([...seenOf(affected), ...(kept?.resources ?? [])])].sort();
    matters.set(arn, {
      key: arn,
      code: typeCode,
      arn,
      place: place ?? kept?.place,
      startedAt: kept?.startedAt ?? startedAt,
      resources,
      toldBy: kept ? ['api', 'event'] : ['api'],
    });
  }
  return [...matters.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
