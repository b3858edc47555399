import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readEndpointOverride } from '#collectors/alicloud/endpoints.ts';
import { findKeys } from '#collectors/alicloud/find-keys.ts';
import type { Config } from '#platform/config.ts';
import type { AccountRequest } from '#scan/collect.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';

/**
 * The accounts that the flags and the environment speak of: AWS by the SDK's own chain, Alibaba Cloud by its variables
 * or profile. Without `--provider`, Alibaba Cloud is read when the environment has keys for it.
 */
export async function accountsOf(
  options: Pick<SharedOptions, 'provider' | 'profile' | 'regions'>,
  config: Config,
  io: Pick<Io, 'clock' | 'env'>,
): Promise<readonly AccountRequest[]> {
  const providers = options.provider ?? (hasAlicloudKeys(io.env) ? (['aws', 'alicloud'] as const) : (['aws'] as const));
  return Promise.all(
    providers.map(async (provider) => (provider === 'aws' ? awsAccount(options, config, io) : alicloudAccount(io))),
  );
}

const hasAlicloudKeys = (env: Io['env']): boolean =>
  Boolean(env['ALIBABA_CLOUD_ACCESS_KEY_ID'] || env['ALIBABA_CLOUD_PROFILE']);

function awsAccount(
  { profile, regions }: Pick<SharedOptions, 'profile' | 'regions'>,
  config: Config,
  { env }: Pick<Io, 'env'>,
): AccountRequest {
  const wanted = regions === 'all' ? 'all' : config.aws.regions;
  const [named = ''] = regions === undefined || regions === 'all' ? (wanted === 'all' ? [] : wanted) : regions;
  return {
    provider: 'aws',
    regions: wanted,
    access: profile ? { profile } : {},
    homeRegion:
      env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? (/\d$/.test(named) ? named : undefined) ?? 'us-east-1',
  };
}

async function alicloudAccount({ clock, env }: Pick<Io, 'clock' | 'env'>): Promise<AccountRequest> {
  const endpoint = readEndpointOverride(env['ALIBABA_CLOUD_ENDPOINT_URL']);
  const credentials = await findKeys({
    env,
    clock,
    ...(endpoint === undefined ? {} : { endpoint }),
    readConfig: () => readFile(join(env['HOME'] ?? homedir(), '.aliyun', 'config.json'), 'utf8').catch(() => undefined),
    readFile: (path) => readFile(path, 'utf8'),
  });
  return { provider: 'alicloud', regions: 'all', credentials, ...(endpoint === undefined ? {} : { endpoint }) };
}
