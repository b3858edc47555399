import { createHash } from 'node:crypto';
import { reportPage } from '#reports/html/page.ts';
import { SCRIPT } from '#reports/html/script.ts';
import { STYLE } from '#reports/html/style.ts';
import type { Report } from '#reports/report.ts';
import { aNoticeEntry } from '../../support/a-notice-entry.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings } from '../../support/a-report.ts';
import { anExposure, manyExposures } from '../../support/an-exposure.ts';

const pageOf = (report: Report): string => [...reportPage(report)].join('');
const headlineOf = (report: Report): string => /<h1>(.*?)<\/h1>/.exec(pageOf(report))?.[1] ?? '';
const denied = { call: 'ec2:DescribeVpcs', code: 'UnauthorizedOperation', message: HOSTILE };

const headlines: Readonly<Record<string, readonly [Report, string]>> = {
  'critical and high': [
    aReport([aFinding(), aFinding({ severity: 'high', status: 'open' }), aFinding({ severity: 'low' })]),
    '1 critical and 1 high findings are open',
  ],
  'one critical': [aReport(), '1 critical finding is open'],
  'only lesser ones': [aReport([aFinding({ severity: 'low' })]), '1 finding is open, none critical or high'],
  nothing: [aReport([aFinding({ status: 'resolved' })]), 'Nothing is open'],
  'nothing, of which little is known': [
    aReport([], { scopes: [aScope({ status: 'partial', missing: [denied] })], assumptions: [] }),
    'Nothing was found, but not everything could be looked at',
  ],
};

test.each(Object.entries(headlines))('the head line says: %s', (_, [report, wanted]) => {
  expect(headlineOf(report)).toBe(wanted);
});

const first = (findings?: Parameters<typeof aReport>[0]): Report => {
  const report = aReport(findings);
  const { previousRunId: _, ...run } = report.run;
  return { ...report, run };
};
const comparisons: Readonly<Record<string, readonly [Report, string, string]>> = {
  'the first run': [first(), 'This is the first run.', 'this is the first run'],
  'all is new': [aReport([aFinding(), aFinding({ severity: 'low' })]), 'All are new.', 'none since the last run'],
  'nothing is new': [
    aReport([aFinding({ status: 'open' })]),
    'Nothing is new since the last run.',
    'nothing since the last run',
  ],
};

test.each(Object.entries(comparisons))('tells %s from the others', (_, [report, lede, tile]) => {
  const page = pageOf(report);
  expect(page).toContain(`<p class="lede">${lede}`);
  expect(page).toContain(tile);
  expect(page.includes('since the last run')).toBe(report.run.previousRunId !== undefined);
});

