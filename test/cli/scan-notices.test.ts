import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Report } from '#reports/report.ts';
import { folderWith, posture } from '../support/command-line.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

const READ_AT = '2026-11-19T02:30:00.000Z';
const line = (call: string, answer: object): string =>
  `${JSON.stringify({ call, request: {}, at: READ_AT, ...answer })}\n`;
const noDetector = line('guardduty:ListDetectors', { response: { DetectorIds: [] } });
const denied = line('guardduty:ListDetectors', { error: { code: 'AccessDeniedException', message: 'no' } });

const kept = (event: Readonly<Record<string, unknown>>): object => {
  const parsed = parseEvent(event, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return { schemaVersion: 1, notice: parsed.notice, event };
};

/** Scans a snapshot of one region with two kept notices beside it. */
async function scan(guardDuty: string, threat = threatEvent, config = '{}'): Promise<Report> {
  const folder = folderWith({
    'aws/111122223333/global.jsonl': line('health:DescribeEvents', {
      error: { code: 'SubscriptionRequiredException', message: 'no' },
    }),
    'aws/111122223333/eu-west-1.jsonl': line('ec2:DescribeVpcs', { response: { Vpcs: [] } }) + guardDuty,
  });
  const notices = folderWith({
    'notices/aws-health/2026/11/a.json': kept(abuseEvent),
    'notices/guardduty/2026/11/b.json': kept(threat),
  });
  const files = folderWith({ 'posture.config.yaml': config });
  const out = join(files, 'report');
  const { stderr } = await posture(
    'scan',
    '--snapshot',
    folder,
    '--notices',
    notices,
    '--out',
    out,
    '--quiet',
    '--config',
    join(files, 'posture.config.yaml'),
  );
  expect(stderr).toBe('');
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

const statuses = ({ notices }: Report) => Object.fromEntries(notices.map(({ kind, status }) => [kind, status]));

test.each<[string, string, typeof threatEvent, object]>([
  ['GuardDuty no longer has the threat', noDetector, threatEvent, { abuse: 'open', threat: 'closed' }],
  [
    'the threat is younger than the snapshot',
    noDetector,
    withDetail(threatEvent, { updatedAt: '2026-11-19T03:00:00Z' }),
    { abuse: 'open', threat: 'open' },
  ],
  ['GuardDuty could not be read', denied, threatEvent, { abuse: 'open', threat: 'open' }],
])('%s', async (_, guardDuty, threat, expected) => {
  expect(statuses(await scan(guardDuty, threat))).toEqual(expected);
});

test('an abuse notice that was kept is a finding, on a plan without the API too', async () => {
  const { findings } = await scan(noDetector);
  expect(findings.filter(({ checkId }) => checkId === 'aws-health-abuse-notices-answered')).toMatchObject([
    { status: 'new', severity: 'critical', evidence: { toldBy: ['event'], resources: ['i-1'] } },
  ]);
});

test('a waiver closes the matter and its finding, and says why', async () => {
  const waiver =
    'check: aws-health-*, resource: "111122223333", account: "111122223333", region: "*", reason: Answered by mail., owner: ops, expires: 2027-01-31';
  const report = await scan(noDetector, threatEvent, `waivers: [{ ${waiver} }]\n`);
  expect(statuses(report)['abuse']).toBe('waived');
  expect(report.notices.find(({ kind }) => kind === 'abuse')?.waiver).toMatchObject({
    reason: 'Answered by mail.',
    owner: 'ops',
    expires: '2027-01-31',
  });
  expect(report.findings.find(({ checkId }) => checkId === 'aws-health-abuse-notices-answered')?.status).toBe('waived');
  expect(report.waivers).toMatchObject([{ status: 'applied', findings: 1 }]);
});

test('a folder of notices that is not there is a mistake that is told', async () => {
  const folder = folderWith({ 'aws/111122223333/eu-west-1.jsonl': noDetector });
  const { exitCode, stderr } = await posture(
    'scan',
    '--snapshot',
    folder,
    '--notices',
    '/nowhere',
    '--out',
    join(folder, 'out'),
  );
  expect([exitCode, stderr]).toEqual([
    64,
    expect.stringContaining('cannot read the folder /nowhere: no such file or folder'),
  ]);
});
