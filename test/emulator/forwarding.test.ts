import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { noDossier } from '#reports/alert-dossier.ts';
import { takeEvent } from '#scan/notice.ts';
import { s3Store } from '#stores/s3.ts';
import { snsTopic } from '#stores/sns.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';
import { postureApp } from '../support/posture-app.ts';
import { callPlainly } from './call-plainly.ts';
import { type Emulator, startMoto } from './servers.ts';

/** Where the hub is, and the account that moto plays by itself. */
const HUB = { account: '123456789012', region: 'eu-central-1' };
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'];

jest.setTimeout(180_000);

interface StackSet {
  readonly TemplateBody: string;
  readonly StackSetName: string;
  readonly PermissionModel: string;
  readonly StackInstancesGroup: readonly [{ readonly Regions: readonly string[] }];
}
interface Rule {
  readonly EventPattern: Readonly<Record<string, unknown>> & { readonly source: readonly string[] };
}

/** What the synthesis wrote, file by file. */
const assembly = ((): ReadonlyMap<
  string,
  { readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>> }
> => {
  const { directory } = postureApp(
    'aws: { regions: [eu-central-1, eu-west-1] }\nnotices: { organization: { id: o-a1b2c3d4e5, targets: [r-ab12] } }\n',
  ).synth();
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.template.json'),
  );
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8'))]));
})();
const resourcesOf = (file: RegExp, type: string): readonly unknown[] =>
  [...assembly]
    .filter(([name]) => file.test(name))
    .flatMap(([, { Resources }]) =>
      Object.values(Resources)
        .filter(({ Type }) => Type === type)
        .map(({ Properties }) => Properties),
    );

let moto: Emulator;
let members: readonly string[] = [];

const organizations = async <T>(operation: string, input: object): Promise<T> =>
  JSON.parse(
    await callPlainly(moto.url, 'organizations', 'us-east-1', {
      target: `AWSOrganizationsV20161128.${operation}`,
      body: JSON.stringify(input),
    }),
  ) as T;

const cloudFormation = (input: Readonly<Record<string, string>>): Promise<string> =>
  callPlainly(moto.url, 'cloudformation', HUB.region, { query: { Version: '2010-05-15', ...input } });

