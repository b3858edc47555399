import { stripVTControlCharacters } from 'node:util';
import { ENGLISH } from '#languages/tongue.ts';
import { findingLine, terminalSummary } from '#reports/terminal.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings, openedWide } from '../support/a-report.ts';
import { anExposure, manyExposures } from '../support/an-exposure.ts';

const denied = { call: 'ec2:DescribeNetworkAcls', code: 'UnauthorizedOperation', message: 'no' };
const plainly = { colors: false, width: 100, from: 'info' } as const;

test('shows the counts, what to mend first, and what could not be read', () => {
  const report = aReport(
    [
      aFinding(),
      aFinding({
        severity: 'low',
        status: 'open',
        title: 'Elastic IP addresses are in use',
        checkId: 'aws-ec2-address-attached',
        message: 'The address is attached to nothing.',
        fix: { text: 'Release it.' },
      }),
      aFinding({ status: 'resolved', resource: aResource({ id: 'sg-9' }) }),
    ],
    { scopes: [aScope(), aScope({ region: 'us-east-1', status: 'partial', missing: [denied] })], assumptions: [] },
  );
  expect(terminalSummary(report, plainly)).toBe(`
            open   new 
 CRITICAL      1     1 
 HIGH          0     0 
 MEDIUM        0     0 
 LOW           1     0 
 INFO          0     0 
  200 passed · 1 unknown · 1 resolved

CRITICAL Not met: Security groups open no admin port to the world
  web (sg-0a1b2c3d4e5f60718) 111122223333 eu-central-1 new
    tcp 22 (SSH) is open to 0.0.0.0/0.
  Fix: Let the port in from the addresses of the people who need it, or use Session Manager.

LOW      Not met: Elastic IP addresses are in use
  web (sg-0a1b2c3d4e5f60718) 111122223333 eu-central-1
    The address is attached to nothing.
  Fix: Release it.


Could not be read
  ec2:DescribeNetworkAcls: denied (UnauthorizedOperation) in us-east-1
    Grant the action ec2:DescribeNetworkAcls to the scanner's role or user.

2 open, 1 new; 1/2 regions read completely
`);
});

test('says what the Internet reaches before anything else, and how much more there is', () => {
  const report = aReport([], undefined, {
    exposures: [
      anExposure({
        ports: [
          [80, 80],
          [3389, 3389],
        ],
      }),
      ...manyExposures(6),
    ],
  });
  const text = terminalSummary(report, { ...plainly, width: 60 });
  expect(text).toContain(`Reachable from the Internet now: 7
  service-2 (i-0000000013c6ef362) 111122223333 ap-southeast-2
    tcp 22 (SSH) from everywhere at 52.0.0.2
    tcp 80 (HTTP), 443 (HTTPS) from everywhere at 52.0.0.2
`);
  expect(text).toContain('  and 2 more in the report\n');
});

test('a root cause is told once with what it brings', () => {
  const text = terminalSummary(aReport(openedWide), plainly);
  expect(text).toContain(`
CRITICAL Not met: No security group opens every port to the world × 3
  web (sg-1) 111122223333 eu-central-1 new
    tcp 22 (SSH) is open to 0.0.0.0/0.
    Brings 2 narrower findings: 1 critical, 1 medium.
  Fix: `);
  expect(text).not.toContain('no admin port');
});

test('colours say nothing that the text does not', () => {
  const report = aReport(manyFindings(30));
  const colored = terminalSummary(report, { ...plainly, colors: true });
  expect(colored).toContain('\u001b[31m');
  expect(stripVTControlCharacters(colored)).toBe(terminalSummary(report, plainly));
});

const verdicts: Readonly<Record<string, readonly [ReturnType<typeof aReport>, string]>> = {
  'all is well': [aReport([]), 'Nothing open; 1/1 regions read completely'],
  'nothing found because little was read': [
    aReport([], { scopes: [aScope({ status: 'denied', missing: [denied] })], assumptions: [] }),
    'Nothing found, but not everything could be looked at; 0/1 regions read completely',
  ],
  'something is open': [aReport(), '1 open, 1 new; 1/1 regions read completely'],
};

test.each(Object.entries(verdicts))('the last line says: %s', (_, [report, wanted]) => {
  expect(terminalSummary(report, plainly).trimEnd().split('\n').at(-1)).toBe(wanted);
});

test('the first run says that it is', () => {
  const report = aReport();
  const { previousRunId: _, ...run } = report.run;
  expect(terminalSummary({ ...report, run }, plainly)).toMatch(
    /1 open, the first run; 1\/1 regions read completely\n$/,
  );
});

test('lists from the wanted severity and counts the rest', () => {
  const report = aReport([
    aFinding({ severity: 'low', title: 'A low thing' }),
    aFinding({ severity: 'high', title: 'A high thing' }),
  ]);
  const text = terminalSummary(report, { ...plainly, from: 'high' });
  expect(text).toContain('A high thing');
  expect(text).not.toContain('A low thing');
  expect(text).toMatch(/LOW\s+1\s+1/);
});

test.each([50, 60, 80, 120])('its own words keep to %i columns', (width) => {
  const report = aReport([
    aFinding({
      title: 'T'.repeat(300),
      message: 'word '.repeat(100),
      resource: aResource({ id: 'sg-1', name: undefined, region: 'r' }),
    }),
  ]);
  const lines = terminalSummary(report, { ...plainly, width }).split('\n');
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test('a hostile name moves no cursor and starts no line', () => {
  const hostile = aFinding({
    title: HOSTILE,
    message: HOSTILE,
    resource: aResource({ name: HOSTILE, id: HOSTILE, region: HOSTILE }),
    fix: { text: HOSTILE },
  });
  for (const text of [
    terminalSummary(aReport([hostile]), plainly),
    findingLine(hostile, { colors: false, tongue: ENGLISH }),
  ]) {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^Subject: free/m);
  }
});

test.each([
  [false, 'Not met'],
  [true, 'Met again'],
])('a finding on one line, gone: %s', (isGone, word) => {
  expect(findingLine(aFinding(), { colors: false, tongue: ENGLISH, isGone })).toBe(
    `CRITICAL ${word}: Security groups open no admin port to the world: web (sg-0a1b2c3d4e5f60718) 111122223333 eu-central-1`,
  );
});
