import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { Page } from './paging.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Calls that give details for a list of ids, however the recorder had batched them. */
const POOLS: Readonly<Record<string, Pool>> = {
  'guardduty:GetFindings': { ids: 'FindingIds', list: 'Findings', id: 'Id' },
  'elbv2:DescribeTags': { ids: 'ResourceArns', list: 'TagDescriptions', id: 'ResourceArn' },
  'elb:DescribeTags': { ids: 'LoadBalancerNames', list: 'TagDescriptions', id: 'LoadBalancerName' },
  'cloudwatch:GetMetricData': { ids: 'MetricDataQueries', list: 'MetricDataResults', id: 'Id' },
};

interface Pool {
  /** The request's list: of ids, or of objects that have them under `id`. */
  readonly ids: string;
  /** The answer's list, and the key of the id in its items. */
  readonly list: string;
  readonly id: string;
}

/** What the recording has of the ids that the request names, in their order; `undefined` for other calls. */
export function pickFromPool(call: string, lines: readonly RecordedCall[], input: Fields): Page | undefined {
  const pool = POOLS[call];
  if (!pool) return undefined;
  const refused = lines.find(({ error }) => error)?.error;
  if (refused) return { whole: {}, end: refused };
  const byId = new Map<unknown, Fields>();
  for (const { response } of lines) {
    for (const each of ((response as Fields)?.[pool.list] ?? []) as Fields[]) byId.set(each[pool.id], each);
  }
  const asked = ((input[pool.ids] ?? []) as unknown[]).map((each) =>
    typeof each === 'object' && each !== null ? (each as Fields)[pool.id] : each,
  );
  return { whole: { [pool.list]: asked.flatMap((id) => byId.get(id) ?? []) }, end: 'complete' };
}
