import type { Clock } from '#platform/clock.ts';
import { UsageError } from '#platform/usage-error.ts';
import { AliClient } from './client.ts';
import {
  ANONYMOUS,
  assumeRole,
  assumeRoleWithOidc,
  type CredentialSource,
  type Credentials,
  cachedKeys,
  fixedKeys,
  type RoleByToken,
  type RoleToAssume,
} from './credentials.ts';

/** What looking for keys needs from the outside. */
export interface KeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of `~/.aliyun/config.json`, or `undefined` where there is none. */
  readonly readConfig: () => Promise<string | undefined>;
  /** The text of a file that a profile names: an OIDC token. */
  readonly readFile: (path: string) => Promise<string>;
  readonly clock: Clock;
  /** One address for every product, as `readEndpointOverride` gives it. */
  readonly endpoint?: string;
}

const TOKEN_LESS_HINT =
  'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile of ~/.aliyun/config.json in ALIBABA_CLOUD_PROFILE.';

/**
 * The keys of somebody at a terminal: the variables, else the named or current profile of the `aliyun` command.
 *
 * @throws {UsageError} when there are none, or a profile cannot be used; names what is missing and never a value.
 */
export async function findKeys(places: KeyPlaces, profile?: string): Promise<CredentialSource> {
  const { env } = places;
  const accessKeyId = env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const accessKeySecret = env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  const securityToken = env['ALIBABA_CLOUD_SECURITY_TOKEN'];
  const wanted = profile ?? (env['ALIBABA_CLOUD_PROFILE'] || undefined);
  if (profile === undefined && (accessKeyId || accessKeySecret)) {
    const absent = accessKeyId ? 'ALIBABA_CLOUD_ACCESS_KEY_SECRET' : 'ALIBABA_CLOUD_ACCESS_KEY_ID';
    if (!accessKeyId || !accessKeySecret) throw new UsageError(`${absent} is not set, but its other half is`);
    return fixedKeys({ accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) });
  }
  const text = await places.readConfig();
  if (text === undefined) {
    throw new UsageError(
      wanted === undefined
        ? `no credentials for Alibaba Cloud. ${TOKEN_LESS_HINT}`
        : `there is no ~/.aliyun/config.json to hold the profile ${JSON.stringify(wanted)}. ${TOKEN_LESS_HINT}`,
    );
  }
  return keysOfProfile(readProfiles(text), wanted, places, new Set());
}

/** The keys of a role that the given keys may assume, fetched again before they end. */
export function keysOfRole(
  base: CredentialSource,
  role: RoleToAssume,
  places: Pick<KeyPlaces, 'clock' | 'endpoint'>,
): CredentialSource {
  return fetchedThrough(base, places, (sts) => assumeRole(sts, role));
}

/** The keys of a role that a token from elsewhere is exchanged for: no key of Alibaba Cloud is stored anywhere. */
export function keysOfToken(role: RoleByToken, places: Pick<KeyPlaces, 'clock' | 'endpoint'>): CredentialSource {
  return fetchedThrough(ANONYMOUS, places, (sts) => assumeRoleWithOidc(sts, role));
}

function fetchedThrough(
  base: CredentialSource,
  { clock, endpoint }: Pick<KeyPlaces, 'clock' | 'endpoint'>,
  fetch: (sts: AliClient) => Promise<Credentials>,
): CredentialSource {
  return cachedKeys(async () => {
    const sts = new AliClient({ credentials: base, ...(endpoint === undefined ? {} : { endpoint }) });
    try {
      return await fetch(sts);
    } finally {
      sts.destroy();
    }
  }, clock);
}

type Profile = Readonly<Record<string, unknown>>;
interface Profiles {
  readonly current?: string;
  readonly profiles: readonly Profile[];
}

function readProfiles(text: string): Profiles {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file, keys and all.
    throw new UsageError('~/.aliyun/config.json is no JSON');
  }
  const { current, profiles } = (config ?? {}) as { current?: unknown; profiles?: unknown };
  return {
    ...(typeof current === 'string' ? { current } : {}),
    profiles: Array.isArray(profiles) ? (profiles as Profile[]) : [],
  };
}

