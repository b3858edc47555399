import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { awsReadActions } from '#collectors/aws/registry.ts';
import { METRICS, METRICS_NAMESPACE } from '#platform/metrics.ts';
import { bundleHandlers } from '../../lib/handler-code.ts';
import { folderWith } from '../support/command-line.ts';
import { cdkContext, postureApp } from '../support/posture-app.ts';

const ROOT = join(import.meta.dirname, '../..');
const templateWith = (config?: string): Template =>
  Template.fromStack(postureApp(config).node.findChild('CloudPosture') as Stack);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
}
interface Policy {
  readonly Properties: {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
    readonly Roles?: readonly { Ref: string }[];
  };
}

const statementsOf = (template: Template, type: string): readonly Statement[] =>
  Object.values(template.findResources(type)).flatMap(
    (policy) => (policy as Policy).Properties.PolicyDocument.Statement,
  );
const actionsOf = ({ Action }: Statement): readonly string[] => (typeof Action === 'string' ? [Action] : Action);

describe('what the functions may do', () => {
  const template = templateWith();
  const statements = statementsOf(template, 'AWS::IAM::Policy');

  test('to read: exactly what the collectors declare, and only the functions that collect', () => {
    const [policy, ...more] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(more).toEqual([]);
    expect(statementsOf(template, 'AWS::IAM::ManagedPolicy').flatMap(actionsOf)).toEqual(awsReadActions());
    const readers = Object.entries(template.findResources('AWS::IAM::Role'))
      .filter(([, role]) => 'ManagedPolicyArns' in (role['Properties'] as object))
      .map(([id, role]) => [
        id.replace(/Role.*/, ''),
        (role['Properties'] as Record<string, unknown>)['ManagedPolicyArns'],
      ]);
    expect(readers).toEqual([
      ['ScanNowHandler', [{ Ref: policy?.[0] }]],
      ['Scan', [{ Ref: policy?.[0] }]],
    ]);
  });

  test('of Alibaba accounts: exactly their secrets, and a token only where one is exchanged', () => {
    const withAlicloud = templateWith(`
alicloud:
  accounts:
    - account: "5123456789012345"
      secret: posture/shop
      roleArn: acs:ram::5123456789012345:role/posture
    - account: "5123456789012346"
      oidcProviderArn: acs:ram::5123456789012346:oidc-provider/aws
      roleArn: acs:ram::5123456789012346:role/posture
`);
    const granted = statementsOf(withAlicloud, 'AWS::IAM::ManagedPolicy');
    const ofSecrets = granted.filter((statement) => actionsOf(statement).includes('secretsmanager:GetSecretValue'));
    expect(ofSecrets.map(actionsOf)).toEqual([['secretsmanager:GetSecretValue']]);
    expect(JSON.stringify(ofSecrets[0]?.Resource)).toMatch(/:secret:posture\/shop-\?{6}"\]\]}$/);
    const onEverything = granted.filter(({ Resource }) => Resource === '*').flatMap(actionsOf);
    expect([...onEverything].sort()).toEqual([...awsReadActions(), 'sts:GetWebIdentityToken'].sort());
    expect(statements.flatMap(actionsOf).filter((action) => action.startsWith('secretsmanager'))).toEqual([]);
  });

  test('what the collectors declare only reads', () => {
    expect(
      awsReadActions().filter((action) => !/^[a-z0-9-]+:(Get|List|Describe|Search)[A-Za-z]+$/.test(action)),
    ).toEqual([]);
  });

  test('besides that, only to log, to give up an event, to run the scan and to publish the digest', () => {
    const rest = statements.filter(({ Resource }) => Resource !== '*').flatMap(actionsOf);
    expect([...new Set(rest)].sort()).toEqual([
      'lambda:InvokeFunction',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:SendMessage',
      'states:DescribeExecution',
      'states:RedriveExecution',
      'states:StartExecution',
      'states:StopExecution',
    ]);
    const onEverything = statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf);
    expect(
      onEverything.filter((action) => !/^(xray:|logs:.*(LogDeliver|LogGroups|ResourcePolic))/.test(action)),
    ).toEqual([]);
  });

  test('no action of a role is a wildcard, and no policy is somebody else’s', () => {
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain(':policy/');
  });

  test('in the bucket: to read and write below its prefixes, and never to delete', () => {
    const granted = statementsOf(template, 'AWS::S3::BucketPolicy').filter(
      ({ Effect, Principal }) => Effect === 'Allow' && !JSON.stringify(Principal).includes('logging.s3'),
    );
    expect([...new Set(granted.flatMap(actionsOf))].sort()).toEqual([
      's3:AbortMultipartUpload',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });
});

describe('the stack', () => {
  const template = templateWith();

  test('has the outputs of the contract', () => {
    expect(Object.keys(template.toJSON()['Outputs'] as object).sort()).toEqual([
      'AlertTopic',
      'DiagnoseFunction',
      'DigestTopic',
      'ReportBucket',
      'ScanNowFunction',
      'StateMachine',
    ]);
  });

  test('keeps every bucket shut, and reports when the stack goes', () => {
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: Match.anyValue(),
        LifecycleConfiguration: Match.anyValue(),
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: Match.anyValue(),
    });
    for (const policy of Object.values(template.findResources('AWS::S3::BucketPolicy'))) {
      const refused = (policy as Policy).Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Deny');
      expect(JSON.stringify(refused)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
      expect(JSON.stringify(refused)).toContain('{"NumericLessThan":{"s3:TlsVersion":1.2}}');
    }
  });

  test('runs the functions on arm64 with Node 24, each with a log that ends', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      DeadLetterConfig: Match.anyValue(),
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('starts the scan with an object, and gives up after an hour into the dead-letter queue', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 2 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      Target: {
        Input: '{}',
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 },
        DeadLetterConfig: Match.anyValue(),
      },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumEventAgeInSeconds: 3600,
      MaximumRetryAttempts: 1,
    });
  });

  test('takes silence of the scanner for an alarm', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRICS_NAMESPACE,
      MetricName: METRICS.scansCompleted,
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    for (const [Namespace, MetricName] of [
      ['AWS/Lambda', 'Errors'],
      ['AWS/States', 'ExecutionsFailed'],
      ['AWS/States', 'ExecutionsTimedOut'],
      ['AWS/States', 'ExecutionsAborted'],
    ]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace,
        MetricName,
        Threshold: 1,
        TreatMissingData: 'notBreaching',
      });
    }
    const alert = Object.keys(template.findResources('AWS::SNS::Topic')).find((id) => id.startsWith('TopicsAlert'));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: alert }] });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
          }),
        ]),
      },
    });
  });

  test('says nothing of the account or the region that it was synthesized in', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/\b(eu-west-1|us-east-1:|\d{12})\b/);
  });
});

