import { type AwsGlobal, type AwsRegion, AwsRegionBuilder } from '#inventory/aws/region.ts';
import type { SnapshotSource } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One recorded answer. */
export const answered = (call: string, response: unknown, request: Fields = {}): RecordedCall => ({
  call,
  request,
  response,
});

/** One recorded refusal. */
export const refused = (call: string, code = 'AccessDenied', request: Fields = {}): RecordedCall => ({
  call,
  request,
  error: { code, message: 'said by the cloud' },
});

/** The inventory of these calls, in whatever order they come. */
export function inventoryOf(
  calls: readonly RecordedCall[],
  {
    source = 'recorded',
    region = 'eu-west-1',
    global,
  }: { readonly source?: SnapshotSource; readonly region?: string; readonly global?: AwsGlobal } = {},
): AwsRegion {
  const builder = new AwsRegionBuilder({ provider: 'aws', account: '111122223333', region }, source, global);
  for (const call of calls) builder.add(call);
  return builder.build();
}

/** What is missing for a fact, call and code only; nothing for a fact that is known. */
export const missingOf = (fact: {
  readonly known: boolean;
  readonly missing?: readonly { readonly call: string; readonly code: string }[];
}): readonly string[] => (fact.missing ?? []).map(({ call, code }) => `${call} ${code}`);
