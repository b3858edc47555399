import { Aws, type CfnCondition, CfnResource } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** Its name in every region of the scanner's account: alarms of other accounts must know it before it is there. */
export const LOST_NOTICES_TOPIC = 'CloudPostureLostNotices';

export interface LostNoticesProps {
  /** Mail addresses that are told; each must confirm in every region. */
  readonly alertsTo: readonly string[];
  /** The organization whose accounts' alarms may publish, too. @default alarms of this account alone */
  readonly organization?: string;
  /** Where it is there at all. @default everywhere */
  readonly condition?: CfnCondition;
}

/**
 * Tells people of a region that a notice could not be forwarded from there: an alarm reaches only topics of its own region,
 * and what says that forwarding is broken must not be forwarded itself.
 */
export class LostNotices extends Construct {
  constructor(scope: Construct, id: string, { alertsTo, organization, condition }: LostNoticesProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      topicName: LOST_NOTICES_TOPIC,
      displayName: 'Cloud Posture',
      enforceSSL: true,
    });
    for (const address of alertsTo) topic.addSubscription(new EmailSubscription(address));
    const mayPublish = (conditions: Record<string, unknown>): void => {
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions,
        }),
      );
    };
    mayPublish({ StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } });
    if (organization !== undefined) mayPublish({ StringEquals: { 'aws:SourceOrgID': organization } });
    if (condition === undefined) return;
    for (const each of this.node.findAll()) {
      if (CfnResource.isCfnResource(each)) each.cfnOptions.condition = condition;
    }
  }
}
