import { createHash } from 'node:crypto';
import { matchesGlob } from '#platform/glob.ts';

/** What goes wrong, to which calls, and how often. */
export interface Fault {
  /**
   * `throttle`, `deny`, `deny-by-organization`, `server-error`: the service's own refusal.
   * `cut`: the connection ends in the middle of the answer. `malformed`: the answer ends in the middle, the connection
   * does not. `slow`: the answer comes after `delayMs`.
   */
  readonly kind: 'throttle' | 'deny' | 'deny-by-organization' | 'server-error' | 'cut' | 'malformed' | 'slow';
  /** Glob over calls such as `ec2:Describe*`. @default every call */
  readonly calls?: string;
  /** @default every region */
  readonly region?: string;
  /** Share of the calls that it strikes, 0 to 1. @default 1, for good */
  readonly probability?: number;
  /** For `slow`, in milliseconds. @default 60000 */
  readonly delayMs?: number;
}

/**
 * Decides which calls go wrong.
 *
 * Chance hangs on the call, its region and how often it was made, never on the order in which calls of different kinds
 * arrive: the same seed strikes the same calls however they interleave.
 */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly #seed: number;
  readonly #made = new Map<string, number>();

  constructor(faults: readonly Fault[], seed: number) {
    this.#faults = faults;
    this.#seed = seed;
  }

  /** The first fault that strikes this call, or `undefined`. `identity` tells one request from another. */
  strike(call: string, region: string, identity: string): Fault | undefined {
    const made = this.#made.get(identity) ?? 0;
    this.#made.set(identity, made + 1);
    return this.#faults.find(
      (fault, index) =>
        matchesGlob(fault.calls ?? '*', call) &&
        (fault.region ?? region) === region &&
        (fault.probability === undefined || this.#draw(`${index}/${identity}/${made}`) < fault.probability),
    );
  }

  /** A number from 0 up to 1 that the text and the seed alone decide. */
  #draw(text: string): number {
    return createHash('sha256').update(`${this.#seed}/${text}`).digest().readUInt32BE() / 2 ** 32;
  }
}
