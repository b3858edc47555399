import * as z from 'zod';
import type { Diagnosis } from '#network/explain/diagnosis.ts';
import { bareNumberHint, type Flow, readFlow } from '#network/flow.ts';
import { parsePayload } from '#platform/payload.ts';
import type { Store } from '#platform/store.ts';
import { inEnglish, type Words } from '#platform/told.ts';
import { UsageError } from '#platform/usage-error.ts';
import { diagnoseIn } from './diagnose.ts';
import { ALL_PROVIDERS } from './finish-run.ts';
import { readLatest, snapshotOf } from './latest.ts';

const flow = z.string().refine((value) => readFlow(value) !== undefined, {
  error: ({ input }) =>
    bareNumberHint(String(input)) ?? 'must be PROTOCOL/PORT such as tcp/8080, udp/53, icmp/8, or all',
});

/** A question about one flow, as the console's Test button asks it. */
const requestSchema = z.strictObject({
  /** `internet`, an address, a CIDR, or a resource id. */
  from: z.string().min(1),
  /** A resource id or an address. */
  to: z.string().min(1),
  port: flow,
  /** Show only the hops where this flow fares otherwise. */
  compare: flow.optional(),
  clientPort: z.int().min(1).max(65_535).optional(),
});

/** The answer, and which run's snapshot it was read from. */
export interface LatestDiagnosis extends Diagnosis {
  readonly snapshot: { readonly runId: string; readonly finishedAt: string };
}

/**
 * Answers a question about one flow from the last whole run, in the language of `words`.
 *
 * @throws {UsageError} for a mistake in the question, an end of the flow that is not there, and before the first run.
 */
export async function diagnoseLatest(
  payload: unknown,
  store: Store,
  words: Words = inEnglish,
): Promise<LatestDiagnosis> {
  const { from, to, port, compare, clientPort } = parsePayload(requestSchema, payload);
  const latest = await readLatest(store);
  if (latest === undefined)
    throw new UsageError('nothing has been scanned yet: run the ScanNow function with {} first');
  const { runId, finishedAt } = latest;
  const diagnosis = await diagnoseIn(
    snapshotOf(store, runId),
    { providers: ALL_PROVIDERS, regions: 'all' },
    {
      from,
      to,
      flow: flowOf(port),
      words,
      ...(compare === undefined ? {} : { compare: flowOf(compare) }),
      ...(clientPort === undefined ? {} : { clientPort }),
    },
  );
  return { ...diagnosis, snapshot: { runId, finishedAt } };
}

function flowOf(written: string): Flow {
  const read = readFlow(written);
  if (read === undefined) throw new UsageError(`${written} is no flow`);
  return read;
}
