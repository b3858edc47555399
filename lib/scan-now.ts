import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface ScanNowProps extends HandlerSetting {
  readonly store: ReportStore;
  readonly topics: Topics;
  /** The IAM actions of the collectors. */
  readonly readActions: readonly string[];
}

/** One function that scans this account from beginning to end: `{}` for everything, or a filter. */
export class ScanNow extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { store, topics, readActions, ...setting }: ScanNowProps) {
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
    handler.allow(readActions, ['*']);
    acknowledge(
      handler.role,
      'IAM5[Resource::*]',
      'Describe and List calls know no narrower resource than everything.',
    );
  }
}
