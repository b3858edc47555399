import { STSClient } from '@aws-sdk/client-sts';
import { type Config, DEFAULT_CONFIG } from '#platform/config.ts';
import type { Store } from '#platform/store.ts';
import type { Message } from '#platform/topic.ts';
import type { ScanAccountDeps } from '#scan/scan-account.ts';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

const call = (name: string, response: object) => ({
  call: name,
  request: {},
  at: '2026-11-20T00:00:00Z',
  response,
});

const GROUP = {
  GroupId: 'sg-1',
  GroupName: 'web',
  VpcId: 'vpc-1',
  OwnerId: ACCOUNT,
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  IpPermissionsEgress: [],
};

/** A small account: one VPC, one group that opens SSH; everything else was not recorded and is refused. */
export const startAccount = (): Promise<Sandbox> =>
  startSandbox({
    snapshot: [
      {
        provider: 'aws',
        account: ACCOUNT,
        region: 'global',
        calls: [
          call('sts:GetCallerIdentity', { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/x`, UserId: 'x' }),
          call('ec2:DescribeRegions', { Regions: [{ RegionName: REGION, OptInStatus: 'opt-in-not-required' }] }),
        ],
      },
      {
        provider: 'aws',
        account: ACCOUNT,
        region: REGION,
        calls: [
          call('ec2:DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: ACCOUNT }] }),
          call('ec2:DescribeSecurityGroups', { SecurityGroups: [GROUP] }),
        ],
      },
    ],
  });

/** A bucket in memory that remembers in which order it was written. */
export function aBucketInMemory() {
  const objects = new Map<string, Buffer>();
  const written: string[] = [];
  const store: Store = {
    async write(key, chunks) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      objects.set(key, Buffer.concat(parts));
      written.push(key);
    },
    writeOnce: async () => {
      throw new Error('a scan has no use for it');
    },
    async read(key) {
      const content = objects.get(key);
      return (
        content &&
        (async function* () {
          yield content;
        })()
      );
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
    locate: (key) => `s3:${key}`,
  };
  const text = (key: string): string => objects.get(key)?.toString() ?? '';
  return { objects, written, store, text };
}

export const CONFIG: Config = { ...DEFAULT_CONFIG, aws: { regions: [REGION] } };

/** The functions' dependencies over an account, and what came out at the other end. */
export function aDeployment(account: Sandbox, change: Partial<ScanAccountDeps> = {}) {
  const bucket = aBucketInMemory();
  const mails: Message[] = [];
  const counts: Record<string, number> = {};
  const deps: ScanAccountDeps = {
    store: bucket.store,
    digestTopic: {
      async publish(message) {
        mails.push(message);
        bucket.written.push('MAIL');
      },
    },
    config: CONFIG,
    access: { endpoint: account.url, maxAttempts: 1, credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' } },
    homeRegion: REGION,
    readSecret: async () => '',
    sts: new STSClient({}),
    clock: () => new Date('2026-11-20T02:30:00Z'),
    collectLimitMs: 60_000,
    onProgress: () => undefined,
    measure: (metric, value) => {
      counts[metric] = value;
    },
    ...change,
  };
  return { bucket, mails, counts, deps };
}
