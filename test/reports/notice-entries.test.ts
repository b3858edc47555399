import { ENGLISH } from '#languages/tongue.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import { casesOf } from '#notices/cases.ts';
import type { Notice } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { DIGEST_LIMIT_BYTES, digest } from '#reports/digest.ts';
import { reportPage } from '#reports/html/page.ts';
import { reportJson } from '#reports/json.ts';
import { type NoticeEntry, noticeEntries } from '#reports/notice-entries.ts';
import { noticeLines } from '#reports/notice-lines.ts';
import type { Report } from '#reports/report.ts';
import { terminalSummary } from '#reports/terminal.ts';
import { aFinding, aReport, aResource, HOSTILE } from '../support/a-report.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

const noticeOf = (event: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(event, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

const anExposure = (change: Partial<ExposureRecord> = {}): ExposureRecord => ({
  verdict: 'reachable',
  account: '111122223333',
  region: 'eu-west-1',
  resource: { type: 'instance', id: 'i-1' },
  interface: 'eni-1',
  address: '10.0.1.10',
  publicAddress: '52.0.0.10',
  family: 'ipv4',
  protocol: 'tcp',
  ports: [[22, 22]],
  sources: ['0.0.0.0/1', '128.0.0.0/1'],
  clientPorts: 'full',
  via: null,
  path: [],
  ...change,
});

const onInterface = aFinding({
  checkId: 'aws-ec2-interface-admin-ports-unreachable',
  status: 'open',
  resource: aResource({ type: 'network-interface', id: 'eni-1' }),
});
const elsewhere = aFinding({ resource: aResource({ id: 'eni-7' }) });
const entriesOf = (...events: readonly Readonly<Record<string, unknown>>[]): readonly NoticeEntry[] =>
  noticeEntries(
    casesOf(events.map(noticeOf)),
    [onInterface, elsewhere],
    [
      anExposure(),
      anExposure({ resource: { type: 'instance', id: 'i-7' }, interface: 'eni-7', publicAddress: '52.0.0.70' }),
    ],
  );

test('a matter is told with the exposure and the findings of what it names, and with nothing of others', () => {
  const [entry] = entriesOf(abuseEvent);
  expect(entry).toMatchObject({
    status: 'open',
    exposures: [
      {
        verdict: 'reachable',
        resource: { id: 'i-1' },
        interface: 'eni-1',
        publicAddress: '52.0.0.10',
        protocol: 'tcp',
        ports: [[22, 22]],
      },
    ],
    findings: [{ checkId: 'aws-ec2-interface-admin-ports-unreachable' }],
  });
});

test('the timeline of a resource holds every matter and finding about it, oldest first', () => {
  const [entry] = entriesOf(
    abuseEvent,
    threatEvent,
    withDetail(abuseEvent, {
      statusCode: 'closed',
      communicationId: 'zz-1',
      lastUpdatedTime: 'Thu, 19 Nov 2026 09:00:00 GMT',
    }),
  );
  expect(entry?.timeline.map(({ resource, what }) => `${resource} ${what}`)).toEqual([
    'eni-1 Backdoor:EC2/DenialOfService.Dns: issued',
    'eni-1 aws-ec2-interface-admin-ports-unreachable: first seen',
    'i-1 Backdoor:EC2/DenialOfService.Dns: issued',
    'i-1 AWS_ABUSE_DOS_REPORT: issued',
    'i-1 AWS_ABUSE_DOS_REPORT: closed',
  ]);
});

test('in lines: what, about what, since when, and whether the Internet reaches it', () => {
  const [entry] = entriesOf(abuseEvent);
  if (!entry) throw new Error('no entry');
  expect(noticeLines(entry, ENGLISH)).toEqual([
    'Abuse report: AWS_ABUSE_DOS_REPORT, 111122223333 eu-west-1',
    '  About i-1, since 2026-11-18T22:57:57.000Z',
    '  The Internet reaches it: tcp 22 at 52.0.0.10',
    '  Findings about it: aws-ec2-interface-admin-ports-unreachable',
  ]);
});

const withNotices = (notices: readonly NoticeEntry[]): Report => aReport([aFinding()], undefined, { notices });

test('open notices stand before the findings in the mail and on the page', () => {
  const report = withNotices(entriesOf(abuseEvent));
  const { body } = digest(report);
  expect(body.indexOf('OPEN NOTICES OF THE CLOUDS (1)')).toBeLessThan(body.indexOf('NEW (1)'));
  expect(body).toContain('The Internet reaches it: tcp 22 at 52.0.0.10');
  const page = [...reportPage(report)].join('');
  expect(page.indexOf('id="notices"')).toBeGreaterThan(0);
  expect(page.indexOf('id="notices"')).toBeLessThan(page.indexOf('id="findings"'));
  expect(terminalSummary(report, { colors: false, width: 100, from: 'info' })).toContain(
    'Open notices of the clouds: 1',
  );
});

test('what is over is in the JSON and on the page, and not in the mail', () => {
  const report = withNotices(entriesOf(withDetail(abuseEvent, { statusCode: 'closed' })));
  expect(digest(report).body).not.toContain('NOTICES');
  expect([...reportPage(report)].join('')).toContain('0 open');
  expect(JSON.parse([...reportJson(report)].join('')).notices).toMatchObject([{ status: 'closed' }]);
});

test('hostile and endless notices neither break the mail, the terminal nor the page', () => {
  const evil = withDetail(abuseEvent, {
    eventTypeCode: HOSTILE,
    eventDescription: [{ language: 'en', latestDescription: HOSTILE.repeat(200) }],
    affectedEntities: Array.from({ length: 300 }, (_, index) => ({ entityValue: `${HOSTILE}${index}` })),
  });
  const report = withNotices(Array.from({ length: 150 }, () => entriesOf(evil)).flat());
  const { body } = digest(report);
  expect(Buffer.byteLength(body)).toBeLessThan(DIGEST_LIMIT_BYTES);
  for (const text of [body, terminalSummary(report, { colors: false, width: 100, from: 'info' })])
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  const page = [...reportPage(report)].join('');
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|\p{Cf}/u);
  expect(page).toContain('and 50 more in report.json');
});
