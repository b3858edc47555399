import type { Clock } from '#platform/clock.ts';
import type { SandboxAccess, SandboxKey } from './keys.ts';
import { isSignedWith, type Parameters, stringToSign } from './signature.ts';

/** What the front says instead of an answer, in Alibaba Cloud's own words. */
export class Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;

  constructor(status: number, code: string, message: string) {
    this.status = status;
    this.code = code;
    this.message = message;
  }
}

/** Requests older than this are refused. */
const MAX_AGE_MS = 15 * 60_000;

/** Checks what the real door checks: key, signature, token, age and nonce; and hands out the keys of roles. */
export class Door {
  readonly #access: SandboxAccess;
  readonly #keys: readonly SandboxKey[];
  readonly #clock: Clock;
  readonly #nonces = new Set<string>();

  constructor(access: SandboxAccess, keys: readonly SandboxKey[], clock: Clock) {
    this.#access = access;
    this.#keys = [...keys, ...Object.values(access.roles ?? {})];
    this.#clock = clock;
  }

  /** Whose request it is. @throws {Refused} */
  enter(method: string, parameters: Parameters): SandboxKey {
    const key = this.#keys.find(({ accessKeyId }) => accessKeyId === parameters['AccessKeyId']);
    if (!key) throw new Refused(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    if (parameters['SignatureMethod'] !== 'HMAC-SHA1' || parameters['SignatureVersion'] !== '1.0') {
      throw new Refused(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
    }
    if (!isSignedWith(method, parameters, key.accessKeySecret)) {
      // The real one writes the whole request back, key and token and all.
      const message = `Specified signature is not matched with our calculation. server string to sign is:${stringToSign(method, parameters)}`;
      throw new Refused(400, 'SignatureDoesNotMatch', message);
    }
    if (key.securityToken !== undefined && key.securityToken !== parameters['SecurityToken']) {
      throw new Refused(
        400,
        'InvalidSecurityToken.MismatchWithAccessKey',
        'Specified SecurityToken mismatch with the AccessKey.',
      );
    }
    if (key.expiresAt && key.expiresAt.getTime() <= this.#clock().getTime()) {
      throw new Refused(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
    }
    this.#checkFresh(parameters);
    return key;
  }

  /** What STS answers itself, or `undefined` for any other action. @throws {Refused} */
  sts(action: string, parameters: Parameters, key: SandboxKey | undefined): object | undefined {
    if (action === 'GetCallerIdentity' && key) {
      const isRole = key.securityToken !== undefined;
      return {
        AccountId: key.account,
        Arn: `acs:ram::${key.account}:${isRole ? 'assumed-role/posture-reader/cloud-posture' : 'user/posture'}`,
        IdentityType: isRole ? 'AssumedRoleUser' : 'RAMUser',
        PrincipalId: '300000000000000001',
      };
    }
    if (action !== 'AssumeRole' && action !== 'AssumeRoleWithOIDC') return undefined;
    const role = this.#access.roles?.[parameters['RoleArn'] ?? ''];
    if (!role) throw new Refused(404, 'EntityNotExist.Role', 'The role not exists.');
    if (action === 'AssumeRoleWithOIDC' && !this.#access.oidcTokens?.has(parameters['OIDCToken'] ?? '')) {
      throw new Refused(400, 'AuthenticationFail.OIDCToken.Invalid', 'This JSON Web Token is invalid.');
    }
    const expiration = role.expiresAt ?? new Date(this.#clock().getTime() + 3_600_000);
    return {
      Credentials: {
        AccessKeyId: role.accessKeyId,
        AccessKeySecret: role.accessKeySecret,
        SecurityToken: role.securityToken,
        Expiration: expiration.toISOString().replace(/\.\d+/, ''),
      },
      AssumedRoleUser: { Arn: parameters['RoleArn'], AssumedRoleId: '300000000000000002:cloud-posture' },
    };
  }

  #checkFresh(parameters: Parameters): void {
    const age = Math.abs(this.#clock().getTime() - Date.parse(parameters['Timestamp'] ?? ''));
    if (!(age <= MAX_AGE_MS)) {
      throw new Refused(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
    const nonce = parameters['SignatureNonce'] ?? '';
    if (nonce === '' || this.#nonces.has(nonce)) {
      throw new Refused(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    this.#nonces.add(nonce);
  }
}
