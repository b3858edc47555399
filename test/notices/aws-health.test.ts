import { readHealthEvent } from '#notices/aws-health.ts';
import { type Notice, noticeKey } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { abuseEvent, issueEvent, oldAbuseEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = readHealthEvent(deepFreeze(event));
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

test('an abuse report says who, what, where and since when', () => {
  expect(noticeOf(abuseEvent)).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    caseId: expect.stringMatching(/^[0-9a-f]{24}$/),
    alertId: expect.stringMatching(/^[0-9a-f]{24}$/),
    source: 'aws-health',
    provider: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    resources: [{ id: 'i-1', region: 'eu-west-1' }],
    kind: 'abuse',
    state: 'issued',
    severity: 'critical',
    code: 'AWS_ABUSE_DOS_REPORT',
    startedAt: '2026-11-18T22:57:57.000Z',
    updatedAt: '2026-11-18T22:57:57.000Z',
    text: 'Your instance has been implicated in a denial of service attack. Reply within 24 hours.\ndestinationIp: 203.0.113.9',
    arn: 'arn:aws:health:global::event/ABUSE/AWS_ABUSE_DOS_REPORT/AWS_ABUSE_DOS_REPORT_92387492375_4498',
    communicationId: '1234abc01232a4012345678-1',
    page: 1,
    pages: 1,
    drill: false,
  });
  expect(noticeKey(noticeOf(abuseEvent))).toBe(`notices/aws-health/2026/11/${noticeOf(abuseEvent).id}.json`);
});

test.each([
  ['delivered twice', abuseEvent],
  [
    'a copy in the backup region',
    withDetail(
      abuseEvent,
      { backupEvent: 'true' },
      { id: 'another', region: 'us-east-1', time: '2026-11-18T23:40:00Z' },
    ),
  ],
  ['received through the organization', withDetail(abuseEvent, {}, { account: '999988887777' })],
  ['page as a number', withDetail(abuseEvent, { page: 1, totalPages: 1 })],
])('%s: the same notice under the same key', (_, event) => {
  expect([noticeOf(event).id, noticeKey(noticeOf(event))]).toEqual([
    noticeOf(abuseEvent).id,
    noticeKey(noticeOf(abuseEvent)),
  ]);
});

test.each([
  ['the communication id carries the page', '1234abc01232a4012345678-2'],
  ['the communication id is the same on every page', '1234abc01232a4012345678'],
])('pages are notices of their own that share one alert: %s', (_, communicationId) => {
  const first = noticeOf(
    withDetail(abuseEvent, { communicationId: communicationId.replace(/-2$/, '-1'), totalPages: '2' }),
  );
  const second = noticeOf(
    withDetail(
      abuseEvent,
      { communicationId, page: '2', totalPages: '2', affectedEntities: [{ entityValue: 'i-2' }] },
      { resources: [] },
    ),
  );
  expect(second.id).not.toBe(first.id);
  expect(second.alertId).toBe(first.alertId);
  expect(second.caseId).toBe(first.caseId);
  expect(second.resources).toEqual([{ id: 'i-2' }]);
});

test.each([
  ['a later communication', { communicationId: 'ffff-1', lastUpdatedTime: 'Thu, 19 Nov 2026 09:00:00 GMT' }],
  ['another page count does not matter, another communication does', { communicationId: '1234abc01232a4012345678-11' }],
])('%s is another alert of the same case', (_, change) => {
  const update = noticeOf(withDetail(abuseEvent, change));
  expect(update.caseId).toBe(noticeOf(abuseEvent).caseId);
  expect(update.alertId).not.toBe(noticeOf(abuseEvent).alertId);
});

test('the same event about two accounts is two cases', () => {
  const other = noticeOf(withDetail(abuseEvent, { affectedAccount: '444455556666' }));
  expect(other.account).toBe('444455556666');
  expect(other.caseId).not.toBe(noticeOf(abuseEvent).caseId);
});

