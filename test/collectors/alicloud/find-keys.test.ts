import { AliClient } from '#collectors/alicloud/client.ts';
import { type Credentials, cachedKeys, checkIdentity, fixedKeys } from '#collectors/alicloud/credentials.ts';
import { findKeys, type KeyPlaces, keysInSecret, keysOfRole, keysOfToken } from '#collectors/alicloud/find-keys.ts';
import type { SandboxAccess, SandboxKey } from '../../../sandbox/alicloud/keys.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts';
import { ALI_ACCOUNT, aliScope } from '../../support/ali-calls.ts';

const ROLE = `acs:ram::${ALI_ACCOUNT}:role/posture-reader`;
const PROVIDER = `acs:ram::${ALI_ACCOUNT}:oidc-provider/aws`;
const USER: SandboxKey = { account: ALI_ACCOUNT, accessKeyId: 'LTAIuser', accessKeySecret: 'user-secret' };
const TEMPORARY: SandboxKey = {
  account: ALI_ACCOUNT,
  accessKeyId: 'STS.role',
  accessKeySecret: 'role-secret',
  securityToken: 'role-token',
};
const ACCESS: SandboxAccess = { keys: [USER], roles: { [ROLE]: TEMPORARY }, oidcTokens: new Set(['good.jwt.token']) };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ snapshot: [aliScope('global')], alicloud: ACCESS });
});
afterAll(() => sandbox.close());

const places = (change: Partial<KeyPlaces> = {}): KeyPlaces => ({
  env: {},
  readConfig: async () => undefined,
  readFile: async () => 'good.jwt.token\n',
  clock: () => new Date(),
  endpoint: sandbox.url,
  ...change,
});

const config =
  (profiles: readonly object[], current = 'default') =>
  async () =>
    JSON.stringify({ current, profiles });
const AK = { name: 'default', mode: 'AK', access_key_id: 'LTAIuser', access_key_secret: 'user-secret' };
const BY_ROLE = { ...AK, name: 'by-role', mode: 'RamRoleArn', ram_role_arn: ROLE };

const keysOf = async ({ accessKeyId, securityToken }: Credentials) => [accessKeyId, securityToken];

describe('keys are found in', () => {
  const user = ['LTAIuser', undefined];
  const temporary = ['STS.role', 'role-token'];
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIuser', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'user-secret' };

  test.each<[string, Partial<KeyPlaces>, string | undefined, (string | undefined)[]]>([
    ['the variables', { env }, undefined, user],
    [
      'the variables, with a token',
      { env: { ...env, ALIBABA_CLOUD_SECURITY_TOKEN: 't' } },
      undefined,
      ['LTAIuser', 't'],
    ],
    ['the current profile', { readConfig: config([AK]) }, undefined, user],
    [
      'a profile with a token',
      { readConfig: config([{ ...AK, mode: 'StsToken', sts_token: 't' }]) },
      undefined,
      ['LTAIuser', 't'],
    ],
    ['a named profile, whatever the variables say', { env, readConfig: config([AK, BY_ROLE]) }, 'by-role', temporary],
    [
      'the profile that a variable names',
      { env: { ALIBABA_CLOUD_PROFILE: 'by-role' }, readConfig: config([AK, BY_ROLE]) },
      undefined,
      temporary,
    ],
    [
      'a profile that leans on another',
      {
        readConfig: config([
          AK,
          { name: 'chained', mode: 'ChainableRamRoleArn', source_profile: 'default', ram_role_arn: ROLE },
        ]),
      },
      'chained',
      temporary,
    ],
    [
      'a profile with a token file',
      {
        readConfig: config([
          { name: 'oidc', mode: 'OIDC', oidc_provider_arn: PROVIDER, oidc_token_file: '/token', ram_role_arn: ROLE },
        ]),
      },
      'oidc',
      temporary,
    ],
  ])('%s', async (_, change, profile, wanted) => {
    const source = await findKeys(places(change), profile);
    expect(await keysOf(await source.get())).toEqual(wanted);
  });
});

