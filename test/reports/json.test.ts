import * as z from 'zod';
import { SEVERITIES } from '#checks/outcome.ts';
import { reportJson } from '#reports/json.ts';
import { aNoticeEntry } from '../support/a-notice-entry.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings, openedWide } from '../support/a-report.ts';
import { anExposure } from '../support/an-exposure.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

/** Section 3 of the contracts. */
const time = z.iso.datetime();
const scope = { provider: z.enum(['aws', 'alicloud']), account: z.string(), region: z.string() };
const finding = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/),
  checkId: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  concern: z.enum(['exposure', 'availability', 'detection', 'hygiene']),
  status: z.enum(['new', 'open', 'waived', 'resolved']),
  resource: z.strictObject({
    ...scope,
    type: z.string(),
    id: z.string(),
    arn: z.string().optional(),
    name: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
  message: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  path: z.array(z.looseObject({})).optional(),
  why: z.string(),
  fix: z.strictObject({ text: z.string(), commands: z.array(z.string()).optional(), consoleUrl: z.url().optional() }),
  frameworks: z.array(z.string()),
  firstSeenAt: time,
  lastSeenAt: time,
  waiver: z
    .strictObject({ reason: z.string(), owner: z.string(), expires: z.iso.date(), expired: z.boolean() })
    .optional(),
  rootCause: z.string().optional(),
});
const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.looseObject({ id: z.string(), startedAt: time, finishedAt: time }),
  coverage: z.strictObject({
    scopes: z.array(
      z.strictObject({
        ...scope,
        status: z.enum(['ok', 'partial', 'denied', 'disabled', 'throttled', 'failed']),
        calls: z.int(),
        missing: z.array(z.strictObject({ call: z.string(), code: z.string(), message: z.string() })),
      }),
    ),
    assumptions: z.array(z.string()),
  }),
  summary: z.looseObject({}),
  findings: z.array(finding),
  exposures: z.array(z.looseObject({})),
  notices: z.array(z.looseObject({})),
  waivers: z.array(z.looseObject({})),
  frameworks: z.array(z.looseObject({})),
});

const denied = { call: 'ec2:DescribeNetworkAcls', code: 'UnauthorizedOperation', message: 'no' };
const full = aFinding({
  path: [{ leg: 'forward', component: 'acl-1', verdict: 'fail' }],
  fix: { text: 'Close it.', commands: ['aws ec2 x'], consoleUrl: 'https://console.aws.amazon.com/' },
  resource: aResource({ arn: 'arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1', name: HOSTILE }),
});

const reports = {
  'of nothing at all': aReport([], { scopes: [], assumptions: [] }),
  'of one finding': aReport(),
  'with every optional key and hostile text': aReport([full]),
  'with a call that is missing': aReport([full], {
    scopes: [aScope(), aScope({ region: 'us-east-1', status: 'partial', missing: [denied] })],
    assumptions: ['nothing is in use'],
  }),
  'with root causes': aReport(openedWide),
  'of a hundred findings': aReport(manyFindings(100)),
  'with exposures and notices': aReport([], undefined, {
    exposures: [anExposure()],
    notices: [aNoticeEntry()],
  }),
};

test.each(Object.entries(reports))('a report %s reads back the same and has the shape of the contract', (_, report) => {
  const read: unknown = JSON.parse([...reportJson(deepFreeze(report))].join(''));
  expect(reportSchema.parse(read)).toEqual(report);
});

test('one finding is one line, so that it can be found with grep', () => {
  const lines = [...reportJson(aReport(manyFindings(50)))].join('').split('\n');
  expect(lines.filter((line) => line.startsWith('{"id":'))).toHaveLength(50);
});

test('the order in which keys and tags were made changes no byte', () => {
  const turned = (value: object): object =>
    Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, key === 'tags' || key === 'resource' || key === 'fix' ? turned(each) : each]),
    );
  const text = [...reportJson(aReport([full]))].join('');
  expect([...reportJson(aReport([turned(full) as typeof full]))].join('')).toBe(text);
});

test('a large report never becomes one string', () => {
  const chunks = [...reportJson(aReport(manyFindings(2_000)))];
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(5_000);
});