test('the configuration decides on times, addresses and ages', () => {
  const template = templateWith(`
schedule: { at: "05:07", timeZone: Asia/Shanghai }
notify: { digest: [ops@example.com, lead@example.com], alerts: [pager@example.com] }
retention: { reportDays: 30, snapshotDays: 7, logDays: 14 }
`);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(7 5 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
  });
  template.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email' }, 3);
  template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'pager@example.com' });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 14 });
  template.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        Match.objectLike({ Prefix: 'reports/', ExpirationInDays: 30 }),
        Match.objectLike({ Prefix: 'snapshots/', ExpirationInDays: 7 }),
      ]),
    },
  });
});

const withAlicloud = `
alicloud:
  accounts:
    - { secret: cloud-posture/alicloud, account: "1234567890123456" }
    - { account: "1234567890123457", oidcProviderArn: "acs:ram::1234567890123457:oidc-provider/aws", roleArn: "acs:ram::1234567890123457:role/posture" }
`;

describe('cdk-nag', () => {
  interface PluginReport {
    readonly pluginName: string;
    readonly violations: readonly unknown[];
    readonly suppressedViolations: readonly { readonly reason: string; readonly ruleName: string }[];
  }

  test.each([
    ['an AWS account', ''],
    ['accounts of both clouds', withAlicloud],
    ['an organization', 'notices: { organization: { id: o-a1b2c3d4e5, targets: [r-ab12] } }\n'],
  ])('accepts the stack for %s with at most four acknowledgements, each with a reason', (_name, config) => {
    const { directory } = postureApp(config).synth();
    const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as {
      pluginReports: readonly PluginReport[];
    };
    const nag = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
    expect(nag?.violations).toEqual([]);
    const ofQueues = nag?.suppressedViolations.filter(({ ruleName }) => ruleName === 'AwsSolutions-SQS3') ?? [];
    // Each stack that forwards has one queue that is nothing but EventBridge's dead-letter queue.
    const forwarding = readdirSync(join(directory, 'assembly-Forwarding')).filter((file) =>
      file.endsWith('.template.json'),
    );
    expect(ofQueues).toHaveLength(forwarding.length);
    expect((nag?.suppressedViolations.length ?? 0) - ofQueues.length).toBeLessThanOrEqual(4);
    for (const { reason } of nag?.suppressedViolations ?? []) expect(reason.length).toBeGreaterThan(20);
  });

  test('is really asked: a careless bucket fails the synthesis', () => {
    const app = postureApp();
    new Bucket(new Stack(app, 'Careless'), 'Bucket');
    expect(() => app.synth()).toThrow(/AwsSolutions-S1/);
  });
});

