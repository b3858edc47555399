import { tongueOf } from '#languages/tongue.ts';
import { diagnoseLatest, type LatestDiagnosis } from '#scan/diagnose-latest.ts';
import { deployedConfig, reportBucket } from '#scan/live.ts';

const store = reportBucket(process.env);
const { words } = tongueOf(deployedConfig(process.env).notify.language);

/** Says why a flow gets through or not, in the language of the notices: `{"from":"internet","to":"i-…","port":"tcp/8080"}`. */
export const handler = (event: unknown): Promise<LatestDiagnosis> => diagnoseLatest(event, store, words);
