import type { STSClient } from '@aws-sdk/client-sts';
import { awsToken } from '#collectors/alicloud/aws-token.ts';
import { type CredentialSource, cachedKeys } from '#collectors/alicloud/credentials.ts';
import { keysInSecret, keysOfRole, keysOfToken } from '#collectors/alicloud/find-keys.ts';
import type { AwsAccess } from '#collectors/aws/clients.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import type { AccountRequest } from './collect.ts';

/** What the deployed scanner reaches its accounts with. */
export interface AccountAccess {
  readonly access: AwsAccess;
  readonly homeRegion: string;
  /** The text of a secret of Secrets Manager. */
  readonly readSecret: (name: string) => Promise<string>;
  /** Signs the tokens that are exchanged for keys of Alibaba Cloud. */
  readonly sts: STSClient;
  /** One address for every product of Alibaba Cloud, for tests on loopback. */
  readonly alicloudEndpoint?: string;
  readonly clock: Clock;
}

/** Whom the tokens are for, as the provider in RAM expects it. */
const AUDIENCE = 'sts.aliyuncs.com';

type AlicloudAccount = Config['alicloud']['accounts'][number];

/** The accounts of the configuration: the one we run in, and those of Alibaba Cloud. Nothing is fetched yet. */
export function configuredAccounts(
  config: Config,
  providers: readonly Provider[],
  reach: AccountAccess,
): readonly AccountRequest[] {
  const aws: AccountRequest = {
    provider: 'aws',
    regions: config.aws.regions,
    access: reach.access,
    homeRegion: reach.homeRegion,
  };
  const alicloud = config.alicloud.accounts.map(
    (account): AccountRequest => ({
      provider: 'alicloud',
      regions: account.regions,
      expectedAccount: account.account,
      credentials: keysOf(account, reach),
      ...(reach.alicloudEndpoint ? { endpoint: reach.alicloudEndpoint } : {}),
    }),
  );
  return [aws, ...alicloud].filter(({ provider }) => providers.includes(provider));
}

/** A key that may only assume one role, a key with the permissions itself, or a token instead of any key. */
function keysOf(
  { secret, roleArn, externalId, oidcProviderArn }: AlicloudAccount,
  reach: AccountAccess,
): CredentialSource {
  const places = { clock: reach.clock, ...(reach.alicloudEndpoint ? { endpoint: reach.alicloudEndpoint } : {}) };
  if (oidcProviderArn !== undefined && roleArn !== undefined) {
    return keysOfToken({ oidcProviderArn, roleArn, token: awsToken(reach.sts, AUDIENCE) }, places);
  }
  const name = secret ?? '';
  const key = cachedKeys(async () => keysInSecret(await reach.readSecret(name), name).get(), reach.clock);
  return roleArn === undefined ? key : keysOfRole(key, { roleArn, ...(externalId ? { externalId } : {}) }, places);
}
