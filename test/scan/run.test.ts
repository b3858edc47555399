import type { Finding } from '#findings/finding.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Report } from '#reports/report.ts';
import { judge, type ScanFilter } from '#scan/run.ts';
import { memoryStore } from '../support/memory-store.ts';

const EVERYTHING: ScanFilter = {
  providers: ['aws'],
  regions: 'all',
  checks: ['aws-ec2-security-group-closes-admin-ports'],
};

const answer = (call: string, response: object) => ({ call, request: {}, at: '2026-11-19T00:00:00Z', response });
const refusal = (call: string, code: string, message = 'no') => ({
  call,
  request: {},
  at: '2026-11-19T00:00:00Z',
  error: { code, message },
});

const vpcs = answer('ec2:DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] });
const openGroup = (id: string, from = '0.0.0.0/0') => ({
  GroupId: id,
  GroupName: id,
  VpcId: 'vpc-1',
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: from }] }],
});
const groups = (...list: object[]) => answer('ec2:DescribeSecurityGroups', { SecurityGroups: list });

const files = (scopes: Readonly<Record<string, readonly object[]>>) =>
  Object.fromEntries(
    Object.entries(scopes).map(([place, calls]) => [
      `aws/${place}.jsonl`,
      calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
    ]),
  );

async function run(
  scopes: Readonly<Record<string, readonly object[]>>,
  previous?: readonly Finding[],
  filter: Partial<ScanFilter> = {},
): Promise<Report> {
  return judge(
    { ...EVERYTHING, ...filter },
    {
      snapshot: memoryStore(files(scopes)),
      reports: memoryStore(),
      formats: [],
      policy: DEFAULT_POLICY,
      waivers: [],
      ...(previous ? { previous: { runId: 'run-0', findings: previous } } : {}),
      runId: 'run-1',
      startedAt: '2026-11-20T02:30:00.000Z',
      clock: () => new Date('2026-11-20T02:31:00Z'),
      onProgress: () => undefined,
    },
  );
}

const PLACE = '111122223333/eu-west-1';

describe('coverage says how well a place could be looked at', () => {
  const cases: Record<string, { calls: readonly object[]; status: string }> = {
    'everything answered': { calls: [vpcs, groups()], status: 'ok' },
    'one call denied': {
      calls: [vpcs, refusal('ec2:DescribeSecurityGroups', 'UnauthorizedOperation')],
      status: 'partial',
    },
    'a needed kind never asked for': { calls: [vpcs], status: 'partial' },
    'all denied': {
      calls: [
        refusal('ec2:DescribeVpcs', 'UnauthorizedOperation'),
        refusal('ec2:DescribeSecurityGroups', 'AccessDenied'),
      ],
      status: 'denied',
    },
    'all denied by the organization': {
      calls: [
        refusal('ec2:DescribeVpcs', 'UnauthorizedOperation', 'with an explicit deny in a service control policy'),
      ],
      status: 'denied',
    },
    'all refused because the region is off': {
      calls: [refusal('ec2:DescribeVpcs', 'OptInRequired'), refusal('ec2:DescribeSecurityGroups', 'AuthFailure')],
      status: 'disabled',
    },
    'all throttled': { calls: [refusal('ec2:DescribeVpcs', 'RequestLimitExceeded')], status: 'throttled' },
    'all failed in different ways': {
      calls: [refusal('ec2:DescribeVpcs', 'InternalError'), refusal('ec2:DescribeSecurityGroups', 'TimeoutError')],
      status: 'failed',
    },
    'a list that broke off': {
      calls: [vpcs, answer('ec2:DescribeSecurityGroups', { SecurityGroups: [], NextToken: 'more' })],
      status: 'partial',
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, { calls, status }) => {
    const { coverage, summary } = await run({ [PLACE]: calls });
    expect(coverage.scopes.map((scope) => scope.status)).toEqual([status]);
    expect(summary.scopes).toEqual({ total: 1, complete: status === 'ok' ? 1 : 0 });
    if (status !== 'ok') expect(coverage.scopes[0]?.missing.length).toBeGreaterThan(0);
  });
});

