import { AccountClient } from '@aws-sdk/client-account';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GlobalAcceleratorClient } from '@aws-sdk/client-global-accelerator';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { HealthClient } from '@aws-sdk/client-health';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { type Partition, partitionOf } from '#inventory/aws/partition.ts';

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
  readonly partition: Partition;
  readonly account: AccountClient;
  readonly cloudFront: CloudFrontClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingClient;
  readonly elbV2: ElasticLoadBalancingV2Client;
  readonly globalAccelerator: GlobalAcceleratorClient;
  readonly guardDuty: GuardDutyClient;
  readonly health: HealthClient;
  readonly sts: STSClient;
  /** Closes the sockets. */
  destroy(): void;
}

/** Where each partition keeps the services that have no region. */
const GLOBAL_ENDPOINTS: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** @see https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html */
const GLOBAL_ACCELERATOR_REGION = 'us-west-2';

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
  const partition = partitionOf(region);
  const withoutRegion = { ...config, region: GLOBAL_ENDPOINTS[partition] };
  const account = lazily(() => new AccountClient(withoutRegion));
  const cloudFront = lazily(() => new CloudFrontClient(withoutRegion));
  const cloudWatch = lazily(() => new CloudWatchClient(config));
  const ec2 = lazily(() => new EC2Client(config));
  const elb = lazily(() => new ElasticLoadBalancingClient(config));
  const elbV2 = lazily(() => new ElasticLoadBalancingV2Client(config));
  const globalAccelerator = lazily(() => new GlobalAcceleratorClient({ ...config, region: GLOBAL_ACCELERATOR_REGION }));
  const guardDuty = lazily(() => new GuardDutyClient(config));
  const health = lazily(() => new HealthClient(withoutRegion));
  const sts = lazily(() => new STSClient(config));
  return {
    partition,
    get account() {
      return account();
    },
    get cloudFront() {
      return cloudFront();
    },
    get cloudWatch() {
      return cloudWatch();
    },
    get ec2() {
      return ec2();
    },
    get elb() {
      return elb();
    },
    get elbV2() {
      return elbV2();
    },
    get globalAccelerator() {
      return globalAccelerator();
    },
    get guardDuty() {
      return guardDuty();
    },
    get health() {
      return health();
    },
    get sts() {
      return sts();
    },
    destroy() {
      for (const client of made) client.destroy();
    },
  };
}
