import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { REPORT_FILES } from '../../lambdas/reports/write.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { withBlackholes } from './blackholes.ts';
import { buildEstate, type Estate, REGION } from './estate.ts';
import { ACCOUNT, startGuardDuty } from './guardduty.ts';
import { type Emulator, startMoto } from './servers.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUCKET = 'posture-reports';

// Emulators take their time on a busy machine.
jest.setTimeout(180_000);

let moto: Emulator;
let aws: Emulator;
let guardDuty: Sandbox;
let estate: Estate;

beforeAll(async () => {
  moto = await startMoto();
  estate = await buildEstate(moto.url);
  aws = await withBlackholes(moto, (peering) => peering === estate.deletedPeering);
  guardDuty = await startGuardDuty(estate.instances.imdsV1);
});

afterAll(async () => {
  await guardDuty?.close();
  await aws?.stop();
  await moto?.stop();
});

/** Where the SDK finds the emulators: everything at moto, EC2 through the relay, GuardDuty in the sandbox. */
const endpoints = (): Record<string, string> => ({
  AWS_ENDPOINT_URL: moto.url,
  AWS_ENDPOINT_URL_EC2: aws.url,
  AWS_ENDPOINT_URL_GUARDDUTY: guardDuty.url,
  AWS_REGION: REGION,
});

interface Row {
  readonly checkId: string;
  readonly verdict: string;
  readonly resource: { readonly id: string; readonly account: string; readonly region: string };
  readonly message: string;
}

const rowsOf = (jsonLines: string): readonly Row[] =>
  jsonLines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** The verdicts that the estate must get: check, resource, verdict. */
const expected = (): readonly (readonly [check: string, resource: string | undefined, verdict: string])[] => [
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['open-ssh'], 'fail'],
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['open-rdp-ipv6'], 'fail'],
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['halves-of-the-world'], 'fail'],
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['open-by-prefix-list'], 'fail'],
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['office-only'], 'pass'],
  ['aws-ec2-security-group-closes-admin-ports', estate.groups['web'], 'pass'],
  ['aws-ec2-security-group-only-public-ports-open', estate.groups['web'], 'pass'],
  ['aws-ec2-security-group-closes-data-ports', estate.groups['from-the-peer'], 'pass'],
  ['aws-vpc-network-acl-closes-admin-ports', estate.aclDenyFirst, 'pass'],
  ['aws-vpc-network-acl-closes-admin-ports', estate.aclDenyLast, 'fail'],
  ['aws-vpc-route-not-blackhole', estate.routeTable, 'fail'],
  ['aws-vpc-peering-route-narrow', estate.routeTable, 'fail+pass'],
  ['aws-vpc-peering-route-narrow', estate.narrowTable, 'pass'],
  ['aws-vpc-peering-route-returns', estate.peering, 'fail'],
  ['aws-vpc-peering-route-returns', estate.narrowPeering, 'pass'],
  ['aws-vpc-peering-route-returns', estate.deletedPeering, 'not-applicable'],
  ['aws-vpc-flow-logs-enabled', estate.vpc, 'fail'],
  ['aws-vpc-flow-logs-enabled', estate.loggedVpc, 'pass'],
  ['aws-elb-idle-timeout-within-policy', estate.balancers.application, 'fail'],
  ['aws-elb-idle-timeout-within-policy', estate.balancers.network, 'pass'],
  ['aws-elb-deletion-protection-on', estate.balancers.application, 'fail'],
  ['aws-elb-deletion-protection-on', estate.balancers.network, 'pass'],
  ['aws-elb-access-logs-on', estate.balancers.application, 'pass'],
  ['aws-elb-access-logs-on', estate.balancers.network, 'not-applicable'],
  ['aws-elb-drops-invalid-headers', estate.balancers.application, 'pass'],
  ['aws-elb-cross-zone-on', estate.balancers.application, 'pass'],
  ['aws-elb-cross-zone-on', estate.balancers.network, 'pass'],
  ['aws-elb-cross-zone-on', estate.balancers.oneZoned, 'fail'],
  ['aws-elb-load-balancer-multi-az', estate.balancers.application, 'pass'],
  ['aws-elb-load-balancer-multi-az', estate.balancers.oneZoned, 'fail'],
  ['aws-elb-listeners-encrypted', estate.balancers.http, 'fail'],
  ['aws-elb-listener-has-targets', estate.balancers.http, 'pass'],
  ['aws-elb-stickiness-bounded', estate.balancers.boundForADay, 'fail'],
  ['aws-elb-stickiness-bounded', estate.balancers.boundForAMinute, 'pass'],
  ['aws-elb-stickiness-bounded', estate.balancers.boundBySource, 'pass'],
  // Moto has no Global Accelerator, so nobody knows whether one stands in front.
  ['aws-elb-source-ip-stickiness-not-behind-proxy', estate.balancers.boundBySource, 'unknown'],
  ['aws-elb-target-group-has-healthy-targets', estate.balancers.boundForADay, 'pass'],
  ['aws-ec2-instance-requires-imdsv2', estate.instances.imdsV1, 'fail'],
  ['aws-ec2-instance-requires-imdsv2', estate.instances.imdsV2, 'pass'],
  ['aws-ec2-address-attached', estate.unattachedAddress, 'fail'],
  ['aws-guardduty-detector-enabled', REGION, 'pass'],
  [
    'aws-guardduty-findings-resolved',
    `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/12abc34d567e8fa901bc2d34e56789f0/finding/f1`,
    'fail',
  ],
];