/** @see https://github.com/aliyun/aliyun-cli#configure the profile's modes */
function keysOfProfile(
  { current, profiles }: Profiles,
  wanted: string | undefined,
  places: KeyPlaces,
  above: ReadonlySet<string>,
): CredentialSource {
  const name = wanted ?? current ?? 'default';
  const profile = profiles.find((each) => each['name'] === name);
  if (!profile) {
    const names = profiles.map((each) => String(each['name'])).sort();
    throw new UsageError(
      `~/.aliyun/config.json has no profile ${JSON.stringify(name)}; it has ${names.length === 0 ? 'none' : names.join(', ')}`,
    );
  }
  const field = (key: string): string => {
    const value = profile[key];
    if (typeof value === 'string' && value !== '') return value;
    throw new UsageError(`profile ${name} of ~/.aliyun/config.json has no ${key}`);
  };
  const optional = (key: string): string | undefined =>
    typeof profile[key] === 'string' && profile[key] !== '' ? (profile[key] as string) : undefined;
  const role = (): RoleToAssume => ({
    roleArn: field('ram_role_arn'),
    sessionName: optional('ram_session_name'),
    externalId: optional('external_id'),
    ...(typeof profile['expired_seconds'] === 'number' && profile['expired_seconds'] > 0
      ? { durationSeconds: profile['expired_seconds'] }
      : {}),
  });
  const keys = (): Credentials => ({
    accessKeyId: field('access_key_id'),
    accessKeySecret: field('access_key_secret'),
  });
  const mode = optional('mode') ?? 'AK';
  switch (mode) {
    case 'AK':
      return fixedKeys(keys());
    case 'StsToken':
      return fixedKeys({ ...keys(), securityToken: field('sts_token') });
    case 'RamRoleArn': {
      const token = optional('sts_token');
      return keysOfRole(fixedKeys({ ...keys(), ...(token ? { securityToken: token } : {}) }), role(), places);
    }
    case 'ChainableRamRoleArn': {
      const source = field('source_profile');
      if (above.has(source) || source === name) throw new UsageError(`profile ${name} leads back to itself`);
      return keysOfRole(keysOfProfile({ profiles }, source, places, new Set([...above, name])), role(), places);
    }
    case 'OIDC': {
      const file = field('oidc_token_file');
      const { roleArn, sessionName, durationSeconds } = role();
      const byToken = {
        roleArn,
        oidcProviderArn: field('oidc_provider_arn'),
        token: async () => (await places.readFile(file)).trim(),
      };
      return keysOfToken(
        {
          ...byToken,
          ...(sessionName === undefined ? {} : { sessionName }),
          ...(durationSeconds === undefined ? {} : { durationSeconds }),
        },
        places,
      );
    }
    default:
      throw new UsageError(
        `profile ${name} of ~/.aliyun/config.json has mode ${JSON.stringify(mode)}, but must be AK, StsToken, RamRoleArn, ChainableRamRoleArn or OIDC`,
      );
  }
}

/**
 * The keys in a secret's text: `{"accessKeyId", "accessKeySecret"}`, also in the spelling of the console's download.
 *
 * @throws {UsageError} that names the secret and never what is in it.
 */
export function keysInSecret(text: string, secretName: string): CredentialSource {
  let secret: Record<string, unknown>;
  try {
    secret = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new UsageError(`the secret ${secretName} is no JSON: expected {"accessKeyId", "accessKeySecret"}`);
  }
  const accessKeyId = secret['accessKeyId'] ?? secret['AccessKeyId'];
  const accessKeySecret = secret['accessKeySecret'] ?? secret['AccessKeySecret'];
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string' || !accessKeyId || !accessKeySecret) {
    throw new UsageError(`the secret ${secretName} lacks accessKeyId or accessKeySecret`);
  }
  return fixedKeys({ accessKeyId, accessKeySecret });
}
