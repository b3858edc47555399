import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { folderWith } from '../support/command-line.ts';
import { REGION } from './estate.ts';
import { type Emulator, startMiniStack } from './servers.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The account that MiniStack plays. */
const ACCOUNT = '000000000000';

// A deployment, twice over, on a busy machine.
jest.setTimeout(300_000);

const assembly = join(mkdtempSync(join(tmpdir(), 'posture-deploy-')), 'assembly');
const config = join(folderWith({ 'posture.config.yaml': `aws: { regions: [${REGION}] }\n` }), 'posture.config.yaml');
const outputsFile = join(folderWith(), 'outputs.json');

let aws: Emulator;
let outputs: Record<string, string> = {};

const cdk = (...args: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(
    process.execPath,
    [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '-c', `config=${config}`],
    {
      cwd: ROOT,
      env: { ...process.env, AWS_ENDPOINT_URL: aws.url, AWS_REGION: REGION, CI: 'true' },
      maxBuffer: 64 * 1024 * 1024,
    },
  );

beforeAll(async () => {
  aws = await startMiniStack();
  await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`, '--output', assembly);
  await cdk('deploy', '--require-approval', 'never', '--outputs-file', outputsFile, '--output', assembly);
  outputs = (JSON.parse(readFileSync(outputsFile, 'utf8')) as { CloudPosture: Record<string, string> }).CloudPosture;
});

afterAll(() => aws?.stop());

const at = () => ({ endpoint: aws.url, region: REGION });

async function invoke(payload: unknown): Promise<{ failed: boolean; answer: Record<string, unknown> }> {
  const lambda = new LambdaClient(at());
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: outputs['ScanNowFunction'], Payload: JSON.stringify(payload) }),
  );
  lambda.destroy();
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, unknown>;
  return { failed: FunctionError !== undefined, answer };
}

test('the CDK command line deploys the stack, every resource of it, and tells the outputs', () => {
  expect(Object.keys(outputs)).toEqual(
    expect.arrayContaining(['ReportBucket', 'AlertTopic', 'DigestTopic', 'ScanNowFunction', 'StateMachine']),
  );
  expect(existsSync(join(assembly, '.gitignore'))).toBe(true);
});

test('ScanNow, invoked there, writes the report of that account and sends the digest', async () => {
  const ec2 = new EC2Client(at());
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'open', Description: 'open', VpcId: Vpcs?.[0]?.VpcId }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  ec2.destroy();
  const mail = await subscribe();

  const { failed, answer } = await invoke({});
  expect({ failed, answer }).toMatchObject({ failed: false, answer: { summary: { open: {} } } });

  const s3 = new S3Client({ ...at(), forcePathStyle: true });
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: outputs['ReportBucket'], Prefix: 'reports/' }));
  const keys = (Contents ?? []).map(({ Key }) => Key ?? '');
  expect(keys.filter((key) => key === 'reports/latest.json' || key.endsWith('/report.html'))).toHaveLength(2);
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: outputs['ReportBucket'], Key: keys.find((key) => key.endsWith('/results.jsonl')) }),
  );
  const rows = ((await Body?.transformToString()) ?? '').trim().split('\n');
  s3.destroy();
  const verdict = rows
    .map((row) => JSON.parse(row) as { checkId: string; verdict: string; resource: { id: string; account: string } })
    .find(
      ({ checkId, resource }) => checkId === 'aws-ec2-security-group-closes-admin-ports' && resource.id === GroupId,
    );
  expect(verdict).toMatchObject({ verdict: 'fail', resource: { account: ACCOUNT } });
  expect(await mail()).toEqual([answer['subject']]);
});

test('the state machine, started there with {}, reads the account and writes its report', async () => {
  const sfn = new SFNClient(at());
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: outputs['StateMachine'], name: 'night-1', input: '{}' }),
  );
  const ended = await untilItEnds(sfn, executionArn);
  sfn.destroy();
  expect(ended).toMatchObject({ status: 'SUCCEEDED' });
  expect(JSON.parse(ended.output ?? '')).toMatchObject({
    runId: 'night-1',
    subject: expect.stringContaining('[posture]') as string,
  });
  const s3 = new S3Client({ ...at(), forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: outputs['ReportBucket'], Key: 'reports/latest.json' }));
  expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({ runId: 'night-1' });
  s3.destroy();
});

async function untilItEnds(sfn: SFNClient, executionArn: string | undefined): Promise<DescribeExecutionCommandOutput> {
  for (;;) {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await pause(200);
  }
}

test('a payload that it does not understand is an error that says why', async () => {
  const { failed, answer } = await invoke({ regions: ['nowhere'] });
  expect(failed).toBe(true);
  expect(answer['errorMessage']).toContain('regions.0 is "nowhere", but must be a region name such as eu-west-1');
});

test('a second deployment of the same sources changes nothing', async () => {
  const { stdout, stderr } = await cdk('deploy', '--require-approval', 'never', '--output', assembly);
  expect(stdout + stderr).toContain('(no changes)');
});

/** Puts a queue behind the digest topic; returns how to read the subjects that arrived. */
async function subscribe(): Promise<() => Promise<readonly unknown[]>> {
  const [sqs, sns] = [new SQSClient(at()), new SNSClient(at())];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'reader' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({ TopicArn: outputs['DigestTopic'], Protocol: 'sqs', Endpoint: Attributes?.['QueueArn'] }),
  );
  sns.destroy();
  return async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    sqs.destroy();
    return (Messages ?? []).map(({ Body }) => (JSON.parse(Body ?? '') as { Subject: unknown }).Subject);
  };
}
