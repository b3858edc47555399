import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface ReportStoreProps {
  /** How long reports and the findings' history are kept. */
  readonly reportAge: Duration;
  /** How long snapshots are kept. */
  readonly snapshotAge: Duration;
}

/** How long the access log, and versions that were overwritten, are kept. */
const ACCESS_LOG_AGE = Duration.days(90);
const OLD_VERSION_AGE = Duration.days(30);

/**
 * The bucket of reports, snapshots, findings and notices. It stays when the stack goes: reports are evidence.
 *
 * Reports are a map of the estate's holes, so who may touch them stands in one place, the bucket's own policy.
 */
export class ReportStore extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ReportStoreProps) {
    super(scope, id);
    const locked = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const accessLog = new Bucket(this, 'AccessLog', {
      ...locked,
      lifecycleRules: [{ id: 'forget', expiration: ACCESS_LOG_AGE }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...locked,
      versioned: true,
      serverAccessLogsBucket: accessLog,
      lifecycleRules: [
        { id: 'reports', prefix: 'reports/', expiration: props.reportAge },
        { id: 'findings', prefix: 'findings/', expiration: props.reportAge },
        { id: 'snapshots', prefix: 'snapshots/', expiration: props.snapshotAge },
        {
          id: 'leftovers',
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: OLD_VERSION_AGE,
        },
      ],
    });
  }

  /** Lets a role read what stands under the prefixes, and tell "not there" from "not allowed". */
  letRead(role: IRole, ...prefixes: readonly string[]): void {
    this.#let(
      role,
      ['s3:GetObject'],
      prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}/*`)),
    );
    this.#let(role, ['s3:ListBucket'], [this.bucket.bucketArn]);
  }

  /** Lets a role write under the prefixes. */
  letWrite(role: IRole, ...prefixes: readonly string[]): void {
    const objects = prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}/*`));
    this.#let(role, ['s3:PutObject', 's3:AbortMultipartUpload'], objects);
  }

  #let(role: IRole, actions: string[], resources: string[]): void {
    this.bucket.addToResourcePolicy(new PolicyStatement({ principals: [role], actions, resources }));
  }
}
