import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Handler, type HandlerSetting } from './handler.ts';
import type { ReportStore } from './report-store.ts';

export interface DiagnoseProps {
  readonly setting: HandlerSetting;
  readonly store: ReportStore;
}

/** A function for the console that says why a flow gets through or not. It reads the last scan and no cloud. */
export class Diagnose extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { setting, store }: DiagnoseProps) {
    super(scope, id);
    const handler = new Handler(this, 'Handler', {
      ...setting,
      name: 'diagnose',
      description: 'Cloud Posture: why a flow gets through or not. {"from":"internet","to":"i-...","port":"tcp/8080"}',
      environment: { REPORT_BUCKET: store.bucket.bucketName },
      timeout: Duration.minutes(5),
    });
    this.function = handler.function;
    store.letRead(handler.role, 'reports', 'snapshots');
  }
}
