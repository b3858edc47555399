import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.ts';

/** The moment by which a piece of work must end, and the signal that aborts its calls then. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds left; zero once the deadline has passed. */
  remainingMs(): number;
}

/** A deadline `limitMs` milliseconds from now. The timer never keeps the process alive. */
export function deadlineIn(limitMs: number, clock: Clock): Deadline {
  const endsAt = clock().getTime() + limitMs;
  const signal = AbortSignal.timeout(limitMs);
  // Every call of the piece of work listens: many listeners are no leak here.
  setMaxListeners(0, signal);
  return {
    signal,
    remainingMs: () => Math.max(0, endsAt - clock().getTime()),
  };
}
