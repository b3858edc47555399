import {
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  Duration,
  Fn,
  type ICfnRuleConditionExpression,
  LegacyStackSynthesizer,
  Stack,
  type StackProps,
  Token,
} from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { NoticePolicy } from '../lambdas/platform/policy.ts';
import { acknowledge } from './acknowledge.ts';
import { LOST_NOTICES_TOPIC } from './lost-notices.ts';
import { healthPatterns, threatPattern } from './notice-patterns.ts';

/**
 * Where AWS Health delivers: global events, abuse reports among them, only in us-east-1; a copy of everything about an
 * account in us-west-2.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/about-public-events.html
 */
export const HEALTH_REGIONS: readonly string[] = ['us-east-1', 'us-west-2'];

/** Whether AWS Health speaks in the region of a template. */
export const isHealthRegion = (): ICfnRuleConditionExpression =>
  Fn.conditionOr(...HEALTH_REGIONS.map((region) => Fn.conditionEquals(Aws.REGION, region)));

export interface ForwardingStackProps extends StackProps {
  readonly policy: NoticePolicy;
  /** Where the scanner is deployed. @default a parameter that must be given */
  readonly hubRegion?: string;
  /** The account that it is deployed in, where the stack goes into another one. @default the same account */
  readonly hubAccount?: string;
}

/**
 * The rules of one region, the role under which they put events onto the scanner's bus, and the queue of those that
 * never got there.
 *
 * A StackSet has one template for every region and every account: where the region is not known, the template decides by
 * itself what belongs where it is deployed. It needs neither assets nor bootstrapping.
 */
export class ForwardingStack extends Stack {
  /** True in the account of the scanner. */
  protected readonly isOwn: CfnCondition;
  /** True where AWS Health delivers, outside of the scanner's own account and region; none where it never does. */
  protected readonly hearsHealth: CfnCondition | undefined;
  readonly #isElsewhere: CfnCondition;

  constructor(scope: Construct, id: string, { policy, hubRegion, hubAccount, ...props }: ForwardingStackProps) {
    super(scope, id, { synthesizer: new LegacyStackSynthesizer(), ...props });
    const region = new CfnParameter(this, 'HubRegion', {
      description: 'The region of the stack CloudPosture',
      allowedPattern: '[a-z]{2}(-[a-z]+)+-[0-9]+',
      ...(hubRegion === undefined ? {} : { default: hubRegion }),
    }).valueAsString;
    const account = new CfnParameter(this, 'HubAccount', {
      description: 'The account of the stack CloudPosture; empty for this one',
      allowedPattern: '([0-9]{12})?',
      default: hubAccount ?? '',
    }).valueAsString;
    const when = (name: string, expression: ICfnRuleConditionExpression): CfnCondition =>
      new CfnCondition(this, name, { expression });
    this.isOwn = when(
      'IsOwnAccount',
      Fn.conditionOr(Fn.conditionEquals(account, ''), Fn.conditionEquals(account, Aws.ACCOUNT_ID)),
    );
    // Onto its own bus an event would go round for ever.
    this.#isElsewhere = when(
      'IsNotTheHub',
      Fn.conditionNot(Fn.conditionAnd(this.isOwn, Fn.conditionEquals(region, Aws.REGION))),
    );
    if (Token.isUnresolved(this.region))
      this.hearsHealth = when('HearsHealth', Fn.conditionAnd(this.#isElsewhere, isHealthRegion()));
    else this.hearsHealth = HEALTH_REGIONS.includes(this.region) ? this.#isElsewhere : undefined;
    const hub = Fn.conditionIf(this.isOwn.logicalId, Aws.ACCOUNT_ID, account).toString();
    const bus = `arn:${Aws.PARTITION}:events:${region}:${hub}:event-bus/default`;
    const role = this.#role(bus);
    const lost = this.#lostNotices();
    this.#rule('Threat', threatPattern('aws.guardduty', policy), this.#isElsewhere, { bus, role, lost });
    this.#letRulesFill(lost);
    if (!this.hearsHealth) return;
    for (const [name, pattern] of Object.entries(healthPatterns('aws.health')))
      this.#rule(name, pattern, this.hearsHealth, { bus, role, lost });
    this.#alarm(lost, this.hearsHealth, `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${hub}:${LOST_NOTICES_TOPIC}`);
  }

  #role(bus: string): CfnRole {
    const role = new CfnRole(this, 'Role', {
      description: 'Lets the rules of Cloud Posture forward notices to its event bus',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          },
        ],
      },
      policies: [
        {
          policyName: 'Forward',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }],
          },
        },
      ],
    });
    role.cfnOptions.condition = this.#isElsewhere;
    return role;
  }

  #rule(
    name: string,
    { source, detailType, detail }: EventPattern,
    condition: CfnCondition,
    { bus, role, lost }: { readonly bus: string; readonly role: CfnRole; readonly lost: CfnQueue },
  ): void {
    const rule = new CfnRule(this, name, {
      description: `Cloud Posture: forwards ${name} notices`,
      eventPattern: { source, 'detail-type': detailType, ...(detail ? { detail } : {}) },
      targets: [
        {
          id: 'Hub',
          arn: bus,
          roleArn: role.attrArn,
          retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
          deadLetterConfig: { arn: lost.attrArn },
        },
      ],
    });
    rule.cfnOptions.condition = condition;
  }

  /** Events that could not be forwarded for a day. EventBridge takes a queue of the same account and region only. */
  #lostNotices(): CfnQueue {
    const queue = new CfnQueue(this, 'LostNotices', {
      sqsManagedSseEnabled: true,
      messageRetentionPeriod: Duration.days(14).toSeconds(),
    });
    queue.cfnOptions.condition = this.#isElsewhere;
    acknowledge(
      queue,
      'SQS3',
      'It is itself the dead-letter queue of the rules: of EventBridge, which cdk-nag does not look at.',
    );
    const output = new CfnOutput(this, 'LostNoticesQueue', {
      value: queue.ref,
      description: 'Notices that could not be forwarded',
    });
    output.condition = this.#isElsewhere;
    return queue;
  }

  #letRulesFill(queue: CfnQueue): void {
    const policy = new CfnQueuePolicy(this, 'LostNoticesPolicy', {
      queues: [queue.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyEncrypted',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: queue.attrArn,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Sid: 'RulesGiveUp',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue.attrArn,
            Condition: {
              ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/*` },
            },
          },
        ],
      },
    });
    policy.cfnOptions.condition = this.#isElsewhere;
  }

  /**
   * Where AWS Health speaks: what it said is nowhere else. A finding that got lost is still in GuardDuty, where the
   * nightly scan reads it.
   */
  #alarm(queue: CfnQueue, condition: CfnCondition, topicArn: string): void {
    const alarm = new CfnAlarm(this, 'NoticesLost', {
      alarmDescription: `Cloud Posture: a notice could not be forwarded to the scanner and waits in the queue ${queue.attrQueueName}. Read it there: nobody else was told.`,
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [{ name: 'QueueName', value: queue.attrQueueName }],
      statistic: 'Maximum',
      period: Duration.minutes(5).toSeconds(),
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
    });
    alarm.cfnOptions.condition = condition;
  }
}
