import { casesOf, closeGoneThreats, openNotices, waiveCases } from '#notices/cases.ts';
import type { Notice } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Waiver } from '#platform/waiver.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(event, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

const issued = noticeOf(abuseEvent);
const closed = noticeOf(
  withDetail(abuseEvent, {
    statusCode: 'closed',
    communicationId: 'zz-1',
    lastUpdatedTime: 'Thu, 19 Nov 2026 09:00:00 GMT',
  }),
);
const threat = noticeOf(threatEvent);

test.each<[string, readonly Notice[], string]>([
  ['issued', [issued], 'open'],
  ['issued, then closed', [issued, closed], 'closed'],
  ['closed arrives first', [closed, issued], 'closed'],
  ['closed at the same moment', [{ ...closed, updatedAt: issued.updatedAt }, issued], 'closed'],
  ['opened again later', [closed, { ...issued, id: 'later', updatedAt: '2026-11-20T00:00:00.000Z' }], 'open'],
])('%s: %3$s', (_, notices, status) => {
  expect(casesOf(notices).map((each) => each.status)).toEqual([status]);
});

test('pages come together: every resource, and one event a page', () => {
  const page = (number: number): Notice =>
    noticeOf(
      withDetail(
        abuseEvent,
        {
          communicationId: `abcd-${number}`,
          page: `${number}`,
          totalPages: '2',
          affectedEntities: [{ entityValue: `i-${number}` }],
        },
        { resources: [] },
      ),
    );
  const [only, ...others] = casesOf([page(2), page(1)]);
  expect(others).toEqual([]);
  expect(only?.resources.map(({ id }) => id).sort()).toEqual(['i-1', 'i-2']);
  expect(only?.events).toHaveLength(2);
});

test('open matters come first, then the newest', () => {
  const other = noticeOf(withDetail(abuseEvent, { eventArn: 'arn:aws:health:::2', statusCode: 'closed' }));
  expect(casesOf([other, threat, issued]).map((each) => [each.kind, each.status])).toEqual([
    ['abuse', 'open'],
    ['threat', 'open'],
    ['abuse', 'closed'],
  ]);
});

test('a threat that GuardDuty no longer has is over; an abuse notice is not', () => {
  const gone = closeGoneThreats(casesOf([threat, issued]), () => true);
  expect(gone.map((each) => [each.kind, each.status])).toEqual([
    ['abuse', 'open'],
    ['threat', 'closed'],
  ]);
});

const AT = '2026-11-20T03:00:00.000Z';
const aWaiver = (change: Partial<Waiver> = {}): Waiver => ({
  check: 'aws-health-abuse-notices-answered',
  resource: 'i-1',
  account: '*',
  region: '*',
  reason: 'Answered by mail.',
  owner: 'ops',
  expires: '2026-12-31',
  ...change,
});

test.each<[string, Partial<Waiver>, string]>([
  ['by its resource', {}, 'waived'],
  ['by its account', { resource: '111122223333' }, 'waived'],
  ['by its communication', { resource: '1234abc*' }, 'waived'],
  ['of another resource', { resource: 'i-2' }, 'open'],
  ['of another check', { check: 'aws-guardduty-*' }, 'open'],
  ['that ran out', { expires: '2026-11-19' }, 'open'],
])('a waiver %s: %3$s', (_, change, status) => {
  const [only] = waiveCases(casesOf([issued]), [aWaiver(change)], AT);
  expect(only?.status).toBe(status);
  expect(only?.waiver?.owner).toBe(status === 'waived' ? 'ops' : undefined);
});

test('checks see what is open, drills are none, and a waiver is for the finding to carry', () => {
  const drill = noticeOf({ ...withDetail(abuseEvent, { eventArn: 'arn:aws:health:::3' }), source: 'awsmock.health' });
  const seen = openNotices(waiveCases(casesOf([issued, closed, threat, drill]), [], AT));
  expect(seen).toEqual([
    {
      caseId: threat.caseId,
      provider: 'aws',
      account: '111122223333',
      region: 'eu-west-1',
      kind: 'threat',
      code: 'Backdoor:EC2/DenialOfService.Dns',
      arn: threat.arn,
      resourceIds: ['i-1', 'eni-1'],
      startedAt: threat.startedAt,
    },
  ]);
});
