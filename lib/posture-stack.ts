import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { Alarms } from './alarms.ts';
import { AttackPoll } from './attack-poll.ts';
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
    if (config.alicloud.accounts.length > 0) {
      new AttackPoll(this, 'AttackPoll', { ...parts, every: Duration.minutes(config.notices.pollMinutes) });
    }
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
  }
}
