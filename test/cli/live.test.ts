import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '#reports/report.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { folderWith, posture } from '../support/command-line.ts';
import { withSandbox } from '../support/sandboxed.ts';

const snapshot = demoEstate(new Date('2026-11-20T02:30:00Z'));

interface ResultLine {
  readonly checkId: string;
  readonly verdict: string;
  readonly resource: { readonly id: string; readonly region: string };
}

/** Runs a live `posture` against a sandbox, as `AWS_ENDPOINT_URL` leads every AWS client there. */
async function live(faults: readonly Fault[], ...argv: string[]) {
  const out = join(folderWith(), 'out');
  const run = await withSandbox({ snapshot, faults }, async ({ url }) => {
    process.env['AWS_ENDPOINT_URL'] = url;
    try {
      return await posture(...argv, '--provider', 'aws', '--out', out);
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
  });
  const read = (name: string): string => (existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : '');
  const results = read('results.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ResultLine);
  return { ...run, out, read, results, report: JSON.parse(read('report.json') || '{}') as Report };
}

const idsOf = ({ findings }: Report): readonly string[] => findings.map(({ id }) => id).sort();
const missingIn = (report: Report, region: string): readonly string[] =>
  report.coverage.scopes.find((scope) => scope.region === region)?.missing.map(({ call }) => call) ?? [];

test('a scan of a cloud is the scan of its snapshot', async () => {
  const scanned = await live([], 'scan');
  expect(scanned.exitCode).toBe(1);
  const collected = await live([], 'collect');
  expect(collected.exitCode).toBe(2);
  const again = join(folderWith(), 'again');
  expect((await posture('scan', '--snapshot', collected.out, '--out', again)).exitCode).toBe(1);
  const second = JSON.parse(readFileSync(join(again, 'report.json'), 'utf8')) as Report;
  expect(idsOf(second)).toEqual(idsOf(scanned.report));
  expect(scanned.report.findings.length).toBeGreaterThan(100);
});

test('one call that is denied for good is named in coverage and mail, and nothing that needs it passes', async () => {
  const call = 'ec2:DescribeNetworkAcls';
  const { exitCode, report, read, results } = await live(
    [{ kind: 'deny', calls: call, region: 'eu-central-1' }],
    'scan',
  );
  expect(exitCode).toBe(1);
  expect(missingIn(report, 'eu-central-1')).toEqual([call]);
  expect(read('digest.txt')).toContain(`${call}: denied (UnauthorizedOperation)`);
  const acl = results.filter(({ checkId }) => checkId === 'aws-vpc-network-acl-closes-admin-ports');
  expect(acl.filter(({ resource }) => resource.region === 'eu-central-1').map(({ verdict }) => verdict)).toEqual([
    'unknown',
  ]);
  const exposed = results.filter(
    ({ checkId, resource, verdict }) =>
      checkId === 'aws-ec2-interface-admin-ports-unreachable' &&
      resource.region === 'eu-central-1' &&
      verdict === 'fail',
  );
  expect(exposed).toEqual([]);
});

test('a cloud that refuses everything but to say who we are is incomplete, not clean', async () => {
  const faults: Fault[] = [
    'ec2:*',
    'guardduty:*',
    'elb*',
    'cloudwatch:*',
    'health:*',
    'account:*',
    'globalaccelerator:*',
    'cloudfront:*',
  ].map((calls) => ({ kind: 'deny-by-organization', calls }));
  const { exitCode, report, results } = await live(faults, 'scan', '--regions', 'eu-central-1');
  expect(exitCode).toBe(2);
  expect(report.findings).toEqual([]);
  expect(results.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
  expect(report.coverage.scopes.find(({ region }) => region === 'eu-central-1')?.status).toBe('denied');
});
