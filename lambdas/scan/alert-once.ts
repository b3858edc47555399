import type { Clock } from '#platform/clock.ts';
import { readText, type Store } from '#platform/store.ts';

/** How long whoever claimed an alert has for sending it before somebody else may. */
const LEASE_MS = 120_000;
/** More attempts than a queue would ever deliver. */
const MOST_CLAIMS = 50;

export interface AlertOnceDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Who is asking. The same for every attempt at one delivery: who claimed and failed goes on at once. */
  readonly claimant: string;
}

/** Who means to send an alert. */
interface Claim {
  readonly by: string;
  readonly at: string;
}

/**
 * Sends an alert once, however often and by however many at a time it is asked for.
 *
 * The claim comes before sending and the mark after it. Of two who ask at once, one claims. When sending fails, the mark
 * is missing and the claimant's next attempt sends; when the claimant never comes back, anybody does once its lease is over.
 *
 * @returns Whether this call sent it.
 */
export async function alertOnce(
  alertId: string,
  { store, clock, claimant }: AlertOnceDeps,
  send: () => Promise<void>,
): Promise<boolean> {
  const folder = `alerts/${alertId}`;
  const sent = `${folder}/sent.json`;
  if ((await readText(store, sent)) !== undefined) return false;
  if (!(await claim(folder, { store, clock, claimant }))) return false;
  await send();
  await store.writeOnce(sent, `${JSON.stringify({ at: clock().toISOString(), by: claimant })}\n`);
  return true;
}

async function claim(folder: string, { store, clock, claimant }: AlertOnceDeps): Promise<boolean> {
  for (let attempt = 1; attempt <= MOST_CLAIMS; attempt++) {
    const key = `${folder}/claim-${attempt}.json`;
    const mine: Claim = { by: claimant, at: clock().toISOString() };
    if (await store.writeOnce(key, `${JSON.stringify(mine)}\n`)) return true;
    const { by, at } = readClaim(await readText(store, key));
    if (by !== claimant && clock().getTime() - Date.parse(at) < LEASE_MS) return false;
  }
  throw new Error(`${folder} was claimed ${MOST_CLAIMS} times and never sent`);
}

/** A claim that cannot be read has run out. */
function readClaim(content: string | undefined): Claim {
  try {
    const claim = JSON.parse(content ?? '{}') as Partial<Claim>;
    return { by: claim.by ?? '', at: claim.at ?? '' };
  } catch {
    return { by: '', at: '' };
  }
}
