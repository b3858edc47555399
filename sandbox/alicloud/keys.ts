/** A key that the miniature cloud knows; temporary ones have a token and an end. */
export interface SandboxKey {
  readonly account: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  readonly expiresAt?: Date;
}

/** The keys that a recorded account is read with when a test brings none of its own. */
export const sandboxKey = (account: string): SandboxKey => ({
  account,
  accessKeyId: `sandbox-key-of-${account}`,
  accessKeySecret: `sandbox-secret-of-${account}`,
});

/** What the keys of a sandbox may become, and how. */
export interface SandboxAccess {
  /** @default one key for each recorded account, as {@link sandboxKey} makes it */
  readonly keys?: readonly SandboxKey[];
  /** The keys that a role gives, by its ARN. @default no role */
  readonly roles?: Readonly<Record<string, SandboxKey>>;
  /** Tokens that are exchanged for a role's keys. @default none */
  readonly oidcTokens?: ReadonlySet<string>;
}