describe('what is wrong with keys is said without showing them', () => {
  test.each<[string, Partial<KeyPlaces>, string | undefined, string]>([
    ['none at all', {}, undefined, 'no credentials for Alibaba Cloud. Set ALIBABA_CLOUD_ACCESS_KEY_ID'],
    [
      'half a pair',
      { env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIuser' } },
      undefined,
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set',
    ],
    [
      'no such profile',
      { readConfig: config([AK, BY_ROLE]) },
      'prod',
      'has no profile "prod"; it has by-role, default',
    ],
    ['no file for a profile', {}, 'prod', 'there is no ~/.aliyun/config.json to hold the profile "prod"'],
    [
      'a broken file',
      { readConfig: async () => '{"access_key_secret":"user-secret"' },
      undefined,
      '~/.aliyun/config.json is no JSON',
    ],
    [
      'a profile without a secret',
      { readConfig: config([{ ...AK, access_key_secret: '' }]) },
      undefined,
      'has no access_key_secret',
    ],
    [
      'a mode we cannot use',
      { readConfig: config([{ ...AK, mode: 'External' }]) },
      undefined,
      'has mode "External", but must be AK,',
    ],
    [
      'a circle of profiles',
      {
        readConfig: config([
          { name: 'a', mode: 'ChainableRamRoleArn', source_profile: 'b', ram_role_arn: ROLE },
          { name: 'b', mode: 'ChainableRamRoleArn', source_profile: 'a', ram_role_arn: ROLE },
        ]),
      },
      'a',
      'leads back to itself',
    ],
  ])('%s', async (_, change, profile, message) => {
    const found = await findKeys(places(change), profile).catch((error: Error) => error);
    expect(found).toMatchObject({ name: 'UsageError', message: expect.stringContaining(message) });
    expect((found as Error).message).not.toContain('user-secret');
  });

  test.each([
    ['no JSON', 'user-secret', 'the secret posture/ali is no JSON: expected {"accessKeyId", "accessKeySecret"}'],
    ['half a pair', '{"accessKeySecret":"user-secret"}', 'the secret posture/ali lacks accessKeyId or accessKeySecret'],
  ])('a secret with %s', (_, text, message) => {
    expect(() => keysInSecret(text, 'posture/ali')).toThrow(message);
  });

  test.each([
    [
      'an unknown key',
      { ...USER, accessKeyId: 'LTAIother' },
      'InvalidAccessKeyId.NotFound: there is no such access key',
    ],
    [
      'a wrong secret',
      { ...USER, accessKeySecret: 'wrong-secret' },
      'SignatureDoesNotMatch: the access key secret does not belong',
    ],
    [
      'a wrong token',
      { ...TEMPORARY, securityToken: 'other' },
      'InvalidSecurityToken.MismatchWithAccessKey: the security token',
    ],
  ])('%s, as the self-test tells', async (_, keys, message) => {
    const client = new AliClient({ credentials: fixedKeys(keys), endpoint: sandbox.url });
    const said = await checkIdentity(client).catch((error: Error) => error);
    client.destroy();
    expect(said).toMatchObject({ name: 'UsageError', message: expect.stringContaining(message) });
    for (const secret of [keys.accessKeySecret, 'role-token']) expect((said as Error).message).not.toContain(secret);
  });
});

test('the self-test names the account, and refuses another one than configured', async () => {
  const client = new AliClient({ credentials: fixedKeys(USER), endpoint: sandbox.url });
  await expect(checkIdentity(client, ALI_ACCOUNT)).resolves.toMatchObject({ account: ALI_ACCOUNT });
  await expect(checkIdentity(client, '1')).rejects.toThrow(
    `the credentials belong to Alibaba Cloud account ${ALI_ACCOUNT}, but the configuration names 1`,
  );
  client.destroy();
});

describe('temporary keys', () => {
  test('of a role come through a key that may assume it', async () => {
    const source = keysOfRole(fixedKeys(USER), { roleArn: ROLE }, places());
    expect((await source.get()).accessKeyId).toBe('STS.role');
  });

  test('come for a token, in an unsigned call', async () => {
    const role = { roleArn: ROLE, oidcProviderArn: PROVIDER, token: async () => 'good.jwt.token' };
    expect((await keysOfToken(role, places()).get()).accessKeyId).toBe('STS.role');
    const refused = keysOfToken({ ...role, token: async () => 'bad.jwt.token' }, places()).get();
    await expect(refused).rejects.toMatchObject({ code: 'AuthenticationFail.OIDCToken.Invalid' });
  });

  test('are fetched once by callers at the same time, and again five minutes before they end', async () => {
    let now = Date.parse('2026-11-20T02:00:00Z');
    let fetched = 0;
    const source = cachedKeys(
      async () => ({ accessKeyId: `k${++fetched}`, accessKeySecret: 's', expiresAt: new Date('2026-11-20T03:00:00Z') }),
      () => new Date(now),
    );
    await Promise.all([source.get(), source.get()]);
    expect(fetched).toBe(1);
    now = Date.parse('2026-11-20T02:54:59Z');
    expect((await source.get()).accessKeyId).toBe('k1');
    now = Date.parse('2026-11-20T02:55:00Z');
    expect((await source.get()).accessKeyId).toBe('k2');
  });

  test('are fetched again after a failure, and after they were refused as expired', async () => {
    let fetched = 0;
    const source = cachedKeys(
      async () => {
        if (++fetched === 1) throw new Error('not now');
        return { accessKeyId: `k${fetched}`, accessKeySecret: 's' };
      },
      () => new Date(0),
    );
    await expect(source.get()).rejects.toThrow('not now');
    expect((await source.get()).accessKeyId).toBe('k2');
    source.refresh?.();
    expect((await source.get()).accessKeyId).toBe('k3');
  });
});
