import { gunzipSync } from 'node:zlib';
import { UsageError } from '#platform/usage-error.ts';
import type { ScanRequest } from '#scan/request.ts';
import { type ScanAccountDeps, scanAccount } from '#scan/scan-account.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { ACCOUNT, aDeployment, REGION, startAccount } from '../support/deployed-run.ts';

let account: Sandbox;
beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());

function aRun(change: Partial<ScanAccountDeps> = {}) {
  const { bucket, mails, counts, deps } = aDeployment(account, change);
  const scan = (request: ScanRequest, runId: string) =>
    scanAccount({ runId, startedAt: '2026-11-20T02:30:00.000Z', request }, deps);
  return { bucket, mails, counts, scan, text: bucket.text };
}

test('a whole run writes snapshot, report and history, then mails, then moves the pointer', async () => {
  const { bucket, mails, counts, scan, text } = aRun();
  const answer = await scan({}, 'run-1');
  const folder = 'reports/2026-11-20/run-1';
  expect(bucket.written.slice(-3)).toEqual([
    'findings/provider=aws/dt=2026-11-20/run-1.jsonl.gz',
    'MAIL',
    'reports/latest.json',
  ]);
  expect(bucket.written).toEqual(
    expect.arrayContaining(['snapshots/run-1/manifest.json', `${folder}/results.jsonl`, `${folder}/report.html`]),
  );
  expect(JSON.parse(text('reports/latest.json'))).toEqual({
    schemaVersion: 1,
    runId: 'run-1',
    folder,
    finishedAt: '2026-11-20T02:30:00.000Z',
  });
  const history = gunzipSync(
    bucket.objects.get('findings/provider=aws/dt=2026-11-20/run-1.jsonl.gz') ?? Buffer.alloc(0),
  );
  const { findings } = JSON.parse(text(`${folder}/report.json`)) as { findings: readonly { id: string }[] };
  expect(
    history
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id),
  ).toEqual(findings.map(({ id }) => id));
  expect(mails).toHaveLength(1);
  expect(`${mails[0]?.subject}\n\n${mails[0]?.body}`).toBe(text(`${folder}/digest.txt`));
  expect(mails[0]?.attributes).toEqual({
    kind: 'digest',
    severity: expect.stringMatching(/critical|high/) as string,
    account: ACCOUNT,
  });
  expect(answer).toMatchObject({
    runId: 'run-1',
    subject: mails[0]?.subject,
    incomplete: [
      { account: ACCOUNT, region: 'global' },
      { account: ACCOUNT, region: REGION, status: 'partial' },
    ],
    report: { html: `s3:${folder}/report.html`, json: `s3:${folder}/report.json`, folder: `s3:${folder}/` },
  });
  expect(counts).toMatchObject({ ScopesScanned: 2, ScansCompleted: 1, DurationMs: 0 });
  expect(counts['FindingsNew']).toBe(findings.length);
  expect(counts['ApiCalls']).toBeGreaterThan(10);
});

test('what was new yesterday is open today', async () => {
  const { scan } = aRun();
  const first = await scan({}, 'run-1');
  const second = await scan({}, 'run-2');
  const sum = (counts: object): number => Object.values(counts).reduce((a: number, b: number) => a + b, 0);
  expect(sum(first.summary.new)).toBeGreaterThan(0);
  expect([sum(second.summary.new), sum(second.summary.open), second.summary.resolved]).toEqual([
    0,
    sum(first.summary.open),
    0,
  ]);
});

test.each<[string, ScanRequest]>([
  ['regions', { regions: [REGION] }],
  ['checks', { checks: ['aws-ec2-*'] }],
  ['clouds', { provider: ['aws'] }],
])(
  'a run over some %s reports, but neither moves the pointer nor counts as the night’s scan',
  async (_name, request) => {
    const { bucket, mails, counts, scan } = aRun();
    await scan(request, 'run-1');
    expect(bucket.objects.has('reports/2026-11-20/run-1/report.html')).toBe(true);
    expect(bucket.objects.has('reports/latest.json')).toBe(false);
    expect(mails).toHaveLength(1);
    expect(counts).not.toHaveProperty('ScansCompleted');
  },
);

test('when the mail cannot be sent the run fails, and the next one still knows what is new', async () => {
  const { bucket, counts, scan } = aRun({
    digestTopic: {
      publish: async () => {
        throw new Error('SNS is away');
      },
    },
  });
  await expect(scan({}, 'run-1')).rejects.toThrow('SNS is away');
  expect(bucket.objects.has('reports/latest.json')).toBe(false);
  expect(counts).not.toHaveProperty('ScansCompleted');
});

test('a check that does not exist is refused before anything is read or written', async () => {
  const { bucket, scan } = aRun();
  const before = [...account.calls.values()].reduce((a, b) => a + b, 0);
  await expect(scan({ checks: ['aws-nothing'] }, 'run-1')).rejects.toThrow(UsageError);
  expect(bucket.written).toEqual([]);
  expect([...account.calls.values()].reduce((a, b) => a + b, 0)).toBe(before);
});
