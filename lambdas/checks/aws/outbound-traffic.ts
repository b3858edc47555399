import type { OutboundDay, OutboundTraffic } from '#inventory/aws/instance-status.ts';
import { say, type Text } from '#platform/text.ts';

/** A day on which a host sent far more than it is used to. */
export interface OutboundAnomaly {
  readonly metric: 'NetworkPacketsOut' | 'NetworkOut';
  readonly day: string;
  readonly sent: number;
  readonly median: number;
}

/** Days that a median is made of, at most. */
const HISTORY_DAYS = 14;
/** With fewer days there is no telling what is usual. */
const LEAST_HISTORY_DAYS = 3;
/** Below this in a day nobody is flooded, however quiet the host was before. */
const LEAST = { NetworkPacketsOut: 1000, NetworkOut: 1_000_000 } as const;

/**
 * The anomalies of the last whole day against the median of the days before it. A day that is not over counts as well
 * where it is too much already.
 *
 * @returns `undefined` where the host is too young to tell.
 */
export function outboundAnomalies({ days }: OutboundTraffic, factor: number): readonly OutboundAnomaly[] | undefined {
  const whole = days.filter(({ isWhole }) => isWhole);
  const last = whole.at(-1);
  const history = whole.slice(0, -1).slice(-HISTORY_DAYS);
  if (!last || history.length < LEAST_HISTORY_DAYS) return undefined;
  const judged = [last, ...days.filter(({ isWhole }) => !isWhole)];
  const amounts = [
    ['NetworkPacketsOut', (day: OutboundDay) => day.packets],
    ['NetworkOut', (day: OutboundDay) => day.bytes],
  ] as const;
  return amounts.flatMap(([metric, amountOf]) => {
    const usual = medianOf(history.flatMap((day) => amountOf(day) ?? []));
    return judged.flatMap((day) => {
      const sent = amountOf(day);
      if (usual === undefined || sent === undefined || sent < LEAST[metric] || sent <= usual * factor) return [];
      return { metric, day: day.day, sent, median: usual };
    });
  });
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[middle - 1], sorted[middle]];
  if (above === undefined) return undefined;
  return sorted.length % 2 === 1 || below === undefined ? above : (below + above) / 2;
}

/** An anomaly for people: `NetworkPacketsOut on 2026-11-19 was 9,000,000, 90 times its median of 100,000`. */
export function describeAnomaly({ metric, day, sent, median }: OutboundAnomaly): Text {
  const amount = (value: number): string => value.toLocaleString('en-US');
  return median === 0
    ? say`${metric} on ${day} was ${amount(sent)}, after a median of 0`
    : say`${metric} on ${day} was ${amount(sent)}, ${Math.round(sent / median)} times its median of ${amount(median)}`;
}
