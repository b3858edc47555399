import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { acknowledge } from './acknowledge.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface ScanNowProps extends HandlerSetting {
  readonly store: ReportStore;
  readonly topics: Topics;
  /** The IAM actions of the collectors. */
  readonly readActions: readonly string[];
  /** Accounts of Alibaba Cloud: the function may read exactly their secrets. */
  readonly alicloud: Config['alicloud']['accounts'];
}

/** One function that scans this account from beginning to end: `{}` for everything, or a filter. */
export class ScanNow extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { store, topics, readActions, alicloud, ...setting }: ScanNowProps) {
    super(scope, id);
    const handler = new Handler(this, 'Handler', {
      ...setting,
      name: 'scan-now',
      description: 'Cloud Posture: scans this account. Test it with {} for everything, or {"regions":["us-east-1"]}.',
      environment: {
        REPORT_BUCKET: store.bucket.bucketName,
        DIGEST_TOPIC: topics.digest.topicArn,
      },
    });
    this.function = handler.function;
    store.letRead(handler.role, 'reports', 'snapshots');
    store.letWrite(handler.role, 'reports', 'snapshots', 'findings');
    handler.allow(['sns:Publish'], [topics.digest.topicArn]);
    const secrets = alicloud.flatMap(({ secret }) => secret ?? []);
    if (secrets.length > 0) {
      handler.allow(
        ['secretsmanager:GetSecretValue'],
        // Secrets Manager adds six characters of its own to a name.
        [...new Set(secrets)].map((name) =>
          Stack.of(this).formatArn({
            service: 'secretsmanager',
            resource: 'secret',
            resourceName: `${name}-??????`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ),
      );
    }
    if (alicloud.some(({ oidcProviderArn }) => oidcProviderArn !== undefined)) {
      handler.allow(['sts:GetWebIdentityToken'], ['*']);
    }
    handler.allow(readActions, ['*']);
    acknowledge(
      handler.role,
      'IAM5[Resource::*]',
      'Describe and List calls know no narrower resource than everything.',
    );
  }
}
