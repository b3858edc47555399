import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface TopicsProps {
  /** Mail addresses that get the nightly digest. */
  readonly digestTo: readonly string[];
  /** Mail addresses that get alerts. */
  readonly alertsTo: readonly string[];
}

/** Where people are told: two topics, so that a broken digest cannot mute the alarm about itself. */
export class Topics extends Construct {
  readonly digest: Topic;
  readonly alert: Topic;

  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    this.digest = this.#topic('Digest', 'Cloud Posture', props.digestTo);
    this.alert = this.#topic('Alert', 'Cloud Posture', props.alertsTo);
    // A policy of our own replaces the default one, under which alarms of the account may publish.
    this.alert.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alert.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  #topic(id: string, displayName: string, addresses: readonly string[]): Topic {
    const topic = new Topic(this, id, { displayName, enforceSSL: true });
    for (const address of addresses) topic.addSubscription(new EmailSubscription(address));
    return topic;
  }
}
