import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { CloudAccess } from './cloud-access.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface ScanNowProps {
  readonly setting: HandlerSetting;
  readonly access: CloudAccess;
  readonly store: ReportStore;
  readonly topics: Topics;
}

/** One function that scans from beginning to end and answers whoever asked: `{}` for everything, or a filter. */
export class ScanNow extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { setting, access, store, topics }: ScanNowProps) {
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
    store.letRead(handler.role, 'reports', 'snapshots', 'notices');
    store.letWrite(handler.role, 'reports', 'snapshots', 'findings');
    handler.allow(['sns:Publish'], [topics.digest.topicArn]);
    access.grantTo(handler.role);
  }
}