const verdictsIn = (rows: readonly Row[]): readonly (readonly [string, string | undefined, string])[] =>
  expected().map(([check, resource]) => {
    const verdicts = rows.filter(({ checkId, resource: { id } }) => checkId === check && id === resource);
    return [check, resource, [...new Set(verdicts.map(({ verdict }) => verdict))].sort().join('+')];
  });

interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own, as a user does. */
const posture = (args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/posture.js'), ...args], {
      env: { ...process.env, ...endpoints(), NO_COLOR: '1', ...env },
      cwd: tmpdir(),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });

describe('the command line', () => {
  const out = join(mkdtempSync(join(tmpdir(), 'posture-moto-')), 'out');

  test('scans the estate over the AWS APIs and gives each resource its verdict', async () => {
    const { exitCode, stderr } = await posture(['scan', '--regions', REGION, '--out', out]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('Report: ') as string });
    expect(verdictsIn(rowsOf(readFileSync(join(out, 'results.jsonl'), 'utf8')))).toEqual(expected());
  });

  test('names what the emulator does not know as not looked at', () => {
    const { coverage } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as {
      coverage: { scopes: readonly { region: string; status: string; missing: readonly { call: string }[] }[] };
    };
    const scope = coverage.scopes.find(({ region }) => region === REGION);
    expect(scope?.status).toBe('partial');
    expect(scope?.missing.map(({ call }) => call)).toContain('ec2:DescribeVpcBlockPublicAccessOptions');
  });

  test('refuses a region that the account does not have', async () => {
    const { exitCode, stderr } = await posture(['scan', '--regions', 'eu-nowhere-9', '--out', join(out, 'no')]);
    expect(exitCode).toBe(64);
    expect(stderr).toMatch(/eu-nowhere-9 is not enabled for .*us-east-1/);
  });
});

