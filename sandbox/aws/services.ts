import * as account from '@aws-sdk/client-account';
import * as cloudFront from '@aws-sdk/client-cloudfront';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing';
import * as elbV2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as globalAccelerator from '@aws-sdk/client-global-accelerator';
import * as guardDuty from '@aws-sdk/client-guardduty';
import * as health from '@aws-sdk/client-health';
import * as sts from '@aws-sdk/client-sts';
import { type Operation, operationsOf } from './operation.ts';
import { awsJson, awsQuery, ec2Query, type Protocol, restJson, restXml } from './protocols.ts';

/** One service of AWS in the sandbox. */
export interface Service {
  /** Its prefix in recorded calls. */
  readonly prefix: string;
  /** Its name in the credential scope of signatures. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** The API version, where two services sign with one name. */
  readonly version?: string;
  readonly operations: ReadonlyMap<string, Operation>;
}

const service = (
  prefix: string,
  signingName: string,
  protocol: Protocol,
  sdk: Readonly<Record<string, unknown>>,
  version?: string,
): Service => ({ prefix, signingName, protocol, operations: operationsOf(sdk), ...(version ? { version } : {}) });

/** Every service that the sandbox speaks for; the SDK's own schemas tell the rest. */
export const SERVICES: readonly Service[] = [
  service('ec2', 'ec2', ec2Query, ec2),
  service('sts', 'sts', awsQuery, sts),
  service('guardduty', 'guardduty', restJson, guardDuty),
  service('elb', 'elasticloadbalancing', awsQuery, elb, '2012-06-01'),
  service('elbv2', 'elasticloadbalancing', awsQuery, elbV2, '2015-12-01'),
  service('cloudwatch', 'monitoring', awsJson('1.0'), cloudWatch),
  service('globalaccelerator', 'globalaccelerator', awsJson('1.1'), globalAccelerator),
  service('cloudfront', 'cloudfront', restXml, cloudFront),
  service('account', 'account', restJson, account),
  service('health', 'health', awsJson('1.1'), health),
];
