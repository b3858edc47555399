import { Aws, CfnCondition, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnEventBusPolicy, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { isHealthRegion } from './forwarding-stack.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import { LostNotices } from './lost-notices.ts';
import { healthPatterns, threatPattern } from './notice-patterns.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface NoticesProps {
  readonly setting: HandlerSetting;
  readonly store: ReportStore;
  readonly topics: Topics;
  readonly config: Pick<Config, 'policy' | 'notices' | 'notify' | 'retention'>;
}

/** Where everything about alerts is kept: who claimed one, that it was sent, and its containment plan. */
const ALERTS = 'alerts';

/**
 * Takes in what AWS tells on the event bus: abuse reports, troubles and threats, of this region and of those that forward
 * theirs. Each is kept, and a person is told within minutes.
 */
export class Notices extends Construct {
  readonly function: LambdaFunction;
  readonly #handler: Handler;
  readonly #setting: HandlerSetting;

  constructor(scope: Construct, id: string, { setting, store, topics, config }: NoticesProps) {
    super(scope, id);
    this.#setting = setting;
    this.#handler = new Handler(this, 'Handler', {
      ...setting,
      name: 'notice',
      description: 'Cloud Posture: keeps what AWS tells on the event bus, and alerts.',
      environment: { REPORT_BUCKET: store.bucket.bucketName, ALERT_TOPIC: topics.alert.topicArn },
      // Below the lease of a claimed alert: whoever holds one longer is gone.
      timeout: Duration.seconds(100),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    this.function = this.#handler.function;
    grantNotices(this.#handler, store, topics);
    store.bucket.addLifecycleRule({
      id: ALERTS,
      prefix: `${ALERTS}/`,
      expiration: Duration.days(config.retention.reportDays),
    });

    for (const [name, pattern] of Object.entries(healthPatterns('aws.health'))) this.#rule(name, pattern);
    this.#rule('Threat', threatPattern('aws.guardduty', config.policy.notices));
    // Only AWS may put events of aws.*: these stand for them in an exercise, and only for this account.
    const ours = { account: [Aws.ACCOUNT_ID] };
    for (const [name, pattern] of Object.entries(healthPatterns('awsmock.health')))
      this.#rule(`Mock${name}`, { ...pattern, ...ours });
    this.#rule('MockThreat', { ...threatPattern('awsmock.guardduty', config.policy.notices), ...ours });
    if (config.notices.organization !== undefined) this.#openTo(config.notices.organization.id, config.notify.alerts);

    const failed = new Alarm(this, 'Failed', {
      alarmDescription:
        'Cloud Posture: a notice could not be handled at the first attempt. The log of the notice function says why.',
      metric: this.function.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    failed.addAlarmAction(new SnsAction(topics.alert));
  }

  #rule(name: string, eventPattern: EventPattern): void {
    new Rule(this, name, {
      description: `Cloud Posture: ${name} notices`,
      eventPattern,
      targets: [
        new LambdaTarget(this.function, {
          deadLetterQueue: this.#setting.deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
  }

  /** Lets the organization's accounts forward their notices. Events of aws.* cannot be made up: only AWS may put them. */
  #openTo(organization: string, alertsTo: readonly string[]): void {
    new CfnEventBusPolicy(this, 'OrganizationMayForward', {
      statementId: 'CloudPostureNotices',
      statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`,
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': organization },
          'ForAllValues:StringEquals': { 'events:source': ['aws.health', 'aws.guardduty'] },
          Null: { 'events:source': 'false' },
        },
      },
    });
    // Where AWS Health speaks in the hub's own region, alarms of members find no forwarding stack of this account to tell.
    const condition = new CfnCondition(this, 'HearsHealth', { expression: isHealthRegion() });
    new LostNotices(this, 'Losses', { alertsTo, organization, condition });
  }
}

/** What a function needs that takes in notices: to keep them, to look up what the last run knows, and to alert. */
export function grantNotices(handler: Handler, store: ReportStore, topics: Topics): void {
  store.letRead(handler.role, 'notices', ALERTS, 'reports', 'snapshots', 'findings');
  store.letWrite(handler.role, 'notices', ALERTS);
  handler.allow(['sns:Publish'], [topics.alert.topicArn]);
}
