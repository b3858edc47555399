import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { required } from '#platform/environment.ts';
import { kept } from '#platform/kept.ts';
import { deployedConfig } from '#scan/live.ts';
import { type PushAnswer, takePush, type UrlRequest } from '#scan/take-push.ts';
import { telemetry } from '#scan/telemetry.ts';
import { remoteKeys } from '#stores/remote-key.ts';
import { secretReader } from '#stores/secrets.ts';
import { sqsSender } from '#stores/sqs.ts';

/** A token that was replaced is taken up within this time. */
const TOKEN_KEPT_MS = 300_000;

const { log } = telemetry();
const clock = () => new Date();
const readSecret = secretReader(new SecretsManagerClient({}));
const tokenSecret = required(process.env, 'TOKEN_SECRET');
const deps = {
  targetUrl: deployedConfig(process.env).notices.webhook?.url,
  // Anybody may knock: most of it must cost nothing.
  readToken: kept(async () => (await readSecret(tokenSecret)).trim(), TOKEN_KEPT_MS, clock),
  readKey: remoteKeys(() => clock().getTime()),
  askSoon: sqsSender(new SQSClient({}), required(process.env, 'HINT_QUEUE')),
  clock,
};

/** Takes in a push of Alibaba's EventBridge. The sender learns the status and nothing else. */
export const handler = async (request: UrlRequest): Promise<Pick<PushAnswer, 'statusCode'>> => {
  const { statusCode, outcome } = await takePush(request, deps);
  log.info('Push taken in', { statusCode, outcome });
  return { statusCode };
};
