import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { Alarms } from './alarms.ts';
import { AttackPoll, type AttackPollProps } from './attack-poll.ts';
import { AttackWebhook } from './attack-webhook.ts';
import { CloudAccess } from './cloud-access.ts';
import { Diagnose } from './diagnose.ts';
import type { HandlerCode } from './handler-code.ts';
import { Nightly } from './nightly.ts';
import { Notices } from './notices.ts';
import { ReportStore } from './report-store.ts';
import { ScanMachine } from './scan-machine.ts';
import { ScanNow } from './scan-now.ts';
import { Topics } from './topics.ts';

export interface PostureStackProps extends StackProps {
  readonly config: Config;
  readonly code: HandlerCode;
  /** The IAM actions that scanning needs. */
  readonly readActions: readonly string[];
}

/** The scanner of one account, and all that belongs to it. */
export class PostureStack extends Stack {
  constructor(scope: Construct, id: string, { config, code, readActions, ...props }: PostureStackProps) {
    super(scope, id, props);
    const { retention, notify, schedule } = config;
    const store = new ReportStore(this, 'Reports', {
      reportAge: Duration.days(retention.reportDays),
      snapshotAge: Duration.days(retention.snapshotDays),
    });
    const topics = new Topics(this, 'Topics', { digestTo: notify.digest, alertsTo: notify.alerts });
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const parts = {
      setting: { code, logRetention: retention.logDays, deadLetters },
      access: new CloudAccess(this, 'CloudAccess', { readActions, alicloud: config.alicloud.accounts }),
      store,
      topics,
    };
    const scanNow = new ScanNow(this, 'ScanNow', parts);
    const { stateMachine } = new ScanMachine(this, 'Scan', parts);
    const diagnose = new Diagnose(this, 'Diagnose', parts);
    new Notices(this, 'Notices', { ...parts, config });
    const pushUrl = this.#watchAlicloud(config, parts);
    new Nightly(this, 'Nightly', {
      target: stateMachine,
      at: schedule.at,
      timeZone: schedule.timeZone,
      deadLetters,
    });
    new Alarms(this, 'Alarms', { scanNow: scanNow.function, stateMachine, deadLetters, topic: topics.alert });

    const outputs: Readonly<Record<string, readonly [value: string, description: string]>> = {
      ReportBucket: [store.bucket.bucketName, 'Reports, snapshots and findings'],
      AlertTopic: [topics.alert.topicArn, 'What needs a person now'],
      DigestTopic: [topics.digest.topicArn, 'The nightly digest'],
      StateMachine: [stateMachine.stateMachineArn, 'The nightly scan; start it with {}'],
      DiagnoseFunction: [
        diagnose.function.functionName,
        'Says why a flow gets through or not, from the last scan; test it with {"from":"internet","to":"i-...","port":"tcp/443"}',
      ],
      ScanNowFunction: [scanNow.function.functionName, 'Scans this account now; test it with {}'],
    };
    for (const [name, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, description });
    }
    if (pushUrl !== undefined) {
      new CfnOutput(this, 'AttackPushUrl', {
        value: pushUrl,
        description: "The HTTPS target for Alibaba's EventBridge; name it under notices.webhook.url",
      });
    }
  }

  /** Polls Alibaba Cloud where an account is configured; returns where it may push to, where that is wanted. */
  #watchAlicloud({ alicloud, notices }: Config, parts: Omit<AttackPollProps, 'every'>): string | undefined {
    if (alicloud.accounts.length === 0) return undefined;
    const poll = new AttackPoll(this, 'AttackPoll', { ...parts, every: Duration.minutes(notices.pollMinutes) });
    if (!notices.webhook) return undefined;
    const { secret: tokenSecret } = notices.webhook;
    return new AttackWebhook(this, 'AttackWebhook', { setting: parts.setting, poll: poll.function, tokenSecret }).url;
  }
}
