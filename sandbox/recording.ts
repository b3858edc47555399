import { GLOBAL_REGION, type Provider, type RecordedCall, type Scope } from '#snapshot/recorded-call.ts';

/** The recorded calls of one account and region, in memory, as the sandbox serves them. */
export interface ServedScope extends Scope {
  readonly calls: readonly RecordedCall[];
}

/** Scopes that are read as they are asked for, such as those of `readScopes`. */
interface ScopeInStore extends Scope {
  readonly calls: () => AsyncIterable<RecordedCall>;
}

/** Reads scopes of a snapshot into memory, to be served. */
export async function loadScopes(scopes: readonly ScopeInStore[]): Promise<readonly ServedScope[]> {
  const served: ServedScope[] = [];
  for (const { provider, account, region, calls } of scopes) {
    const read: RecordedCall[] = [];
    for await (const call of calls()) read.push(call);
    served.push({ provider, account, region, calls: read });
  }
  return served;
}

/** A snapshot by account, region and call. */
export class Recording {
  readonly #scopes = new Map<string, Map<string, RecordedCall[]>>();
  readonly #accounts = new Map<Provider, string[]>();

  constructor(scopes: readonly ServedScope[]) {
    for (const { provider, account, region, calls } of scopes) {
      const accounts = this.#accounts.get(provider) ?? [];
      if (!accounts.includes(account)) this.#accounts.set(provider, [...accounts, account]);
      const byCall = this.#scopes.get(keyOf({ provider, account, region })) ?? new Map<string, RecordedCall[]>();
      this.#scopes.set(keyOf({ provider, account, region }), byCall);
      for (const call of calls) {
        const lines = byCall.get(call.call);
        if (lines) lines.push(call);
        else byCall.set(call.call, [call]);
      }
    }
  }

  /** The accounts of a cloud, in the order of the snapshot. */
  accounts(provider: Provider): readonly string[] {
    return this.#accounts.get(provider) ?? [];
  }

  /** Whether anything was recorded for the region. */
  has(scope: Scope): boolean {
    return this.#scopes.has(keyOf(scope));
  }

  /** Every recorded line of the call, where it was made in the region or is one without a region; `undefined` if never. */
  lines(scope: Scope, call: string): readonly RecordedCall[] | undefined {
    return (
      this.#scopes.get(keyOf(scope))?.get(call) ??
      this.#scopes.get(keyOf({ ...scope, region: GLOBAL_REGION }))?.get(call)
    );
  }
}

const keyOf = ({ provider, account, region }: Scope): string => `${provider}/${account}/${region}`;
