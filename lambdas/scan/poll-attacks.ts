import { attackCollectors } from '#collectors/alicloud/ddos.ts';
import { type Attack, attackChanges, type WatchedAttack } from '#notices/alicloud.ts';
import { type AttacksSeen, attacksIn } from '#notices/alicloud-attacks.ts';
import type { Config } from '#platform/config.ts';
import { readText, type Store } from '#platform/store.ts';
import { readScopes } from '#snapshot/read.ts';
import { GLOBAL_REGION, type MissingCall, type Scope } from '#snapshot/recorded-call.ts';
import { memoryStore } from '#stores/memory.ts';
import { collectSnapshot } from './collect.ts';
import { type AccountAccess, configuredAccounts } from './configured-accounts.ts';
import { inventoriesOf } from './inventories.ts';
import { type NoticeDeps, takeNotice } from './notice.ts';
import type { OnProgress } from './progress.ts';

export interface PollDeps extends AccountAccess {
  readonly config: Config;
  readonly notice: NoticeDeps;
  readonly onProgress: OnProgress;
  /** Asking ends by then; what could not be asked is not taken for over. */
  readonly limitMs: number;
}

/** What a poll came to. */
export interface PollAnswer {
  readonly attacks: number;
  /** State changes that were told for the first time. */
  readonly told: number;
}

/** The attacks that were going on at the last poll. */
const WATCHED = 'alerts/alicloud-attacks.json';

/**
 * Asks every configured account of Alibaba Cloud which of its addresses are in a blackhole or being scrubbed, and tells
 * what changed since the last poll. A push of theirs leads here too: it is a hint, never believed by itself.
 *
 * @throws when an account or a region could not be asked: an alarm must say that nobody is watching there.
 */
export async function pollAttacks({ config, notice, onProgress, limitMs, ...reach }: PollDeps): Promise<PollAnswer> {
  const { store, clock } = notice;
  const at = clock().toISOString();
  const accounts = configuredAccounts(config, ['alicloud'], reach).map((account) => ({
    ...account,
    collectors: attackCollectors,
  }));
  const snapshot = memoryStore();
  await collectSnapshot({
    runId: 'poll',
    startedAt: at,
    store: snapshot,
    clock,
    onProgress,
    limitMs,
    gzip: false,
    keepGoing: true,
    accounts,
  });
  const seen = await attacksSeen(snapshot);
  const couldSee = (attack: Attack): boolean => seen.some((each) => each.couldSee(attack));
  const { notices, watched } = attackChanges(await readWatched(store), {
    attacks: seen.flatMap(({ attacks }) => attacks),
    couldSee,
    at,
  });
  let told = 0;
  for (const each of notices) {
    const { alerted } = await takeNotice(
      each,
      { polledAt: at, attack: watched.find(({ address }) => address === each.resources[0]?.id) },
      notice,
    );
    if (alerted) told++;
  }
  await store.write(WATCHED, [`${JSON.stringify({ schemaVersion: 1, at, watched }, null, 2)}\n`]);
  const blind = blindSpots(seen, config);
  if (blind.length > 0) throw new Error(`could not be asked: ${blind.join(', ')}; nobody is watching there`);
  return { attacks: watched.length, told };
}

interface ScopeSeen extends AttacksSeen, Scope {
  /** The calls that keep it out of sight. */
  readonly missing: readonly MissingCall[];
}

async function attacksSeen(snapshot: Store): Promise<readonly ScopeSeen[]> {
  const seen: ScopeSeen[] = [];
  for await (const { region } of inventoriesOf(await readScopes(snapshot))) {
    if (region.provider !== 'alicloud') continue;
    const { provider, account, troubledAddresses } = region;
    const missing = region.region === GLOBAL_REGION || troubledAddresses.known ? [] : troubledAddresses.missing;
    seen.push({ ...attacksIn(region), provider, account, region: region.region, missing });
  }
  return seen;
}

/** Regions whose addresses could not be asked for, and accounts that let nobody in. */
function blindSpots(seen: readonly ScopeSeen[], config: Config): readonly string[] {
  const asked = new Set(seen.filter(({ region }) => region !== GLOBAL_REGION).map(({ account }) => account));
  const refused = config.alicloud.accounts.flatMap(({ account }) =>
    account === undefined || asked.has(account) ? [] : account,
  );
  const denied = seen.flatMap(({ account, region, missing }) =>
    missing[0] ? `${account} ${region} (${missing[0].call}: ${missing[0].code})` : [],
  );
  return [...refused, ...denied];
}

/** None before the first poll. What cannot be read is told again: ids come from the attacks, so nothing is told twice. */
async function readWatched(store: Store): Promise<readonly WatchedAttack[]> {
  try {
    const { watched } = JSON.parse((await readText(store, WATCHED)) ?? '{}') as { watched?: unknown };
    return Array.isArray(watched) ? (watched as WatchedAttack[]) : [];
  } catch {
    return [];
  }
}
