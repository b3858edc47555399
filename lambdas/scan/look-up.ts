import type { Finding } from '#findings/finding.ts';
import { isOpenState, type Notice } from '#notices/notice.ts';
import type { Clock } from '#platform/clock.ts';
import type { Policy } from '#platform/policy.ts';
import { readText, type Store } from '#platform/store.ts';
import type { Language } from '#platform/text.ts';
import {
  type DossierSources,
  dossierOf,
  noDossier,
  type ResourceDossier,
  relatedNotices,
} from '#reports/alert-dossier.ts';
import { aliDossierOf } from '#reports/alert-dossier-alicloud.ts';
import { containmentText } from '#reports/containment.ts';
import { linesOf } from '#snapshot/lines.ts';
import { readScopes, type SnapshotScope } from '#snapshot/read.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { Manifest } from '#snapshot/write.ts';
import { planIn } from './contain.ts';
import { type CloudRegion, inventoriesOf } from './inventories.ts';
import { historyKey, type LatestPointer, readLatest, snapshotOf } from './latest.ts';
import type { LookedUp } from './notice.ts';
import { readNotices } from './notice-store.ts';
import { waysInto } from './ways-in.ts';

export interface LookUpDeps {
  /** The bucket of reports, snapshots, findings and notices. */
  readonly store: Store;
  readonly policy: Policy;
  readonly clock: Clock;
  /** Of the containment plan. */
  readonly language: Language;
}

/** How far back other notices about the same resource are looked for. */
const RELATED_MS = 90 * 24 * 3_600_000;
/** Of an endless list of resources, as many are looked up. */
const RESOURCES_LOOKED_UP = 20;

/**
 * What the last run's snapshot and findings know about what a notice names, and the containment plan for the first of it.
 *
 * The region that the notice names comes first; where it names none, or the wrong one, every region of the account is searched.
 */
export async function lookUp(notice: Notice, { store, policy, clock, language }: LookUpDeps): Promise<LookedUp> {
  const latest = await readLatest(store);
  if (!latest) return { dossier: noDossier(notice, 'there is no report yet; run a scan') };
  const snapshot = snapshotOf(store, latest.runId);
  const all = (await readScopes(snapshot)).filter(
    (scope) => scope.provider === notice.provider && scope.account === notice.account,
  );
  if (all.length === 0)
    return { dossier: noDossier(notice, `the last report does not cover account ${notice.account}`) };
  const findings = await openFindings(store, latest, notice);
  const found = await searchRegions(notice, all, findings, async (region, id) => {
    if (!isOpenState(notice.state) || notice.kind === 'service-issue') return undefined;
    const plan = planIn(region, id, { operators: policy.operators, at: clock().toISOString(), language, notice });
    if (!plan) return undefined;
    const key = `alerts/${notice.alertId}/containment.txt`;
    await store.write(key, [containmentText(plan)]);
    return store.locate(key);
  });
  const since = new Date(Date.parse(notice.updatedAt ?? clock().toISOString()) - RELATED_MS).toISOString();
  const { notices } = await readNotices(store, since);
  const manifest = JSON.parse((await readText(snapshot, 'manifest.json')) ?? '{}') as Partial<Manifest>;
  return {
    dossier: {
      snapshotAt: manifest.startedAt ?? latest.finishedAt,
      resources: found.dossiers,
      notFound: notice.resources
        .map(({ id }) => id)
        .filter((id) => !found.ids.has(id))
        .slice(0, RESOURCES_LOOKED_UP),
      related: relatedNotices(notice, notices),
    },
    ...(found.plan === undefined ? {} : { plan: found.plan }),
  };
}

interface Found {
  readonly dossiers: readonly ResourceDossier[];
  readonly ids: ReadonlySet<string>;
  readonly plan?: string;
}

async function searchRegions(
  notice: Notice,
  scopes: readonly SnapshotScope[],
  findings: readonly Finding[],
  writePlan: (region: CloudRegion, id: string) => Promise<string | undefined>,
): Promise<Found> {
  const wanted = notice.resources.slice(0, RESOURCES_LOOKED_UP);
  const named = new Set([notice.region, ...wanted.flatMap(({ region }) => region ?? [])]);
  const isNamed = ({ region }: SnapshotScope): boolean => region === GLOBAL_REGION || named.has(region);
  const dossiers = new Map<string, ResourceDossier>();
  const ids = new Set<string>();
  let plan: string | undefined;
  for (const part of [
    scopes.filter(isNamed),
    scopes.filter((scope) => scope.region === GLOBAL_REGION || !isNamed(scope)),
  ]) {
    if (wanted.every(({ id }) => ids.has(id))) break;
    for await (const { region } of inventoriesOf(part)) {
      for (const { id } of wanted.filter((each) => !ids.has(each.id))) {
        const dossier = dossierIn(region, id, findings);
        if (!dossier) continue;
        ids.add(id);
        dossiers.set(dossier.id, dossiers.get(dossier.id) ?? dossier);
        plan ??= await writePlan(region, id);
      }
    }
  }
  return { dossiers: [...dossiers.values()], ids, ...(plan === undefined ? {} : { plan }) };
}

function dossierIn(region: CloudRegion, id: string, findings: readonly Finding[]): ResourceDossier | undefined {
  const sources: DossierSources = { findings, waysIn: (names) => waysInto(region, names) };
  return region.provider === 'aws' ? dossierOf(region, id, sources) : aliDossierOf(region, id, sources);
}

/** The account's standing findings of the last run; none where its history is gone. */
async function openFindings(
  store: Store,
  { folder, runId }: LatestPointer,
  notice: Notice,
): Promise<readonly Finding[]> {
  const key = historyKey(notice.provider, folder.split('/')[1] ?? '', runId);
  if ((await store.list(key)).length === 0) return [];
  const findings: Finding[] = [];
  for await (const line of linesOf(store, key)) {
    if (!line.includes(notice.account)) continue;
    const finding = JSON.parse(line) as Finding;
    if (finding.resource.account === notice.account && (finding.status === 'new' || finding.status === 'open'))
      findings.push(finding);
  }
  return findings;
}
