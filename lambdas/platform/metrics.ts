/** What a run counts in CloudWatch. Alarms and handlers name these from here. */
export const METRICS = {
  /** Runs over everything that is configured, which came to their end. */
  scansCompleted: 'ScansCompleted',
  scopesScanned: 'ScopesScanned',
  /** Places of which nothing could be read because we may not. */
  scopesDenied: 'ScopesDenied',
  findingsNew: 'FindingsNew',
  findingsOpen: 'FindingsOpen',
  apiCalls: 'ApiCalls',
  durationMs: 'DurationMs',
} as const;

/** Where they stand. */
export const METRICS_NAMESPACE = 'CloudPosture';

/** Their one dimension, `service`: more dimensions would cost more than the scan. */
export const METRICS_SERVICE = 'cloud-posture';

export type Metric = (typeof METRICS)[keyof typeof METRICS];

/** What a metric counts in. */
export const unitOf = (metric: Metric): 'Milliseconds' | 'Count' =>
  metric === METRICS.durationMs ? 'Milliseconds' : 'Count';

/** Takes note of a number about the run. */
export type Measure = (metric: Metric, value: number) => void;
