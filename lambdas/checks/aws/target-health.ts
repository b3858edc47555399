import { type Known, mapKnown } from '#inventory/known.ts';
import { isTargetGroup, type Pool } from './balancing.ts';

/** What a pool's health checks say. */
export interface PoolHealth {
  readonly total: number;
  readonly healthy: number;
  /** Targets that nobody checks, or that are checked for the first time. */
  readonly undetermined: number;
  /** Each reason once, with how many targets have it: `Target.Timeout (2)`. */
  readonly reasons: readonly string[];
}

/** States that say neither that a target works nor that it does not. */
const UNDETERMINED = new Set(['initial', 'unavailable']);

/** How the targets of a pool do. */
export function healthOf(pool: Pool): Known<PoolHealth> {
  if (isTargetGroup(pool))
    return mapKnown(pool.targets, (targets) =>
      tally(targets.map(({ state, reason }) => ({ state: state.toLowerCase(), reason: reason ?? state }))),
    );
  return mapKnown(pool.instanceHealth, (instances) =>
    tally(
      instances.map(({ state, reason }) => ({
        state: state === 'InService' ? 'healthy' : state,
        reason: reason ?? state,
      })),
    ),
  );
}

function tally(targets: readonly { readonly state: string; readonly reason: string }[]): PoolHealth {
  const reasons = new Map<string, number>();
  for (const { state, reason } of targets) if (state !== 'healthy') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    total: targets.length,
    healthy: targets.filter(({ state }) => state === 'healthy').length,
    undetermined: targets.filter(({ state }) => UNDETERMINED.has(state)).length,
    reasons: [...reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => `${reason} (${count})`),
  };
}
