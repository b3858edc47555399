import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  AttachNetworkInterfaceCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DEFAULT_CONFIG } from '#platform/config.ts';
import { memberTemplate } from '../../lib/member-forwarding.ts';
import { folderWith } from '../support/command-line.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';
import { callPlainly } from './call-plainly.ts';
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
  const mail = await subscribe('DigestTopic', 'reader');

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
  expect((await mail()).map(({ Subject }) => Subject)).toEqual([answer['subject']]);
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

test('an abuse event twice and its backup copy once: one object, one message; the next report begins with it', async () => {
  const ec2 = new EC2Client(at());
  const { Instances } = await ec2.send(new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 }));
  const [instance] = Instances ?? [];
  const id = instance?.InstanceId ?? '';
  const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId: instance?.SubnetId }));
  const nic = NetworkInterface?.NetworkInterfaceId;
  await ec2.send(new AttachNetworkInterfaceCommand({ NetworkInterfaceId: nic, InstanceId: id, DeviceIndex: 1 }));
  ec2.destroy();
  expect((await invoke({})).failed).toBe(false);
  const alerts = await subscribe('AlertTopic', 'on-call');

  const named = { affectedAccount: ACCOUNT, eventRegion: REGION, affectedEntities: [{ entityValue: id }] };
  // Nobody but AWS may put events of aws.health, here as there: a mock takes the same way.
  const abuse = withDetail(abuseEvent, named, { source: 'awsmock.health', resources: [] });
  const mild = withDetail(threatEvent, { severity: 4, id: 'mild', arn: 'arn:mild' }, { source: 'awsmock.guardduty' });
  for (const event of [abuse, abuse, withDetail(abuse, { backupEvent: 'true' }), mild]) await putEvent(event);
  const s3 = new S3Client({ ...at(), forcePathStyle: true });
  const keptUnder = async (prefix: string): Promise<readonly string[]> => {
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: outputs['ReportBucket'], Prefix: prefix }));
    return (listed.Contents ?? []).map(({ Key }) => Key ?? '');
  };
  await until(async () => (await keptUnder('alerts/')).some((key) => key.endsWith('/sent.json')));
  // The other deliveries need no longer than the first.
  await pause(3_000);
  expect(await keptUnder('notices/')).toEqual([
    expect.stringMatching(/^notices\/aws-health\/2026\/11\/[0-9a-f]{24}\.json$/),
  ]);
  const mails = await alerts();
  expect(mails.map(({ Subject }) => Subject)).toEqual([
    `[posture] DRILL CRITICAL ${ACCOUNT} ${id}: abuse report AWS_ABUSE_DOS_REPORT`,
  ]);
  expect(mails[0]?.Message).toContain(`* ${id}, instance, ${REGION}`);
  expect(mails[0]?.Message).toContain('State: running');
  expect(await keptUnder('alerts/')).toContainEqual(expect.stringMatching(/\/containment\.txt$/));

  const { answer } = await invoke({});
  const key = (await keptUnder('reports/')).find((each) => each.endsWith(`/${String(answer['runId'])}/report.json`));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: outputs['ReportBucket'], Key: key }));
  const report = JSON.parse((await Body?.transformToString()) ?? '') as { notices: readonly object[] };
  s3.destroy();
  expect(report.notices).toMatchObject([{ status: 'open', code: 'AWS_ABUSE_DOS_REPORT', resources: [{ id }] }]);
});

