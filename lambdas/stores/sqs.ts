import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Puts a message into a queue of SQS, as JSON. */
export const sqsSender =
  (client: SQSClient, queueUrl: string) =>
  async (message: object): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };
