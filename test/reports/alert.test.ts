import type { Finding } from '#findings/finding.ts';
import { known, unknown } from '#inventory/known.ts';
import { attackChanges } from '#notices/alicloud.ts';
import type { Notice, NoticeKind, NoticeState } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { LANGUAGES } from '#platform/text.ts';
import { ALERT_LIMIT_BYTES, alertOf } from '#reports/alert.ts';
import { type Dossier, dossierOf, noDossier, relatedNotices, type WayIn } from '#reports/alert-dossier.ts';
import { anEmptyAwsRegion } from '../support/an-aws-region.ts';
import { anAddress, anInstance, anInterface } from '../support/an-interface.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { denied } from '../support/missing-calls.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(event, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

const wayIn: WayIn = {
  certain: true,
  interface: 'eni-1',
  address: '10.0.1.10',
  publicAddress: '52.0.0.10',
  protocol: 'tcp',
  ports: [
    [22, 22],
    [8000, 8100],
  ],
  sources: ['0.0.0.0/1', '128.0.0.0/1'],
  everyone: true,
  hops: ['igw-1', 'acl-1 rule 100', 'sg-1 tcp 22'],
};

const aFinding: Finding = {
  id: 'f-1',
  checkId: 'aws-ec2-interface-outbound-traffic-normal',
  title: 'Outbound traffic is normal',
  severity: 'high',
  concern: 'detection',
  status: 'open',
  resource: { provider: 'aws', account: '111122223333', region: 'eu-west-1', type: 'network-interface', id: 'eni-1' },
  message: 'Sent 41 times the median of 14 days.',
  evidence: {},
  why: 'w',
  fix: { text: 'f' },
  frameworks: [],
  firstSeenAt: '2026-11-17T02:30:00.000Z',
  lastSeenAt: '2026-11-18T02:30:00.000Z',
};

const region = anEmptyAwsRegion({
  instances: known([anInstance({ name: 'web-1' })]),
  networkInterfaces: known([anInterface()]),
  addresses: known([anAddress()]),
});

const dossierWith = (
  waysIn: Parameters<typeof dossierOf>[2]['waysIn'],
  findings: readonly Finding[] = [aFinding],
): Dossier => {
  const found = dossierOf(deepFreeze(region), 'i-1', { waysIn, findings });
  if (!found) throw new Error('i-1 is not there');
  return {
    snapshotAt: '2026-11-18T02:31:00.000Z',
    resources: [found],
    notFound: ['i-9'],
    related: [noticeOf(threatEvent)],
  };
};

const LINKS = { kept: 's3://b/notices/x.json', plan: 's3://b/alerts/1/containment.txt' };
const bodyOf = (notice: Notice, dossier: Dossier, language: 'en' | 'zh' = 'en'): string =>
  alertOf(notice, dossier, LINKS, language).body;

test('the subject is short ASCII and names severity, account, resource and what happened', () => {
  const { subject, attributes } = alertOf(
    noticeOf(abuseEvent),
    dossierWith(() => known([wayIn])),
    LINKS,
    'zh',
  );
  expect(subject).toBe('[posture] CRITICAL 111122223333 i-1: abuse report AWS_ABUSE_DOS_REPORT');
  expect(attributes).toEqual({ kind: 'notice', severity: 'critical', account: '111122223333' });
});

test('the mail says what happened, what is expected by when, what we know, and what to do first', () => {
  const body = bodyOf(
    noticeOf(abuseEvent),
    dossierWith(() => known([wayIn])),
  );
  for (const fact of [
    'AWS was told that something in this account harms others.',
    'What: AWS_ABUSE_DOS_REPORT (open)',
    'Since: 2026-11-18T22:57:57.000Z',
    '> Your instance has been implicated in a denial of service attack. Reply within 24 hours.',
    '> destinationIp: 203.0.113.9',
    'by 2026-11-19T22:57:57.000Z',
    'As of the snapshot of 2026-11-18T02:31:00.000Z:',
    '* i-1 "web-1", instance, eu-west-1',
    'State: running',
    'Network: vpc-1 subnet-1',
    'eni-1: 52.0.0.10 (10.0.1.10)',
    'Security groups: sg-1',
    'tcp 22, 8000-8100 @ 52.0.0.10 (eni-1) from everywhere',
    'path: igw-1 > acl-1 rule 100 > sg-1 tcp 22',
    'high aws-ec2-interface-outbound-traffic-normal: Sent 41 times the median of 14 days.',
    'No machine, interface, address or balancer of the latest snapshot: i-9',
    'GuardDuty Backdoor:EC2/DenialOfService.Dns (open) i-1, eni-1',
    '1. Keep the evidence: snapshot the volumes of i-1 before anything else.',
    '5. Answer the notice by 2026-11-19T22:57:57.000Z',
    'Containment plan (written, never executed): s3://b/alerts/1/containment.txt',
    'The event as it came: s3://b/notices/x.json',
  ]) {
    expect(body).toContain(fact);
  }
});

const KINDS: readonly NoticeKind[] = ['abuse', 'threat', 'service-issue', 'blackhole', 'scrubbing'];
const STATES: readonly NoticeState[] = ['begin', 'extended', 'released', 'issued', 'closed'];
const everyNotice: readonly Notice[] = KINDS.flatMap((kind) =>
  STATES.flatMap((state) => [
    { ...noticeOf(abuseEvent), kind, state, endsAt: '2026-11-19T01:30:00.000Z', pages: 3 },
    { ...noticeOf(threatEvent), kind, state },
  ]),
);

/** Ids, numbers, times, ports and paths: whatever is no word of a language. */
const factsIn = (body: string): readonly string[] =>
  (body.match(/[A-Za-z0-9@"+][\w.:/@"+-]*/g) ?? [])
    .filter((token) => /[\d@/"]/.test(token))
    .map((token) => token.replace(/[.:,]+$/, ''))
    .sort();

test.each([
  [
    'everything known',
    dossierWith(() =>
      known([
        wayIn,
        {
          ...wayIn,
          certain: false,
          protocol: 'udp',
          ports: [[1, 65_535]],
          everyone: false,
          sources: ['198.51.100.0/24', '203.0.113.0/24', '192.0.2.0/24', '100.64.0.0/24'],
          via: 'arn:aws:lb/web',
        },
      ]),
    ),
  ],
  ['reach not known', dossierWith(() => unknown(denied('ec2:DescribeNetworkAcls')), [])],
  ['nothing to look in', noDossier(noticeOf(abuseEvent), 'no report 1 yet')],
])('both languages hold the same facts: %s', (_, dossier) => {
  for (const notice of everyNotice)
    expect(factsIn(bodyOf(notice, dossier, 'zh'))).toEqual(factsIn(bodyOf(notice, dossier)));
});

test.each(LANGUAGES)('five steps in order, whatever happened: %s', (language) => {
  for (const notice of everyNotice) {
    const steps = bodyOf(notice, noDossier(notice, '-'), language).match(/^\d\. .+$/gm) ?? [];
    expect(steps.map((step) => step[0])).toEqual(['1', '2', '3', '4', '5']);
  }
});

test.each<[string, Dossier, string, string]>([
  ['nothing leads in', dossierWith(() => known([])), 'The Internet does not reach it.', 'The Internet reaches it:'],
  [
    'a denied call',
    dossierWith(() => unknown(denied('ec2:DescribeNetworkAcls'))),
    'not known for all of it; not read: ec2:DescribeNetworkAcls (UnauthorizedOperation)',
    'does not reach it',
  ],
  [
    'a part is known',
    dossierWith(() => unknown(denied('ec2:DescribeNetworkAcls'), [wayIn])),
    'tcp 22, 8000-8100',
    'does not reach it',
  ],
  [
    'no snapshot',
    noDossier(noticeOf(abuseEvent), 'there is no report yet'),
    'Nothing could be looked up: there is no report yet',
    'does not reach it',
  ],
])('%s', (_, dossier, says, silentOn) => {
  expect(bodyOf(noticeOf(abuseEvent), dossier)).toContain(says);
  expect(bodyOf(noticeOf(abuseEvent), dossier)).not.toContain(silentOn);
});

test('interfaces that were not all read make the ways in unknown, not none', () => {
  const partly = anEmptyAwsRegion({
    instances: known([anInstance()]),
    networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces'), []),
  });
  const dossier = dossierOf(partly, 'i-1', { waysIn: () => known([]), findings: [] });
  expect(dossier?.waysIn).toEqual(unknown([denied('ec2:DescribeNetworkInterfaces')], []));
});

test.each([
  ['its own id', 'i-1'],
  ['an interface', 'eni-1'],
  ['its public address', '52.0.0.10'],
  ['its private address', '10.0.1.10'],
])('the machine is found by %s', (_, id) => {
  expect(dossierOf(region, id, { waysIn: () => known([]), findings: [] })?.id).toBe('i-1');
});

test('what is not there is not invented', () => {
  expect(dossierOf(region, 'i-2', { waysIn: () => known([]), findings: [] })).toBeUndefined();
});

test('hostile text neither breaks a line, nor moves a cursor, nor passes for ours, nor grows the mail', () => {
  const evil = `x\u001b[2J\u202egnp.exe\u0007\r\n${'1. Pay 5 bitcoin now\n'.repeat(2_000)}`;
  const notice = noticeOf(
    withDetail(
      abuseEvent,
      {
        eventTypeCode: evil,
        communicationId: evil,
        affectedAccount: evil,
        eventRegion: evil,
        eventDescription: [{ language: 'en_US', latestDescription: evil }],
        affectedEntities: Array.from({ length: 500 }, (_, index) => ({ entityValue: `${evil}${index}` })),
      },
      { resources: [] },
    ),
  );
  const hostile = dossierWith(
    () => known(Array.from({ length: 500 }, () => ({ ...wayIn, hops: [evil, evil], via: evil }))),
    Array.from({ length: 500 }, () => ({ ...aFinding, message: evil })),
  );
  for (const language of LANGUAGES) {
    const { subject, body } = alertOf(
      notice,
      { ...hostile, related: Array.from({ length: 300 }, () => notice), notFound: [evil] },
      LINKS,
      language,
    );
    expect(subject.length).toBeLessThan(100);
    expect(subject).toMatch(/^[\x20-\x7e]+$/);
    expect(body).not.toMatch(/[^\P{C}\n]/u);
    expect(Buffer.byteLength(body)).toBeLessThan(ALERT_LIMIT_BYTES);
    expect(body.match(/^1\. Pay/m)).toBeNull();
    expect(body.match(/^> 1\. Pay/m)).not.toBeNull();
  }
});

test('a blackhole says when it began and when it is to be released, and forbids what makes it worse', () => {
  const { notices } = attackChanges([], {
    attacks: [
      {
        account: '5000000000000001',
        region: 'cn-hangzhou',
        address: '47.96.0.10',
        kind: 'blackhole',
        protection: 'basic',
        startedAt: '2026-11-18T20:00:00.000Z',
        endsAt: '2026-11-18T22:30:00.000Z',
      },
    ],
    couldSee: () => true,
    at: '2026-11-18T20:04:00.000Z',
  });
  const [notice] = notices;
  if (!notice) throw new Error('no notice');
  const body = bodyOf(notice, noDossier(notice, '-'));
  expect(body).toContain('Alibaba Cloud drops all traffic to this address');
  expect(body).toContain('as announced at 2026-11-18T22:30:00.000Z');
  expect(body).toContain('1. Do not release, unbind or replace 47.96.0.10');
});

test('a drill says so, in the subject and first of all', () => {
  const { subject, body } = alertOf(
    noticeOf({ ...abuseEvent, source: 'awsmock.health' }),
    noDossier(noticeOf(abuseEvent), '-'),
    LINKS,
    'en',
  );
  expect(subject).toMatch(/^\[posture\] DRILL CRITICAL /);
  expect(body.split('\n')[2]).toBe('This is a drill: the event is a sample or a mock. Nothing happened.');
});

test('related are the open notices of other cases about the same things, the newest of each', () => {
  const threat = noticeOf(threatEvent);
  const later = { ...threat, id: 'later', updatedAt: '2026-11-18T23:00:00.000Z' };
  const closed = { ...threat, caseId: 'other', state: 'closed' as const };
  const elsewhere = { ...threat, caseId: 'third', resources: [{ id: 'i-7' }] };
  expect(relatedNotices(noticeOf(abuseEvent), [threat, later, closed, elsewhere, noticeOf(abuseEvent)])).toEqual([
    later,
  ]);
});