describe('the ScanNow function', () => {
  let s3: S3Client;
  let sqs: SQSClient;
  let queueUrl = '';
  let invoke: (event: unknown, runId: string) => Promise<{ runId: string; report: { html: string } }>;

  const keys = async (): Promise<readonly string[]> => {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    return (Contents ?? []).map(({ Key }) => Key ?? '').sort();
  };
  const read = async (Key: string): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return Body?.transformToString() ?? '';
  };
  const messages = async (): Promise<readonly Record<string, never>[]> => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '') as Record<string, never>);
  };

  beforeAll(async () => {
    const at = { region: REGION, endpoint: moto.url };
    s3 = new S3Client({ ...at, forcePathStyle: true });
    sqs = new SQSClient(at);
    const sns = new SNSClient(at);
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'digest' }));
    queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'reader' }))).QueueUrl ?? '';
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
    );
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.['QueueArn'] }));
    sns.destroy();
    const taskRoot = mkdtempSync(join(tmpdir(), 'posture-task-'));
    writeFileSync(join(taskRoot, 'posture.config.yaml'), `aws: { regions: [${REGION}] }\n`);
    Object.assign(process.env, endpoints(), {
      LAMBDA_TASK_ROOT: taskRoot,
      REPORT_BUCKET: BUCKET,
      DIGEST_TOPIC: TopicArn,
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
    });
    const { handler } = await import('../../lambdas/handlers/scan-now.ts');
    invoke = (event, runId) => handler(event, { awsRequestId: runId, getRemainingTimeInMillis: () => 600_000 });
  });
  afterAll(() => {
    s3.destroy();
    sqs.destroy();
  });

  test('scans everything for {}: report and snapshot in S3, pointer moved, digest sent', async () => {
    const { runId, report } = await invoke({}, 'run-1');
    expect(runId).toBe('run-1');
    const stored = await keys();
    const day = new Date().toISOString().slice(0, 10);
    const folder = `reports/${day}/run-1`;
    expect(stored).toEqual([
      `findings/provider=aws/dt=${day}/run-1.jsonl.gz`,
      ...[...REPORT_FILES].sort().map((file) => `${folder}/${file}`),
      'reports/latest.json',
      `snapshots/run-1/aws/${ACCOUNT}/global.jsonl.gz`,
      `snapshots/run-1/aws/${ACCOUNT}/${REGION}.jsonl.gz`,
      'snapshots/run-1/manifest.json',
    ]);
    expect(verdictsIn(rowsOf(await read(`${folder}/results.jsonl`)))).toEqual(expected());
    expect(JSON.parse(await read('reports/latest.json'))).toMatchObject({ schemaVersion: 1, runId: 'run-1', folder });
    expect(report.html).toBe(
      `https://console.aws.amazon.com/s3/object/${BUCKET}?region=${REGION}&prefix=${encodeURIComponent(`${folder}/report.html`)}`,
    );
    const [mail, ...more] = await messages();
    expect(more).toEqual([]);
    expect(mail?.['Subject']).toMatch(/^\[posture\] \d+ new (critical|high), \d+ open, 0 resolved, \d+\/\d+ regions$/);
    expect(await read(`${folder}/digest.txt`)).toBe(`${mail?.['Subject']}\n\n${mail?.['Message']}`);
    expect(mail?.['MessageAttributes']).toMatchObject({
      kind: { Value: 'digest' },
      account: { Value: ACCOUNT },
      severity: { Value: expect.stringMatching(/^(critical|high)$/) as string },
    });
  });

  test('knows the next day what was there before', async () => {
    await invoke({}, 'run-2');
    const [mail] = await messages();
    expect(mail?.['Subject']).toMatch(/^\[posture\] nothing new, \d+ open, 0 resolved/);
    expect(JSON.parse(await read('reports/latest.json'))).toMatchObject({ runId: 'run-2' });
  });

  test('lets the Diagnose function follow a flow through what it read', async () => {
    const { handler: diagnose } = await import('../../lambdas/handlers/diagnose.ts');
    const answer = await diagnose({ from: 'internet', to: estate.instances.imdsV1, port: 'tcp/22' });
    // moto has no Global Accelerator, which is a way past inbound ACLs: without an answer of it nothing is certainly blocked.
    expect(answer).toMatchObject({ verdict: 'unknown', snapshot: { runId: 'run-2' } });
    const calls = answer.paths.flatMap(({ hops }) =>
      hops.flatMap(({ reasons = [] }) => reasons.map(({ call }) => call)),
    );
    expect(calls).toContain('globalaccelerator:ListAccelerators');
    const blockers = answer.paths.flatMap((path) => path.blockers);
    expect(blockers).toContainEqual(
      expect.objectContaining({ component: estate.aclDenyFirst, code: 'SUBNET_ACL_RESTRICTION' }),
    );
  });

  test('scans a part for a filter, and leaves the pointer where it was', async () => {
    await invoke({ provider: ['aws'], regions: [REGION], checks: ['aws-ec2-address-*'] }, 'run-3');
    const folder = (await keys()).find((key) => key.includes('run-3/results.jsonl')) ?? '';
    const rows = rowsOf(await read(folder));
    expect([...new Set(rows.map(({ checkId }) => checkId))]).toEqual(['aws-ec2-address-attached']);
    expect(JSON.parse(await read('reports/latest.json'))).toMatchObject({ runId: 'run-2' });
  });

  test.each([
    ['an unknown key', { region: ['us-east-1'] }, /^region is not known; allowed are provider, regions, checks$/],
    ['a value of the wrong kind', { regions: 'us-east-1' }, /^regions is "us-east-1", but must be an array$/],
    ['a check that does not exist', { checks: ['aws-nothing-*'] }, /^no check matches "aws-nothing-\*"/],
    ['no object', [], /^the event is \[\], but must be an object$/],
  ])('refuses %s and writes nothing', async (_name, event, says) => {
    const before = await keys();
    await expect(invoke(event, 'run-4')).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(says) as string }) as Error,
    );
    expect(await keys()).toEqual(before);
  });
});
