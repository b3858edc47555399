import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { readEndpointOverride } from '#collectors/alicloud/endpoints.ts';
import type { Clock } from '#platform/clock.ts';
import { type Config, parseConfig } from '#platform/config.ts';
import { type Environment, required } from '#platform/environment.ts';
import type { Store } from '#platform/store.ts';
import type { Topic } from '#platform/topic.ts';
import { s3Store } from '#stores/s3.ts';
import { secretReader } from '#stores/secrets.ts';
import { snsTopic } from '#stores/sns.ts';
import type { AccountAccess } from './configured-accounts.ts';

/** The configuration that was deployed with the code. @throws {UsageError} for a mistake in it. */
export function deployedConfig(env: Environment): Config {
  const file = join(required(env, 'LAMBDA_TASK_ROOT'), 'posture.config.yaml');
  return parseConfig(readFileSync(file, 'utf8'), file);
}

/** The bucket of the stack. */
export function reportBucket(env: Environment): Store {
  const region = required(env, 'AWS_REGION');
  // A bucket as a part of the path works with S3 and with what stands in for it alike.
  return s3Store(new S3Client({ region, forcePathStyle: true }), { bucket: required(env, 'REPORT_BUCKET'), region });
}

/** The topic of the stack whose ARN a variable holds. */
export const topicIn = (env: Environment, variable: string): Topic =>
  snsTopic(new SNSClient({ region: required(env, 'AWS_REGION') }), required(env, variable));

/** What the clouds are reached with from within a function. */
export function accountAccess(env: Environment, clock: Clock): AccountAccess {
  const region = required(env, 'AWS_REGION');
  const alicloudEndpoint = readEndpointOverride(env['ALIBABA_CLOUD_ENDPOINT_URL']);
  return {
    access: {},
    homeRegion: region,
    readSecret: secretReader(new SecretsManagerClient({ region })),
    sts: new STSClient({ region }),
    clock,
    ...(alicloudEndpoint === undefined ? {} : { alicloudEndpoint }),
  };
}
