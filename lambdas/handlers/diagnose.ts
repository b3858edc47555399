import { diagnoseLatest, type LatestDiagnosis } from '#scan/diagnose-latest.ts';
import { reportBucket } from '#scan/live.ts';

const store = reportBucket(process.env);

/** Says why a flow gets through or not: `{"from":"internet","to":"i-…","port":"tcp/8080"}`. */
export const handler = (event: unknown): Promise<LatestDiagnosis> => diagnoseLatest(event, store);
