import * as ec2 from '@aws-sdk/client-ec2';
import * as guardDuty from '@aws-sdk/client-guardduty';
import * as sts from '@aws-sdk/client-sts';
import { type Operation, operationsOf } from './operation.ts';
import { awsQuery, ec2Query, type Protocol, restJson } from './protocols.ts';

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
];
