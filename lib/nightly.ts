import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface NightlyProps {
  /** What is started. */
  readonly target: IStateMachine;
  /** Time of day, such as `02:30`. */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly deadLetters: IQueue;
}

/** Starts the scan every night. */
export class Nightly extends Construct {
  constructor(scope: Construct, id: string, { target, at, timeZone, deadLetters }: NightlyProps) {
    super(scope, id);
    const [hour = '', minute = ''] = at.split(':');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Lets the schedule of Cloud Posture start the scan',
    });
    role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [target.stateMachineArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    new Schedule(this, 'Schedule', {
      description: 'Cloud Posture: the nightly scan',
      schedule: ScheduleExpression.cron({
        minute: String(Number(minute)),
        hour: String(Number(hour)),
        timeZone: TimeZone.of(timeZone),
      }),
      target: new StepFunctionsStartExecution(target, {
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject({}),
        // The defaults are 185 attempts in 24 hours: a nightly scan that starts at noon is noise.
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
        deadLetterQueue: deadLetters,
      }),
    });
  }
}