describe('a forwarding stack', () => {
  /** What an account has of it in a region. */
  async function forwardingIn(region: string) {
    const place = { ...at(), region };
    const [bus, sqs] = [new EventBridgeClient(place), new SQSClient(place)];
    const [cloudWatch, sns] = [new CloudWatchClient(place), new SNSClient(place)];
    const { Rules = [] } = await bus.send(new ListRulesCommand({}));
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: QueueUrls[0], AttributeNames: ['All'] }),
    );
    const rules = await Promise.all(
      Rules.map(async ({ Name, EventPattern, Description = '' }) => {
        const { Targets } = await bus.send(new ListTargetsByRuleCommand({ Rule: Name }));
        const matches = async (event: Readonly<Record<string, unknown>>): Promise<boolean> =>
          (await bus.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }))).Result === true;
        return { description: Description, target: Targets?.[0], matches };
      }),
    );
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    for (const client of [bus, sqs, cloudWatch, sns]) client.destroy();
    return { rules, queues: QueueUrls.length, queue: Attributes, alarms: MetricAlarms, topics: Topics };
  }

  test('deployed by the CDK command line into another region, leads to the hub’s bus and keeps what gets lost', async () => {
    const beside = 'us-west-2';
    await cdk('deploy', `Forwarding/${beside}`, '--require-approval', 'never', '--output', assembly);
    const { rules, queues, queue, alarms, topics } = await forwardingIn(beside);
    expect(rules.map(({ description }) => description).sort()).toEqual([
      'Cloud Posture: forwards Abuse notices',
      'Cloud Posture: forwards Issue notices',
      'Cloud Posture: forwards Threat notices',
    ]);
    expect(queues).toBe(1);
    expect(queue).toMatchObject({ MessageRetentionPeriod: '1209600', SqsManagedSseEnabled: 'true' });
    expect(queue?.['Policy']).toContain('aws:SecureTransport');
    for (const { target } of rules) {
      expect(target).toMatchObject({
        Arn: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`,
        DeadLetterConfig: { Arn: queue?.['QueueArn'] },
      });
    }
    const topic = `arn:aws:sns:${beside}:${ACCOUNT}:CloudPostureLostNotices`;
    expect(topics.map(({ TopicArn }) => TopicArn)).toEqual([topic]);
    expect(alarms).toMatchObject([
      {
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: queue?.['QueueArn']?.split(':').at(-1) }],
        AlarmActions: [topic],
      },
    ]);
    // The emulator lets nobody put events of aws.*, and carries none from region to region: it is asked what would match.
    const caught = async (event: Readonly<Record<string, unknown>>): Promise<number> =>
      (await Promise.all(rules.map(({ matches }) => matches(event)))).filter(Boolean).length;
    expect([await caught(abuseEvent), await caught(threatEvent)]).toEqual([1, 1]);
    expect([
      await caught(withDetail(threatEvent, { severity: 4 })),
      await caught({ ...abuseEvent, source: 'x' }),
    ]).toEqual([0, 0]);
  });

  test('the template that members of an organization get forwards to another account, and tells nobody there', async () => {
    const beside = 'eu-west-1';
    const hub = '111122223333';
    await callPlainly(aws.url, 'cloudformation', beside, {
      query: {
        Version: '2010-05-15',
        Action: 'CreateStack',
        StackName: 'member',
        TemplateBody: memberTemplate(DEFAULT_CONFIG),
        'Capabilities.member.1': 'CAPABILITY_IAM',
        'Parameters.member.1.ParameterKey': 'HubAccount',
        'Parameters.member.1.ParameterValue': hub,
        'Parameters.member.2.ParameterKey': 'HubRegion',
        'Parameters.member.2.ParameterValue': beside,
      },
    });
    await until(async () => (await forwardingIn(beside)).rules.some(({ target }) => target !== undefined));
    const { rules, queues, alarms, topics } = await forwardingIn(beside);
    expect(rules.map(({ description, target }) => [description, target?.Arn])).toEqual([
      ['Cloud Posture: forwards Threat notices', `arn:aws:events:${beside}:${hub}:event-bus/default`],
    ]);
    expect([queues, alarms, topics]).toEqual([1, [], []]);
  });
});

test('a payload that it does not understand is an error that says why', async () => {
  const { failed, answer } = await invoke({ regions: ['nowhere'] });
  expect(failed).toBe(true);
  expect(answer['errorMessage']).toContain('regions.0 is "nowhere", but must be a region name such as eu-west-1');
});

test('a second deployment of the same assembly changes nothing', async () => {
  const { stdout, stderr } = await cdk('deploy', '--require-approval', 'never', '--app', assembly);
  expect(stdout + stderr).toContain('(no changes)');
});

/** Puts an event on the default bus. */
async function putEvent(event: Readonly<Record<string, unknown>>): Promise<void> {
  const bus = new EventBridgeClient(at());
  const { FailedEntryCount } = await bus.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: String(event['source']),
          DetailType: String(event['detail-type']),
          Detail: JSON.stringify(event['detail']),
          Resources: event['resources'] as string[],
        },
      ],
    }),
  );
  bus.destroy();
  expect(FailedEntryCount).toBe(0);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const endsAt = Date.now() + 60_000; !(await holds()); ) {
    if (Date.now() > endsAt) throw new Error('it did not happen within a minute');
    await pause(200);
  }
}

/** What arrives at a subscriber. */
interface Mail {
  readonly Subject: string;
  readonly Message: string;
}

/** Puts a queue behind a topic; returns how to read what arrived. */
async function subscribe(topic: string, name: string): Promise<() => Promise<readonly Mail[]>> {
  const [sqs, sns] = [new SQSClient(at()), new SNSClient(at())];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({ TopicArn: outputs[topic], Protocol: 'sqs', Endpoint: Attributes?.['QueueArn'] }),
  );
  sns.destroy();
  return async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    sqs.destroy();
    return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '') as Mail);
  };
}
