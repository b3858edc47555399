import { type Notice, noticeKey } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { threatEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(deepFreeze(event), DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

test('a finding of severity 8.5 is a notice', () => {
  expect(noticeOf(threatEvent)).toMatchObject({
    source: 'guardduty',
    account: '111122223333',
    region: 'eu-west-1',
    resources: [{ id: 'i-1' }, { id: 'eni-1' }],
    kind: 'threat',
    state: 'issued',
    severity: 'high',
    code: 'Backdoor:EC2/DenialOfService.Dns',
    startedAt: '2026-11-18T20:40:00.000Z',
    updatedAt: '2026-11-18T21:04:00.000Z',
    drill: false,
  });
  expect(noticeOf(threatEvent).text).toMatch(/Seen 3 times\.$/);
  expect(noticeKey(noticeOf(threatEvent))).toMatch(/^notices\/guardduty\/2026\/11\/[0-9a-f]{24}\.json$/);
});

test.each([
  ['4.0 below the default', 4.0, undefined, 'severity 4 is below policy.notices.guarddutySeverity 7'],
  ['6.9 as text', '6.9', undefined, 'severity 6.9 is below policy.notices.guarddutySeverity 7'],
  ['8.5 below a stricter policy', 8.5, 9, 'severity 8.5 is below policy.notices.guarddutySeverity 9'],
])('ignored: severity %s', (_, severity, guarddutySeverity = 7, ignored) => {
  expect(parseEvent(withDetail(threatEvent, { severity }), { guarddutySeverity })).toEqual({ ignored });
});

test.each([
  [10, 'critical'],
  [9, 'critical'],
  [8.9, 'high'],
  [7, 'high'],
  [undefined, 'high'],
  ['unreadable', 'high'],
])('severity %p is %s', (severity, expected) => {
  expect(noticeOf(withDetail(threatEvent, { severity })).severity).toBe(expected);
});

test('delivered twice, or again under another event id: the same notice', () => {
  expect(noticeOf({ ...threatEvent, id: 'another', time: '2026-11-18T23:00:00Z' })).toEqual(noticeOf(threatEvent));
});

test.each([
  ['again an hour later', { updatedAt: '2026-11-18T22:04:00.000Z' }, true],
  ['again on the next day', { updatedAt: '2026-11-19T02:04:00.000Z' }, false],
  ['at a higher severity', { updatedAt: '2026-11-18T22:04:00.000Z', severity: 9.1 }, false],
])('%s: kept as a notice of its own', (_, change, sameAlert) => {
  const repeat = noticeOf(withDetail(threatEvent, change));
  const first = noticeOf(threatEvent);
  expect(repeat.id).not.toBe(first.id);
  expect(repeat.caseId).toBe(first.caseId);
  expect(repeat.alertId === first.alertId).toBe(sameAlert);
});

test.each([
  ['a sample by its title', { title: '[SAMPLE] Something' }],
  ['a sample by its details', { service: { additionalInfo: { value: '{"sample":true}' } } }],
])('%s is a drill', (_, change) => {
  expect(noticeOf(withDetail(threatEvent, change)).drill).toBe(true);
});

test('an archived finding closes its case', () => {
  expect(noticeOf(withDetail(threatEvent, { service: { archived: true } })).state).toBe('closed');
});

test.each([
  ['no detail', { ...threatEvent, detail: undefined }],
  ['a resource of an unknown kind', withDetail(threatEvent, { resource: { resourceType: 'Quantum' } })],
  ['a resource that is a text', withDetail(threatEvent, { resource: 'i-1' })],
])('read as far as it goes: %s', (_, event) => {
  expect(noticeOf(event)).toMatchObject({ source: 'guardduty', account: '111122223333', resources: [] });
});

test('credentials, buckets and functions are named as findings name them', () => {
  const resource = {
    accessKeyDetails: { userName: 'deploy' },
    s3BucketDetails: [{ arn: 'arn:aws:s3:::logs' }],
    lambdaDetails: { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f' },
  };
  expect(noticeOf(withDetail(threatEvent, { resource })).resources).toEqual([
    { id: 'arn:aws:s3:::logs' },
    { id: 'arn:aws:lambda:eu-west-1:111122223333:function:f', region: 'eu-west-1' },
    { id: 'deploy' },
  ]);
});
