import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message, Topic } from '#platform/topic.ts';

/**
 * An SNS topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html subject under 100 characters, message up to 256 KiB
 */
export const snsTopic = (client: SNSClient, topicArn: string): Topic => ({
  async publish({ subject, body, attributes }: Message) {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
        ),
      }),
    );
  },
});