test('its policy admits exactly its own style and script, by hash', () => {
  const page = pageOf(aReport());
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const hash = (source: string): string => `sha256-${createHash('sha256').update(source).digest('base64')}`;
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    `style-src '${hash(STYLE)}'`,
    `script-src '${hash(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page.split('<style>')[1]?.split('</style>')[0]).toBe(STYLE);
  expect(page.split('<script>')[1]?.split('</script>')[0]).toBe(SCRIPT);
});

test('hostile text anywhere in a report is text', () => {
  const report = aReport(
    [aFinding({ resource: aResource({ name: HOSTILE, region: HOSTILE }), message: HOSTILE })],
    {
      scopes: [aScope({ region: HOSTILE, status: 'partial', missing: [{ ...denied, call: HOSTILE }] })],
      assumptions: [HOSTILE],
    },
    {
      exposures: [
        anExposure({
          name: HOSTILE,
          region: HOSTILE,
          account: HOSTILE,
          resource: { type: HOSTILE, id: HOSTILE },
          publicAddress: HOSTILE,
          verdict: 'unknown',
          reasons: [{ code: 'X_SNAPSHOT_INCOMPLETE', call: HOSTILE, error: HOSTILE, message: HOSTILE }],
        }),
        anExposure({ via: { type: 'clb', id: HOSTILE, listenerPort: 1, targetPort: 1 }, sources: ['8.8.8.8/32'] }),
      ],
      notices: [aNoticeEntry({ code: HOSTILE, text: HOSTILE, resources: [{ id: HOSTILE }], account: HOSTILE })],
      run: {
        id: HOSTILE,
        startedAt: HOSTILE,
        finishedAt: HOSTILE,
        tool: { name: HOSTILE, version: HOSTILE },
        language: 'en',
      },
    },
  );
  const page = pageOf(report);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|\p{Cf}|[^\P{Cc}\n\t]/u);
});

test('names every call that could not be read, and what to do about it', () => {
  const page = pageOf(
    aReport([], { scopes: [aScope({ status: 'partial', missing: [denied] })], assumptions: ['no dump speaks of it'] }),
  );
  expect(page).toContain('<b>ec2:DescribeVpcs</b>');
  expect(page).toContain('Grant the action ec2:DescribeVpcs');
  expect(page).toContain('<li>no dump speaks of it</li>');
});

const emptiness: Readonly<Record<string, readonly [Report, string]>> = {
  'everything was looked at': [aReport([]), 'The Internet reaches nothing of what was looked at.'],
  'something was not': [
    aReport([], { scopes: [aScope({ status: 'denied', missing: [denied] })], assumptions: [] }),
    'Nothing was seen to be reachable, but not everything could be looked at.',
  ],
};

test.each(Object.entries(emptiness))('nothing is reachable, and %s', (_, [report, wanted]) => {
  expect(pageOf(report)).toContain(wanted);
});

test('what is reachable may be more where something was not looked at', () => {
  const said = 'Not everything could be looked at, so there may be more.';
  const exposures = [anExposure()];
  expect(pageOf(aReport([], undefined, { exposures }))).not.toContain(said);
  const partly = { scopes: [aScope(), aScope({ region: 'us-east-1', status: 'denied' })], assumptions: [] } as const;
  expect(pageOf(aReport([], partly, { exposures }))).toContain(said);
});

test('500 machines are listed with their paths, the most of them folded away', () => {
  const page = pageOf(aReport([], undefined, { exposures: manyExposures(500) }));
  expect(page.match(/<details class="m"/g)).toHaveLength(500);
  expect(page).toContain('<details class="rest"><summary>and 475 more</summary>');
  expect(page.match(/<svg class="hops"/g)).toHaveLength(500 * 2);
});

test('a flood of machines ends somewhere, and says where the rest is', () => {
  const page = pageOf(aReport([], undefined, { exposures: manyExposures(3_000) }));
  expect(page.match(/<details class="m"/g)).toHaveLength(2_000);
  expect(page).toContain('and 1000 more in report.json');
  expect(page.length).toBeLessThan(6_000_000);
});

test('names every waiver and what became of it', () => {
  const waiver = {
    check: 'aws-*',
    resource: 'sg-1',
    account: '*',
    region: '*',
    reason: 'r',
    owner: 'o',
    expires: '2027-03-31',
  };
  const page = pageOf(aReport([], undefined, { waivers: [{ ...waiver, status: 'unused', findings: 0 }] }));
  expect(page).toContain('matches nothing');
});

test('the same report gives the same page', () => {
  expect(pageOf(aReport(manyFindings(50)))).toBe(pageOf(aReport(manyFindings(50))));
});

test('a finding costs about a kilobyte and a half', () => {
  const size = (count: number): number => Buffer.byteLength(pageOf(aReport(manyFindings(count))));
  expect((size(2_000) - size(1_000)) / 1_000).toBeLessThan(1_600);
});

test('a flood gives a page that still opens, and no chunk is large', () => {
  const chunks = [...reportPage(aReport(manyFindings(40_000)))];
  expect(chunks.reduce((sum, chunk) => sum + chunk.length, 0)).toBeLessThan(20_000_000);
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(64_000);
});
