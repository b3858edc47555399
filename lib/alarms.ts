import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { METRICS, METRICS_NAMESPACE, METRICS_SERVICE } from '../lambdas/platform/metrics.ts';

export interface AlarmsProps {
  readonly scanNow: IFunction;
  readonly stateMachine: IStateMachine;
  readonly deadLetters: IQueue;
  /** Where alarms go. */
  readonly topic: ITopic;
}

/** How long the night's scan may be overdue. */
const OVERDUE_HOURS = 26;

/** Tells when the scanner itself is not well: silence must never look like good news. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { scanNow, stateMachine, deadLetters, topic }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    const alarm = (name: string, alarmDescription: string, metric: IMetric, props: Partial<AlarmProps>): void => {
      new Alarm(this, name, {
        alarmDescription,
        metric,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...props,
      }).addAlarmAction(action);
    };
    const often = { period: Duration.minutes(5), statistic: 'Sum' };

    const endings: Readonly<Record<string, readonly [what: string, metric: IMetric]>> = {
      ScanFailed: ['failed', stateMachine.metricFailed(often)],
      ScanTimedOut: ['did not come to its end in time', stateMachine.metricTimedOut(often)],
      ScanAborted: ['was stopped', stateMachine.metricAborted(often)],
    };
    for (const [name, [what, metric]] of Object.entries(endings)) {
      alarm(name, `Cloud Posture: the nightly scan ${what}. Its execution in Step Functions says why.`, metric, {});
    }
    alarm(
      'ScanNowFailed',
      'Cloud Posture: a scan on request failed. The log of the ScanNow function says why.',
      scanNow.metricErrors(often),
      {},
    );
    alarm(
      'ScanOverdue',
      `Cloud Posture: no scan has succeeded in the last ${OVERDUE_HOURS} hours. Nobody is looking at the account.`,
      new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: METRICS.scansCompleted,
        dimensionsMap: { service: METRICS_SERVICE },
        // Windows of more than a day need periods of at least an hour.
        period: Duration.hours(1),
        statistic: 'Sum',
      }),
      {
        evaluationPeriods: OVERDUE_HOURS,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
    alarm(
      'EventsLost',
      'Cloud Posture: an event could not be handled and waits in the dead-letter queue.',
      deadLetters.metricApproximateNumberOfMessagesVisible({ ...often, statistic: 'Maximum' }),
      {},
    );
  }
}