test('a closed event closes its case', () => {
  const closed = noticeOf(
    withDetail(abuseEvent, {
      statusCode: 'closed',
      communicationId: 'cccc-1',
      endTime: 'Thu, 19 Nov 2026 10:00:00 GMT',
    }),
  );
  expect([closed.state, closed.endsAt, closed.caseId]).toEqual([
    'closed',
    '2026-11-19T10:00:00.000Z',
    noticeOf(abuseEvent).caseId,
  ]);
});

test('the report of 2018, without communication, status and region, is read too', () => {
  const notice = noticeOf(oldAbuseEvent);
  expect(notice).toMatchObject({
    account: '123456789012',
    region: 'us-east-1',
    state: 'issued',
    startedAt: '2018-08-01T06:27:57.000Z',
  });
  expect(notice.resources).toEqual([
    { id: 'i-abcd1111', region: 'us-east-1' },
    { id: 'i-abcd2222', region: 'us-east-1' },
  ]);
  expect(noticeOf(oldAbuseEvent).id).toBe(notice.id);
});

test.each([
  [
    'no detail at all',
    { source: 'aws.health', 'detail-type': 'AWS Health Abuse Event', id: 'e1', account: '111122223333' },
    'global',
  ],
  ['detail is a text', { ...abuseEvent, detail: 'what?' }, 'eu-west-1'],
  [
    'every field of another type',
    withDetail(
      abuseEvent,
      { affectedEntities: 'i-1', eventDescription: 7, startTime: [], page: {}, eventRegion: null, communicationId: 12 },
      { resources: null },
    ),
    'us-west-2',
  ],
])('an abuse report that cannot be read is a notice all the same: %s', (_, event, region) => {
  const notice = noticeOf(event);
  expect(notice).toMatchObject({ kind: 'abuse', severity: 'critical', account: '111122223333', region });
  expect(noticeKey(notice)).toMatch(/^notices\/aws-health\/(2026\/11|0000\/00)\/[0-9a-f]{24}\.json$/);
});

test('AWS names no resource: none is invented', () => {
  expect(
    noticeOf(
      withDetail(
        abuseEvent,
        { affectedEntities: [{ entityValue: 'UNKNOWN' }, { entityValue: 'AWS_ACCOUNT' }] },
        { resources: [] },
      ),
    ).resources,
  ).toEqual([]);
});

test.each([
  ['trouble with a machine', issueEvent, 'service-issue'],
  ['trouble with a balancer', withDetail(issueEvent, { service: 'ELASTICLOADBALANCING' }), 'service-issue'],
  ['abuse told by its service alone', withDetail(abuseEvent, {}, { 'detail-type': 'AWS Health Event' }), 'abuse'],
])('%s', (_, event, kind) => {
  expect(noticeOf(event).kind).toBe(kind);
});

test.each([
  ['a public event', withDetail(issueEvent, { eventScopeCode: 'PUBLIC' }), 'a public event, not about this account'],
  [
    'a scheduled change',
    withDetail(issueEvent, { eventTypeCategory: 'scheduledChange' }),
    'category scheduledChange is no issue',
  ],
  ['another service', withDetail(issueEvent, { service: 'S3' }), 'service S3 is none that we watch'],
  [
    'another detail-type',
    { ...issueEvent, 'detail-type': 'Something' },
    'detail-type "Something" is no event of AWS Health',
  ],
])('ignored: %s', (_, event, ignored) => {
  expect(parseEvent(event, DEFAULT_POLICY.notices)).toEqual({ ignored });
});

test.each([
  [
    'a foreign source',
    { source: 'evil.health', 'detail-type': 'AWS Health Abuse Event' },
    'source "evil.health" is none that we know',
  ],
  ['nothing', undefined, 'source undefined is none that we know'],
  ['a list', [abuseEvent], 'source undefined is none that we know'],
])('ignored: %s', (_, event, ignored) => {
  expect(parseEvent(event, DEFAULT_POLICY.notices)).toEqual({ ignored });
});

test('a mock event is a drill', () => {
  expect(noticeOf({ ...abuseEvent, source: 'awsmock.health' }).drill).toBe(true);
});
