import type { Family } from '#inventory/addresses.ts';
import type { Blocked, Blocker } from './exposure.ts';
import type { ResourceName, Target } from './targets.ts';

/**
 * A target that nothing reaches. Most addresses of a region are such ones, so it holds nothing of its own; its blockers
 * are worked out each time somebody looks at them.
 */
export class BlockedTarget<Front> implements Blocked {
  readonly #target: Target;
  readonly #front: Front;
  readonly #blockers: (target: Target, front: Front) => readonly Blocker[];

  /** @param front What else a packet meets at the target; handed on to `blockers`. */
  constructor(target: Target, front: Front, blockers: (target: Target, front: Front) => readonly Blocker[]) {
    this.#target = target;
    this.#front = front;
    this.#blockers = blockers;
  }

  get resource(): ResourceName {
    return this.#target.resource;
  }

  get interface(): string | null {
    return this.#target.nic.id || null;
  }

  get address(): string | null {
    return this.#target.address || null;
  }

  get publicAddress(): string | undefined {
    return this.#target.publicAddress;
  }

  get family(): Family {
    return this.#target.family;
  }

  get blockers(): readonly Blocker[] {
    return this.#blockers(this.#target, this.#front);
  }
}