/** What an SDK client needs to be somewhere. */
async function at(account: string, region: string) {
  const hub = { endpoint: moto.url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  if (account === HUB.account) return hub;
  const sts = new STSClient(hub);
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/member`, RoleSessionName: 'test' }),
  );
  sts.destroy();
  return {
    ...hub,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
}

beforeAll(async () => {
  moto = await startMoto();
  await organizations('CreateOrganization', { FeatureSet: 'ALL' });
  const { Roots } = await organizations<{ Roots: readonly { Id: string }[] }>('ListRoots', {});
  for (const name of ['shop', 'bank'])
    await organizations('CreateAccount', { AccountName: name, Email: `${name}@example.com` });
  const { Accounts } = await organizations<{ Accounts: readonly { Id: string }[] }>('ListAccounts', {});
  members = Accounts.map(({ Id }) => Id).filter((id) => id !== HUB.account);

  const [set] = resourcesOf(/assembly-Organization/, 'AWS::CloudFormation::StackSet') as readonly StackSet[];
  if (!set) throw new Error('no StackSet was synthesized');
  await cloudFormation({
    Action: 'CreateStackSet',
    StackSetName: set.StackSetName,
    PermissionModel: set.PermissionModel,
    TemplateBody: set.TemplateBody,
    'Capabilities.member.1': 'CAPABILITY_IAM',
    'Parameters.member.1.ParameterKey': 'HubAccount',
    'Parameters.member.1.ParameterValue': HUB.account,
    'Parameters.member.2.ParameterKey': 'HubRegion',
    'Parameters.member.2.ParameterValue': HUB.region,
  });
  await cloudFormation({
    Action: 'CreateStackInstances',
    StackSetName: set.StackSetName,
    'DeploymentTargets.OrganizationalUnitIds.member.1': Roots[0]?.Id ?? '',
    ...Object.fromEntries(REGIONS.map((region, index) => [`Regions.member.${index + 1}`, region])),
  });
});

afterAll(() => moto?.stop());

test('the StackSet puts into every account of the organization what belongs into each region', async () => {
  expect(members).toHaveLength(2);
  for (const account of members) {
    const made: Record<string, readonly string[]> = {};
    for (const region of REGIONS) {
      const place = await at(account, region);
      const [bus, sqs] = [new EventBridgeClient(place), new SQSClient(place)];
      const { Rules } = await bus.send(new ListRulesCommand({}));
      made[region] = (Rules ?? []).map(({ Description }) => Description ?? '').sort();
      expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(1);
      bus.destroy();
      sqs.destroy();
    }
    const threat = 'Cloud Posture: forwards Threat notices';
    const all = ['Cloud Posture: forwards Abuse notices', 'Cloud Posture: forwards Issue notices', threat];
    expect(made).toEqual({ 'eu-west-1': [threat], 'us-east-1': all, 'us-west-2': all });
  }
});

test('what AWS says in a member account reaches the hub’s notice from two regions: one object and one alert each', async () => {
  const hub = await at(HUB.account, HUB.region);
  const [s3, sns, sqs] = [new S3Client({ ...hub, forcePathStyle: true }), new SNSClient(hub), new SQSClient(hub)];
  const queue = async (name: string): Promise<{ readonly url: string; readonly arn: string }> => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    return { url: QueueUrl, arn: Attributes?.['QueueArn'] ?? '' };
  };
  const received = async <T>(url: string): Promise<readonly T[]> => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '') as T);
  };
  // Moto invokes no function: a queue stands where the hub's own rules lead, and the function's code takes from it.
  const arrivals = await queue('arrivals');
  const bus = new EventBridgeClient(hub);
  const rules = (resourcesOf(/^CloudPosture\./, 'AWS::Events::Rule') as readonly Rule[]).filter(({ EventPattern }) =>
    EventPattern.source[0]?.startsWith('aws.'),
  );
  expect(rules).toHaveLength(3);
  for (const [index, { EventPattern }] of rules.entries()) {
    await bus.send(new PutRuleCommand({ Name: `hub-${index}`, EventPattern: JSON.stringify(EventPattern) }));
    await bus.send(new PutTargetsCommand({ Rule: `hub-${index}`, Targets: [{ Id: 'arrivals', Arn: arrivals.arn }] }));
  }

  const [first = '', second = ''] = members;
  const abuse = withDetail(abuseEvent, { affectedAccount: first });
  const threat = withDetail(threatEvent, { accountId: second });
  await put(first, 'us-east-1', abuse);
  await put(first, 'us-west-2', withDetail(abuse, { backupEvent: 'true' }));
  await put(second, 'eu-west-1', threat);
  await put(second, 'eu-west-1', withDetail(threat, { severity: 4, id: 'mild', arn: 'arn:mild' }));
  await put(second, 'us-east-1', { ...abuse, source: 'shop.orders' });
  const events = await received<Readonly<Record<string, unknown>>>(arrivals.url);
  expect(events.map(({ source }) => String(source)).sort()).toEqual(['aws.guardduty', 'aws.health', 'aws.health']);

  await s3.send(
    new CreateBucketCommand({ Bucket: 'hub', CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
  );
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  const mails = await queue('mails');
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: mails.arn }));
  for (const event of events) {
    await takeEvent(event, {
      store: s3Store(s3, { bucket: 'hub', region: HUB.region }),
      alertTopic: snsTopic(sns, TopicArn),
      clock: () => new Date('2026-11-18T23:00:00Z'),
      policy: DEFAULT_POLICY.notices,
      language: 'en',
      claimant: 'test',
      lookUp: async (notice) => ({ dossier: noDossier(notice, 'no scan ran here') }),
      onLookUpFailed: (_, error) => {
        throw error;
      },
    });
  }
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'hub', Prefix: 'notices/' }));
  expect((Contents ?? []).map(({ Key }) => Key?.split('/')[1])).toEqual(['aws-health', 'guardduty']);
  expect((await received<{ readonly Subject: string }>(mails.url)).map(({ Subject }) => Subject).sort()).toEqual([
    `[posture] CRITICAL ${first} i-1: abuse report AWS_ABUSE_DOS_REPORT`,
    `[posture] HIGH ${second} i-1 +1: threat Backdoor:EC2/DenialOfService.Dns`,
  ]);
  for (const client of [s3, sns, sqs, bus]) client.destroy();
});

/** Puts an event onto the default bus of an account in a region. */
async function put(account: string, region: string, event: Readonly<Record<string, unknown>>): Promise<void> {
  const bus = new EventBridgeClient(await at(account, region));
  const { FailedEntryCount } = await bus.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: String(event['source']),
          DetailType: String(event['detail-type']),
          Detail: JSON.stringify(event['detail']),
        },
      ],
    }),
  );
  bus.destroy();
  expect(FailedEntryCount).toBe(0);
}
