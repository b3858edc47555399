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
  return {
    signal: AbortSignal.timeout(limitMs),
    remainingMs: () => Math.max(0, endsAt - clock().getTime()),
  };
}