test('the assembly ignores itself wherever it is written', () => {
  const { directory } = postureApp().synth();
  execFileSync('git', ['init', '--quiet', directory]);
  expect(existsSync(join(directory, 'CloudPosture.template.json'))).toBe(true);
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: directory, encoding: 'utf8' })).toBe('');
});

describe('a mistake in the configuration ends the synthesis with 64 and the message alone', () => {
  const cases: Record<string, { readonly file: string; readonly says: RegExp }> = {
    'a wrong value': {
      file: join(folderWith({ 'c.yaml': 'schedule:\n  at: noon\n' }), 'c.yaml'),
      says: /c\.yaml line 2: schedule\.at is "noon", but must be a time of day/,
    },
    'an unknown key': {
      file: join(folderWith({ 'c.yaml': 'notify:\n  digets: [a@example.com]\n' }), 'c.yaml'),
      says: /c\.yaml line 2: notify\.digets is not a setting; allowed here: digest, alerts/,
    },
    'broken YAML': { file: join(folderWith({ 'c.yaml': 'aws: [\n' }), 'c.yaml'), says: /c\.yaml line \d+:/ },
    'no such file': { file: '/nowhere/c.yaml', says: /\/nowhere\/c\.yaml cannot be read: no such file/ },
  };
  test.each(Object.entries(cases))('%s', (_name, { file, says }) => {
    const outdir = mkdtempSync(join(tmpdir(), 'posture-cdk-'));
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...cdkContext, config: file }) },
    });
    expect(status).toBe(64);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false);
  });
});

describe('the bundles', () => {
  const config = join(folderWith({ 'c.yaml': 'aws: { regions: [eu-west-1] }\n' }), 'c.yaml');
  const code = bundleHandlers(config);

  test('load by themselves in Node, and name a variable that is missing', () => {
    const load = (env: Record<string, string>) =>
      spawnSync(
        process.execPath,
        ['--input-type=module', '-e', "const { handler } = await import('./index.mjs'); console.log(typeof handler);"],
        {
          cwd: code.folderOf('scan-now'),
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env },
        },
      );
    const whole = {
      AWS_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: code.folderOf('scan-now'),
      DIGEST_TOPIC: 'arn',
      REPORT_BUCKET: 'b',
    };
    expect(load(whole)).toMatchObject({ status: 0, stdout: 'function\n', stderr: '' });
    expect(load({ ...whole, REPORT_BUCKET: '' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('REPORT_BUCKET must be set') as string,
    });
  });

  test('carry the configuration, and are the same for the same sources', () => {
    const again = bundleHandlers(config);
    for (const file of ['index.mjs', 'posture.config.yaml']) {
      expect(readFileSync(join(again.folderOf('scan-now'), file), 'utf8')).toBe(
        readFileSync(join(code.folderOf('scan-now'), file), 'utf8'),
      );
    }
    expect(readFileSync(join(code.folderOf('scan-now'), 'posture.config.yaml'), 'utf8')).toBe(
      readFileSync(config, 'utf8'),
    );
  });
});
