import type { Clock } from './clock.ts';

/** A value that is asked for once in a while: what was read is kept for `keptMs`; a failure is not. */
export function kept<T>(read: () => Promise<T>, keptMs: number, clock: Clock): () => Promise<T> {
  let held: { readonly value: T; readonly untilMs: number } | undefined;
  return async () => {
    const nowMs = clock().getTime();
    if (!held || held.untilMs <= nowMs) held = { value: await read(), untilMs: nowMs + keptMs };
    return held.value;
  };
}
