import fc from 'fast-check';
import { SEVERITIES } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { DIGEST_LIMIT_BYTES, digest, digestText } from '#reports/digest.ts';
import type { Report, ScopeCoverage } from '#reports/report.ts';
import { aNoticeEntry } from '../support/a-notice-entry.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings, openedWide } from '../support/a-report.ts';
import { anExposure, manyExposures } from '../support/an-exposure.ts';

const denied = { call: 'ec2:DescribeNetworkAcls', code: 'UnauthorizedOperation', message: 'You are not authorized.' };
const regions = (count: number): readonly ScopeCoverage[] =>
  Array.from({ length: count }, (_, index) => aScope({ region: `eu-west-${index + 1}` }));
const several = (count: number, changes: Partial<Finding>): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => aFinding({ resource: aResource({ id: `sg-${index}` }), ...changes }));

const subjects: Readonly<Record<string, readonly [Report, string]>> = {
  'new, open and resolved': [
    aReport(
      [...several(2, {}), ...several(12, { severity: 'low', status: 'open' }), ...several(1, { status: 'resolved' })],
      { scopes: regions(17), assumptions: [] },
    ),
    '[posture] 2 new critical, 14 open, 1 resolved, 17/17 regions',
  ],
  'the worst of the new ones counts': [
    aReport([...several(3, { severity: 'low' }), ...several(1, { severity: 'high' })]),
    '[posture] 1 new high, 4 open, 0 resolved, 1/1 regions',
  ],
  'nothing new': [aReport(several(1, { status: 'open' })), '[posture] nothing new, 1 open, 0 resolved, 1/1 regions'],
  'nothing at all': [aReport([]), '[posture] nothing new, 0 open, 0 resolved, 1/1 regions'],
  'a region that could not be read': [
    aReport([], { scopes: [...regions(16), aScope({ status: 'partial', missing: [denied] })], assumptions: [] }),
    '[posture] nothing new, 0 open, 0 resolved, 16/17 regions',
  ],
  'several accounts': [
    aReport([], { scopes: [...regions(2), aScope({ account: '4', status: 'denied' })], assumptions: [] }),
    '[posture] nothing new, 0 open, 0 resolved, 1/2 accounts',
  ],
};

test.each(Object.entries(subjects))('subject: %s', (_, [report, wanted]) => {
  expect(digest(report).subject).toBe(wanted);
});

test('tells what is new first, then what is gone, what stands, GuardDuty, what was not read, and where the report is', () => {
  const report = aReport(
    [
      aFinding(),
      aFinding({ status: 'resolved', resource: aResource({ id: 'sg-2', name: 'gone' }) }),
      aFinding({ status: 'open', resource: aResource({ id: 'sg-3', name: 'old' }), severity: 'high' }),
      aFinding({
        checkId: 'aws-guardduty-findings-resolved',
        title: 'GuardDuty findings are dealt with',
        status: 'open',
        message: 'Recon:EC2/Portscan, severity 9.',
      }),
    ],
    { scopes: [aScope(), aScope({ region: 'us-east-1', status: 'partial', missing: [denied] })], assumptions: [] },
  );
  expect(digest(report, 's3://reports/2026-11-20/report.html').body).toBe(`Scan of 2026-11-20 03:02 UTC

Open:      3 (2 critical, 1 high)
New:       1 (1 critical)
Resolved:  1
Looked at: 1/2 regions completely; what is missing stands below

NEW (1)
-------
CRITICAL  Not met: Security groups open no admin port to the world
  * web (sg-0a1b2c3d4e5f60718), aws 111122223333 eu-central-1
    tcp 22 (SSH) is open to 0.0.0.0/0.
  Fix: Let the port in from the addresses of the people who need it, or use Session Manager.

RESOLVED (1)
------------
CRITICAL  Met again: Security groups open no admin port to the world
  * gone (sg-2), aws 111122223333 eu-central-1

STILL OPEN (1)
--------------
HIGH      Not met: Security groups open no admin port to the world
  * old (sg-3), aws 111122223333 eu-central-1
    tcp 22 (SSH) is open to 0.0.0.0/0.
  Fix: Let the port in from the addresses of the people who need it, or use Session Manager.

GUARDDUTY (1)
-------------
CRITICAL  1
  * Recon:EC2/Portscan, severity 9. (aws 111122223333 eu-central-1)

COULD NOT BE READ
-----------------
* ec2:DescribeNetworkAcls: denied (UnauthorizedOperation)
  in aws 111122223333 us-east-1
  Grant the action ec2:DescribeNetworkAcls to the scanner's role or user.

The full report: s3://reports/2026-11-20/report.html
`);
});

test('says so when nothing is wrong', () => {
  expect(digest(aReport([])).body).toContain('Nothing is open.\nLooked at: everything (1/1 regions)\n');
});

test('a region without a usable answer and without a named call is still named', () => {
  const report = aReport([], { scopes: [aScope({ region: 'us-east-1', status: 'failed' })], assumptions: [] });
  expect(digest(report).body).toContain('COULD NOT BE READ\n-----------------\n* aws 111122223333 us-east-1: failed\n');
});

test('says once what many places have in common, and how many are not named', () => {
  const { body } = digest(aReport(several(9, {})));
  expect(body.match(/tcp 22 \(SSH\) is open/g)).toHaveLength(1);
  expect(body).toContain('  * and 4 more\n');
});

