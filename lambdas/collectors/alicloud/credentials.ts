import { randomBytes } from 'node:crypto';
import { text } from '#inventory/fields.ts';
import type { Clock } from '#platform/clock.ts';
import { UsageError } from '#platform/usage-error.ts';
import type { AliClient } from './client.ts';
import { MAINLAND } from './endpoints.ts';
import { AliyunError } from './errors.ts';

/** A key pair of Alibaba Cloud; temporary ones come with a token and an end. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  readonly expiresAt?: Date;
}

/** Where keys come from. They live in memory only and are never written anywhere. */
export interface CredentialSource {
  get(): Promise<Credentials>;
  /** Forgets what was fetched, so that the next call gets fresh keys. */
  refresh?(): void;
}

/** No keys at all: the one call that exchanges a token is sent unsigned. */
export const ANONYMOUS: CredentialSource = { get: async () => ({ accessKeyId: '', accessKeySecret: '' }) };

/** Keys that do not change. */
export const fixedKeys = (credentials: Credentials): CredentialSource => ({ get: async () => credentials });

/** Temporary keys are fetched anew this long before they end. */
const MARGIN_MS = 5 * 60_000;

/** Fetches keys when they are first needed and again five minutes before they end; callers at the same time share one fetch. */
export function cachedKeys(fetch: () => Promise<Credentials>, clock: Clock): CredentialSource {
  let held: Promise<Credentials> | undefined;
  let endsAtMs = Number.POSITIVE_INFINITY;
  return {
    get() {
      if (held && clock().getTime() < endsAtMs - MARGIN_MS) return held;
      endsAtMs = Number.POSITIVE_INFINITY;
      const fetched = fetch().then(
        (credentials) => {
          if (held === fetched) endsAtMs = credentials.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
          return credentials;
        },
        (failure: unknown) => {
          if (held === fetched) held = undefined;
          throw failure;
        },
      );
      held = fetched;
      return fetched;
    },
    refresh() {
      held = undefined;
    },
  };
}

/** A role that is taken on with keys that may do nothing else. */
export interface RoleToAssume {
  /** `acs:ram::<account>:role/<name>`. */
  readonly roleArn: string;
  /** 2–64 characters. Default `cloud-posture`. */
  readonly sessionName?: string;
  readonly externalId?: string;
  /** 900 to the role's own maximum. Default 3600. */
  readonly durationSeconds?: number;
}

const SESSION_NAME = 'cloud-posture';

/** Temporary keys of a role, through keys that may assume it. @see https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole */
export async function assumeRole(sts: AliClient, role: RoleToAssume): Promise<Credentials> {
  const answer = await sts.request({
    product: 'sts',
    action: 'AssumeRole',
    region: MAINLAND,
    parameters: {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? SESSION_NAME,
      DurationSeconds: role.durationSeconds ?? 3600,
      ExternalId: role.externalId,
    },
  });
  return credentialsOf(answer);
}

/** A role that is taken on with a signed token from elsewhere, without any key of Alibaba Cloud. */
export interface RoleByToken extends Omit<RoleToAssume, 'externalId'> {
  /** `acs:ram::<account>:oidc-provider/<name>`. */
  readonly oidcProviderArn: string;
  /** Fetches a fresh token each time. */
  readonly token: () => Promise<string>;
}

/**
 * Temporary keys of a role for an OIDC token. `anonymous` is a client without keys: the call is sent unsigned.
 *
 * @see https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 */
export async function assumeRoleWithOidc(anonymous: AliClient, role: RoleByToken): Promise<Credentials> {
  const answer = await anonymous.request({
    product: 'sts',
    action: 'AssumeRoleWithOIDC',
    region: MAINLAND,
    parameters: {
      OIDCProviderArn: role.oidcProviderArn,
      RoleArn: role.roleArn,
      OIDCToken: await role.token(),
      RoleSessionName: role.sessionName ?? `${SESSION_NAME}-${randomBytes(4).toString('hex')}`,
      DurationSeconds: role.durationSeconds ?? 3600,
    },
  });
  return credentialsOf(answer);
}

function credentialsOf(answer: Readonly<Record<string, unknown>>): Credentials {
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = (answer['Credentials'] ?? {}) as Record<
    string,
    unknown
  >;
  const expiresAt = new Date(String(Expiration));
  if (typeof AccessKeyId !== 'string' || typeof AccessKeySecret !== 'string' || typeof SecurityToken !== 'string') {
    throw new AliyunError('Malformed', 'the answer of STS holds no keys');
  }
  if (Number.isNaN(expiresAt.getTime()))
    throw new AliyunError('Malformed', 'the answer of STS does not say when its keys end');
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken, expiresAt };
}

/** Who a set of keys belongs to. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** What to do about the codes with which STS refuses keys. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^InvalidAccessKeyId\.Inactive$/, 'the access key is disabled: enable it, or make a new one'],
  [/^InvalidAccessKeyId/, 'there is no such access key: check the key id'],
  [/^(SignatureDoesNotMatch|IncompleteSignature)$/, 'the access key secret does not belong to the key id'],
  [/^InvalidSecurityToken/, 'the security token has ended or belongs to other keys: fetch new ones'],
  [/^InvalidTimeStamp/, "this machine's clock is wrong by more than 15 minutes"],
  [/^EntityNotExist\.Role/, 'there is no such role: check its ARN'],
  [
    /^(NoPermission|Forbidden)/,
    'the keys may not do this: allow sts:AssumeRole, and name them in the role’s trust policy',
  ],
  [/^AuthenticationFail\.OIDCToken/, 'the token was refused: check the provider’s issuer, fingerprint and client id'],
];

/**
 * Asks Alibaba Cloud whose keys these are.
 *
 * @throws {UsageError} that names what is wrong with the keys, or that they belong to another account than `expected`.
 */
export async function checkIdentity(client: AliClient, expected?: string): Promise<Identity> {
  let answer: Readonly<Record<string, unknown>>;
  try {
    answer = await client.request({ product: 'sts', action: 'GetCallerIdentity', region: MAINLAND, parameters: {} });
  } catch (failure) {
    if (!(failure instanceof AliyunError)) throw failure;
    const advice = ADVICE.find(([code]) => code.test(failure.code))?.[1];
    throw new UsageError(
      advice === undefined
        ? `Alibaba Cloud cannot be asked whom the credentials belong to: ${failure.code}: ${failure.message}`
        : `Alibaba Cloud does not accept the credentials: ${failure.code}: ${advice}`,
    );
  }
  const account = answer['AccountId'];
  if (typeof account !== 'string' && typeof account !== 'number') {
    throw new UsageError('Alibaba Cloud accepts the credentials but does not say which account they belong to');
  }
  if (expected !== undefined && String(account) !== expected) {
    throw new UsageError(
      `the credentials belong to Alibaba Cloud account ${account}, but the configuration names ${expected}`,
    );
  }
  return { account: String(account), arn: text(answer['Arn']) ?? '' };
}
