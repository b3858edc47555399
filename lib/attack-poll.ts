import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { CloudAccess } from './cloud-access.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import { grantNotices } from './notices.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface AttackPollProps {
  readonly setting: HandlerSetting;
  readonly access: CloudAccess;
  readonly store: ReportStore;
  readonly topics: Topics;
  /** How often. */
  readonly every: Duration;
}

/** Asks Alibaba Cloud again and again which addresses it has cut off: of the free protection it pushes nothing. */
export class AttackPoll extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { setting, access, store, topics, every }: AttackPollProps) {
    super(scope, id);
    const handler = new Handler(this, 'Handler', {
      ...setting,
      name: 'poll-attacks',
      description:
        'Cloud Posture: asks Alibaba Cloud for blackholes and attacks, and alerts when one begins, is extended or ends.',
      environment: { REPORT_BUCKET: store.bucket.bucketName, ALERT_TOPIC: topics.alert.topicArn },
      timeout: Duration.minutes(5),
      // The next poll is due before another attempt would be worth anything.
      retryAttempts: 0,
    });
    this.function = handler.function;
    grantNotices(handler, store, topics);
    access.grantAlicloudTo(handler.role);
    this.#schedule(every);
    new Alarm(this, 'Blind', {
      alarmDescription:
        'Cloud Posture: Alibaba Cloud could not be asked for blackholes, three times in a row. The log of the poll says why.',
      metric: this.function.metricErrors({ period: every, statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 3,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topics.alert));
  }

  #schedule(every: Duration): void {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Lets the schedule of Cloud Posture start the poll',
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
    new Schedule(this, 'Schedule', {
      description: 'Cloud Posture: asks Alibaba Cloud for blackholes',
      schedule: ScheduleExpression.rate(every),
      // The target would add permission for every version of the function, too.
      target: new LambdaInvoke(this.function, {
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject({}),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(5),
      }),
    });
  }
}
