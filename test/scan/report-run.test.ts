import { UsageError } from '#platform/usage-error.ts';
import { planRun, type RunPlan } from '#scan/plan.ts';
import { reportRun } from '#scan/report-run.ts';
import { scanItem } from '#scan/scan-item.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { ACCOUNT, aDeployment, CONFIG, REGION, startAccount } from '../support/deployed-run.ts';

const ALICLOUD = '5123456789012345';
const config = {
  ...CONFIG,
  alicloud: { accounts: [{ account: ALICLOUD, regions: 'all' as const, secret: 'posture/shop' }] },
};
const run = { runId: 'run-1', startedAt: '2026-11-20T02:30:00.000Z', request: {} };

describe('a plan', () => {
  test('has an item for each account', () => {
    expect(planRun(run, config, ACCOUNT).items).toEqual([
      { runId: 'run-1', startedAt: run.startedAt, part: 0, provider: 'aws', account: ACCOUNT },
      { runId: 'run-1', startedAt: run.startedAt, part: 1, provider: 'alicloud', account: ALICLOUD },
    ]);
  });

  test('keeps to what was asked for', () => {
    const plan = planRun({ ...run, request: { provider: ['aws'], regions: [REGION] } }, config, ACCOUNT);
    expect(plan.items).toEqual([
      { runId: 'run-1', startedAt: run.startedAt, part: 0, provider: 'aws', account: ACCOUNT, regions: [REGION] },
    ]);
  });

  test.each([
    ['a cloud without an account', { provider: ['alicloud' as const] }, /^no account of alicloud is configured/],
    ['a check that does not exist', { checks: ['aws-nothing'] }, /^no check matches "aws-nothing"/],
  ])('refuses %s', (_name, request, says) => {
    expect(() => planRun({ ...run, request }, CONFIG, ACCOUNT)).toThrow(UsageError);
    expect(() => planRun({ ...run, request }, CONFIG, ACCOUNT)).toThrow(says);
  });
});

describe('a report of parts', () => {
  let account: Sandbox;
  beforeAll(async () => {
    account = await startAccount();
  });
  afterAll(() => account.close());

  const scopesIn = (report: string) =>
    (
      JSON.parse(report) as {
        coverage: { scopes: { account: string; region: string; status: string; missing: { code: string }[] }[] };
      }
    ).coverage.scopes;

  test('has the scopes of every part in one manifest', async () => {
    const { bucket, deps } = aDeployment(account);
    const plan = planRun(run, CONFIG, ACCOUNT);
    for (const item of plan.items) await scanItem(item, deps);
    await reportRun(plan, deps);
    const { scopes } = JSON.parse(bucket.text('snapshots/run-1/manifest.json')) as { scopes: { region: string }[] };
    expect(scopes.map(({ region }) => region)).toEqual(['global', REGION]);
  });

  test('names an account that was not read to its end, and resolves nothing there', async () => {
    const { bucket, mails, deps } = aDeployment(account);
    const plan: RunPlan = planRun(run, CONFIG, ACCOUNT);
    await scanItem(plan.items[0] ?? fail(), deps);
    await reportRun(plan, deps);
    const before = JSON.parse(bucket.text('reports/2026-11-20/run-1/report.json')) as {
      findings: { status: string }[];
    };

    const next = planRun({ ...run, runId: 'run-2' }, CONFIG, ACCOUNT);
    await reportRun(next, deps);
    const report = bucket.text('reports/2026-11-20/run-2/report.json');
    const [scope, ...more] = scopesIn(report);
    expect(more).toEqual([]);
    expect(scope).toMatchObject({ account: ACCOUNT, region: 'global', status: 'failed' });
    expect(scope?.missing.map(({ code }) => code)).toContain('ScanFailed');
    const { findings } = JSON.parse(report) as { findings: { status: string }[] };
    expect(before.findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ status }) => status === 'open')).toHaveLength(before.findings.length);
    expect(mails[1]?.body).toContain('ScanFailed');
  });
});

function fail(): never {
  throw new Error('the plan has no item');
}
