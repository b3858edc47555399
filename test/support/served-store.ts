import type { ServedScope } from '../../sandbox/recording.ts';
import { memoryStore } from './memory-store.ts';

/** Scopes of a sandbox as a snapshot that can be read. */
export const storeOf = (scopes: readonly ServedScope[]): ReturnType<typeof memoryStore> =>
  memoryStore(
    Object.fromEntries(
      scopes.map(({ provider, account, region, calls }) => [
        `${provider}/${account}/${region}.jsonl`,
        calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
      ]),
    ),
  );
