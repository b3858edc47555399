import type { AliCallName } from '#snapshot/alicloud-calls.ts';
import type { AliAsk } from './paging.ts';

/** What a collector of Alibaba Cloud works with. */
export interface AliCollectContext {
  readonly ask: AliAsk;
  /** The region that is read; the home region for what is central. */
  readonly region: string;
  /** The moment of the run, from which "the last seven days" are counted. */
  readonly now: Date;
}

/** Reads one product of Alibaba Cloud into the snapshot. */
export interface AliCollector {
  readonly provider: 'alicloud';
  /** Once a region, or once an account. */
  readonly scope: 'region' | 'global';
  /** Every call that it makes: what the RAM policies are made of. */
  readonly calls: readonly AliCallName[];
  collect(context: AliCollectContext): Promise<void>;
}

/** Declares a collector. */
export const defineCollector = (collector: Omit<AliCollector, 'provider'>): AliCollector => ({
  provider: 'alicloud',
  ...collector,
});

/** How far back events are asked for. */
const EVENTS_MS = 7 * 24 * 3_600_000;

/** The window of events that end now, in the unit of the API. */
export function eventWindow(now: Date, unit: 'ms' | 's'): { readonly StartTime: number; readonly EndTime: number } {
  const divisor = unit === 'ms' ? 1 : 1_000;
  // Whole minutes, which is what Anti-DDoS Proxy takes.
  const endMs = Math.floor(now.getTime() / 60_000) * 60_000;
  return { StartTime: (endMs - EVENTS_MS) / divisor, EndTime: endMs / divisor };
}
