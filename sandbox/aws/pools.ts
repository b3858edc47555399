import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { Page } from './paging.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Calls that give details for a list of ids, however the recorder had batched them. */
const POOLS: Readonly<Record<string, { readonly ids: string; readonly list: string; readonly id: string }>> = {
  'guardduty:GetFindings': { ids: 'FindingIds', list: 'Findings', id: 'Id' },
  'elbv2:DescribeTags': { ids: 'ResourceArns', list: 'TagDescriptions', id: 'ResourceArn' },
  'elb:DescribeTags': { ids: 'LoadBalancerNames', list: 'TagDescriptions', id: 'LoadBalancerName' },
};

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
  const found = ((input[pool.ids] ?? []) as unknown[]).flatMap((id) => byId.get(id) ?? []);
  return { whole: { [pool.list]: found }, end: 'complete' };
}
