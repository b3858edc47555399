import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRICS_NAMESPACE, METRICS_SERVICE, type Measure, unitOf } from '#platform/metrics.ts';
import { type Log, logProgress } from './log-progress.ts';
import type { OnProgress } from './progress.ts';

/** How a function tells what it does. */
export interface Telemetry {
  readonly log: Log;
  readonly onProgress: OnProgress;
  readonly measure: Measure;
  /** Sends what was measured. */
  readonly flush: () => void;
}

/** Logs as JSON lines, metrics in CloudWatch's embedded format. */
export function telemetry(): Telemetry {
  const log = new Logger({ serviceName: METRICS_SERVICE });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: METRICS_SERVICE });
  return {
    log,
    onProgress: logProgress(log),
    measure: (metric, value) => void metrics.addMetric(metric, unitOf(metric), value),
    flush: () => void metrics.publishStoredMetrics(),
  };
}
