import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { readEndpointOverride } from '#collectors/alicloud/endpoints.ts';
import { parseConfig } from '#platform/config.ts';
import { type Environment, required } from '#platform/environment.ts';
import { METRICS_NAMESPACE, METRICS_SERVICE, unitOf } from '#platform/metrics.ts';
import type { ScanAnswer } from '#scan/finish-run.ts';
import { logProgress } from '#scan/log-progress.ts';
import { parseScanRequest } from '#scan/request.ts';
import { scanAccount } from '#scan/scan-account.ts';
import { s3Store } from '#stores/s3.ts';
import { secretReader } from '#stores/secrets.ts';
import { snsTopic } from '#stores/sns.ts';

/** What judging and writing need at the end, after the clouds have been read. */
const RESERVE_MS = 180_000;

/** The part of Lambda's context that is used. */
interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

function liveDeps(env: Environment) {
  const region = required(env, 'AWS_REGION');
  const configFile = join(required(env, 'LAMBDA_TASK_ROOT'), 'posture.config.yaml');
  return {
    config: parseConfig(readFileSync(configFile, 'utf8'), configFile),
    // A bucket as a part of the path works with S3 and with what stands in for it alike.
    store: s3Store(new S3Client({ region, forcePathStyle: true }), { bucket: required(env, 'REPORT_BUCKET'), region }),
    digestTopic: snsTopic(new SNSClient({ region }), required(env, 'DIGEST_TOPIC')),
    access: {},
    homeRegion: region,
    readSecret: secretReader(new SecretsManagerClient({ region })),
    sts: new STSClient({ region }),
    alicloudEndpoint: readEndpointOverride(env['ALIBABA_CLOUD_ENDPOINT_URL']),
    clock: () => new Date(),
  };
}

// Made once per cold start: a missing variable fails the first event, by name, not the hundredth.
const deps = liveDeps(process.env);
const logger = new Logger({ serviceName: METRICS_SERVICE });
const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: METRICS_SERVICE });

/** Scans this account: `{}` is everything, `{"provider":["aws"],"regions":["us-east-1"],"checks":["aws-ec2-*"]}` a part. */
export const handler = async (event: unknown, { awsRequestId, ...invocation }: Invocation): Promise<ScanAnswer> => {
  const request = parseScanRequest(event);
  logger.info('Scan starts', { runId: awsRequestId, request });
  const run = { runId: awsRequestId, startedAt: new Date().toISOString(), request };
  const answer = await scanAccount(run, {
    ...deps,
    collectLimitMs: invocation.getRemainingTimeInMillis() - RESERVE_MS,
    onProgress: logProgress(logger),
    measure: (metric, value) => void metrics.addMetric(metric, unitOf(metric), value),
  });
  metrics.publishStoredMetrics();
  logger.info('Scan ends', { runId: awsRequestId, subject: answer.subject });
  return answer;
};