test('the part of a list that was read is judged, and the rest of it is unknown', async () => {
  const { summary, findings } = await run({
    [PLACE]: [vpcs, answer('ec2:DescribeSecurityGroups', { SecurityGroups: [openGroup('sg-1')], NextToken: 'more' })],
  });
  expect(findings.map(({ resource }) => resource.id)).toEqual(['sg-1']);
  expect(summary.verdicts).toEqual({ pass: 0, fail: 1, unknown: 1, 'not-applicable': 0 });
});

test('the global scope is not judged as if it were a region', async () => {
  const { summary } = await run({
    '111122223333/global': [answer('sts:GetCallerIdentity', { Account: '111122223333' })],
    [PLACE]: [vpcs, groups()],
  });
  expect(summary.verdicts.unknown).toBe(0);
});

describe('what the last run found', () => {
  const cases: Record<
    string,
    { now: Readonly<Record<string, readonly object[]>>; filter?: Partial<ScanFilter>; status: string[] }
  > = {
    'is open while it stays': { now: { [PLACE]: [vpcs, groups(openGroup('sg-1'))] }, status: ['open'] },
    'is resolved when it was mended': {
      now: { [PLACE]: [vpcs, groups(openGroup('sg-1', '10.0.0.0/8'))] },
      status: ['resolved'],
    },
    'is resolved when the resource is gone': { now: { [PLACE]: [vpcs, groups()] }, status: ['resolved'] },
    'stays open when the call is denied': {
      now: { [PLACE]: [vpcs, refusal('ec2:DescribeSecurityGroups', 'AccessDenied')] },
      status: ['open'],
    },
    'stays open when the list broke off before it': {
      now: { [PLACE]: [vpcs, answer('ec2:DescribeSecurityGroups', { SecurityGroups: [], NextToken: 'x' })] },
      status: ['open'],
    },
    'is resolved when the list broke off after it': {
      now: {
        [PLACE]: [
          vpcs,
          answer('ec2:DescribeSecurityGroups', { SecurityGroups: [openGroup('sg-1', '10.0.0.0/8')], NextToken: 'x' }),
        ],
      },
      status: ['resolved'],
    },
    'stays open when the region is missing': { now: { '111122223333/eu-north-1': [vpcs, groups()] }, status: ['open'] },
    'is left alone by a run about another region': {
      now: { [PLACE]: [vpcs, groups()], '111122223333/eu-north-1': [vpcs, groups()] },
      filter: { regions: ['eu-north-1'] },
      status: [],
    },
    'is left alone by a run about another check': {
      now: { [PLACE]: [vpcs, groups()] },
      filter: { checks: ['aws-vpc-flow-logs-enabled'] },
      status: [],
    },
    'is left alone by a run about another account': { now: { '999922223333/eu-west-1': [vpcs, groups()] }, status: [] },
  };
  test.each(Object.entries(cases))('%s', async (_name, { now, filter, status }) => {
    const before = await run({ [PLACE]: [vpcs, groups(openGroup('sg-1'))] });
    expect(before.findings.map((finding) => finding.status)).toEqual(['new']);
    const after = await run(now, before.findings, filter);
    const same = after.findings.filter(({ id }) => id === before.findings[0]?.id);
    expect(same.map((finding) => finding.status)).toEqual(status);
    for (const finding of same) expect(finding.firstSeenAt).toBe('2026-11-20T02:30:00.000Z');
  });
});

test('names the run that it compares with, and none when it is the first', async () => {
  const scopes = { [PLACE]: [vpcs, groups()] };
  expect((await run(scopes)).run.previousRunId).toBeUndefined();
  expect((await run(scopes, [])).run.previousRunId).toBe('run-0');
});

test('frameworks say what the run looked at, and nothing of what it left out', async () => {
  const scopes = { [PLACE]: [vpcs, groups(openGroup('sg-1'))] };
  const statusOf = ({ frameworks }: Report, control: string): string | undefined =>
    frameworks.find(({ id }) => id === 'CIS-A-5.0')?.controls.find(({ id }) => id === control)?.status;
  const whole = await run(scopes, [], { checks: [] });
  expect(statusOf(whole, '5.3')).toBe('fails');
  expect(statusOf(whole, '5.2')).toBe('unknown');
  const part = await run(scopes, [], { checks: ['aws-ec2-default-security-group-empty'] });
  expect(statusOf(part, '5.3')).toBe('not-run');
  expect((await run(scopes, [], { checks: ['aws-ec2-address-attached'] })).frameworks.map(({ id }) => id)).toEqual([
    'FSBP',
  ]);
});
