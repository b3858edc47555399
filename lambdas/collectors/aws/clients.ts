import { EC2Client } from '@aws-sdk/client-ec2';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';

/** What AWS clients are made with besides the region: credentials, or nothing for the SDK's own chain. */
export interface AwsAccess {
  readonly credentials?: STSClientConfig['credentials'];
  /** A profile of the shared AWS configuration files. */
  readonly profile?: string;
  /** One address for every service, instead of AWS itself. Default: what `AWS_ENDPOINT_URL` and its kin say. */
  readonly endpoint?: string;
  /** Attempts per call, the first included. Default 8. */
  readonly maxAttempts?: number;
}

/** The clients of one region, each made when it is first asked for. */
export interface AwsClients {
  readonly ec2: EC2Client;
  readonly guardDuty: GuardDutyClient;
  readonly sts: STSClient;
  /** Closes the sockets. */
  destroy(): void;
}

/** A dead region endpoint must not eat the whole run: the SDK itself would wait for ever. */
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Clients for one region, or for what has no region.
 *
 * Standard retry: it backs off on throttling per call, where the adaptive mode would slow down
 * every API that shares the client.
 */
export function awsClients(region: string, access: AwsAccess = {}): AwsClients {
  const config = {
    region,
    maxAttempts: access.maxAttempts ?? 8,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...(access.credentials ? { credentials: access.credentials } : {}),
    ...(access.profile ? { profile: access.profile } : {}),
    ...(access.endpoint ? { endpoint: access.endpoint } : {}),
  };
  const made: { destroy(): void }[] = [];
  const lazily = <T extends { destroy(): void }>(make: () => T): (() => T) => {
    let client: T | undefined;
    return () => {
      if (!client) {
        client = make();
        made.push(client);
      }
      return client;
    };
  };
  const ec2 = lazily(() => new EC2Client(config));
  const guardDuty = lazily(() => new GuardDutyClient(config));
  const sts = lazily(() => new STSClient(config));
  return {
    get ec2() {
      return ec2();
    },
    get guardDuty() {
      return guardDuty();
    },
    get sts() {
      return sts();
    },
    destroy() {
      for (const client of made) client.destroy();
    },
  };
}