test('the first run says that it is', () => {
  const report = aReport();
  const { previousRunId: _, ...run } = report.run;
  const said = 'This is the first run: there is nothing to compare with.\n';
  expect(digest({ ...report, run }).body).toContain(said);
  expect(digest(report).body).not.toContain(said);
});

test('what the Internet reaches stands before the findings, the gravest first', () => {
  const { body } = digest(aReport([aFinding()], undefined, { exposures: [anExposure(), ...manyExposures(40)] }));
  expect(body).toContain(`REACHABLE FROM THE INTERNET NOW (41)
------------------------------------
* service-2 (i-0000000013c6ef362), aws 111122223333 ap-southeast-2
    tcp 22 (SSH) from everywhere at 52.0.0.2
    tcp 80 (HTTP), 443 (HTTPS) from everywhere at 52.0.0.2
`);
  expect(body).toMatch(/\.\.\. and \d+ more in the report\n\nNEW \(1\)/);
});

test('a root cause is told once with what it brings, as grave as the worst of it', () => {
  const { body } = digest(aReport(openedWide));
  expect(body).toContain(`NEW (3)
-------
CRITICAL  Not met: No security group opens every port to the world (3)
  * web (sg-1), aws 111122223333 eu-central-1
    tcp 22 (SSH) is open to 0.0.0.0/0.
    Brings 2 narrower findings: 1 critical, 1 medium.
  Fix: `);
  expect(body).not.toContain('no admin port');
});

test('a flood keeps the coverage and the way to the report, and says how much is left out', () => {
  const report = aReport(
    Array.from({ length: 5_000 }, (_, index) =>
      aFinding({ checkId: `aws-x-${index}`, title: `Thing ${index} holds`, resource: aResource({ id: `x-${index}` }) }),
    ),
    { scopes: [aScope({ status: 'partial', missing: [denied] })], assumptions: [] },
  );
  const { body } = digest(report);
  expect(body).toMatch(/\.\.\. and \d+ more in the report/);
  expect(body).toContain('ec2:DescribeNetworkAcls: denied');
  expect(body).toContain('The full report: report.html');
});

test('hostile text stays in its line and carries nothing active', () => {
  const report = aReport([
    aFinding({
      title: HOSTILE,
      message: HOSTILE,
      resource: aResource({ id: HOSTILE, name: HOSTILE, account: HOSTILE, region: HOSTILE }),
      fix: { text: HOSTILE },
    }),
  ]);
  const text = digestText(report, HOSTILE);
  expect(text).not.toMatch(/^Subject: free/m);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text.split('\n')[0]).toBe('[posture] 1 new critical, 1 open, 0 resolved, 1/1 regions');
});

test('digest.txt has the subject on its first line', () => {
  const report = aReport(manyFindings(20));
  const { subject, body } = digest(report);
  expect(digestText(report)).toBe(`${subject}\n\n${body}`);
});

const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      HOSTILE,
      '😀'.repeat(3_000),
      '生'.repeat(9_000),
      'x'.repeat(50_000),
      '\u202e'.repeat(999),
    ),
  },
);
const anyFinding = fc
  .record({
    checkId: fc.oneof(anyText, fc.constant('aws-guardduty-findings-resolved')),
    title: anyText,
    message: anyText,
    text: anyText,
    severity: fc.constantFrom(...SEVERITIES),
    status: fc.constantFrom('new' as const, 'open' as const, 'waived' as const, 'resolved' as const),
    id: anyText,
    name: fc.option(anyText, { nil: undefined }),
    place: anyText,
  })
  .map(({ text, id, name, place, ...finding }) =>
    aFinding({ ...finding, fix: { text }, resource: aResource({ id, name, account: place, region: place }) }),
  );
const anyScope = fc
  .record({ region: anyText, account: anyText, call: anyText, code: anyText, isMissing: fc.boolean() })
  .map(({ region, account, call, code, isMissing }) =>
    aScope({ region, account, status: 'partial', missing: isMissing ? [{ call, code, message: code }] : [] }),
  );

const anyExposure = fc
  .record({ id: anyText, name: fc.option(anyText, { nil: undefined }), place: anyText, call: anyText })
  .map(({ id, name, place, call }) =>
    anExposure({
      account: place,
      region: place,
      resource: { type: 'instance', id },
      name,
      verdict: 'unknown',
      reasons: [{ code: 'X_SNAPSHOT_INCOMPLETE', call, error: call }],
      via: { type: 'clb', id, listenerPort: 443, targetPort: 8080 },
    }),
  );
const anyNotice = fc
  .record({ id: anyText, code: anyText, place: anyText, text: anyText })
  .map(({ id, code, place, text }) => aNoticeEntry({ code, text, account: place, region: place, resources: [{ id }] }));

test('whatever is reported, the subject is short ASCII on one line and the mail below its limit', () => {
  fc.assert(
    fc.property(
      fc.array(anyFinding, { maxLength: 40 }),
      fc.array(anyScope, { maxLength: 30 }),
      fc.array(anyExposure, { maxLength: 30 }),
      fc.array(anyNotice, { maxLength: 20 }),
      fc.integer({ min: 1, max: 40 }),
      anyText,
      (findings, scopes, exposures, notices, times, where) => {
        const repeated = Array.from({ length: times }, () => findings).flat();
        const report = aReport(repeated, { scopes, assumptions: [] }, { exposures, notices });
        const { subject } = digest(report, where);
        expect(subject).toMatch(/^[ -~]{1,99}$/);
        expect(Buffer.byteLength(digestText(report, where))).toBeLessThan(DIGEST_LIMIT_BYTES);
      },
    ),
    { numRuns: 60 },
  );
});
