import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { FunctionUrlAuthType, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Handler, type HandlerSetting } from './handler.ts';

export interface AttackWebhookProps {
  readonly setting: HandlerSetting;
  /** The function that asks. */
  readonly poll: LambdaFunction;
  /** Name of the secret that holds the token of the target at Alibaba's EventBridge. */
  readonly tokenSecret: string;
}

/**
 * Takes pushes of Alibaba's EventBridge at an address of its own, and has the clouds asked for each that is signed.
 *
 * The address is open to everybody, as the sender knows no other way: the function behind it believes nothing, can read one
 * secret and write into one queue.
 */
export class AttackWebhook extends Construct {
  /** Where Alibaba's EventBridge is to push to. */
  readonly url: string;

  constructor(scope: Construct, id: string, { setting, poll, tokenSecret }: AttackWebhookProps) {
    super(scope, id);
    const hints = new Queue(this, 'Hints', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times as long as the poll may take, as Lambda wants it; an old hint is none.
      visibilityTimeout: Duration.minutes(30),
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: setting.deadLetters, maxReceiveCount: 3 },
    });
    const handler = new Handler(this, 'Handler', {
      ...setting,
      name: 'attack-push',
      description: "Cloud Posture: takes signed pushes of Alibaba's EventBridge, and has the clouds asked.",
      environment: { HINT_QUEUE: hints.queueUrl, TOKEN_SECRET: tokenSecret },
      timeout: Duration.seconds(10),
      memoryMb: 256,
    });
    const secret = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      // Secrets Manager adds six characters of its own to a name.
      resourceName: `${tokenSecret}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    handler.allow(['secretsmanager:GetSecretValue'], [secret]);
    handler.allow(['sqs:SendMessage'], [hints.queueArn]);
    // Pushes that come together are one question.
    poll.addEventSource(
      new SqsEventSource(hints, { batchSize: 100, maxBatchingWindow: Duration.seconds(10), maxConcurrency: 2 }),
    );
    this.url = handler.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  }
}
