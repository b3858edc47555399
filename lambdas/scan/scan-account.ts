import { collectSnapshot } from './collect.ts';
import { type AccountAccess, configuredAccounts } from './configured-accounts.ts';
import { ALL_PROVIDERS, type DeployedRun, type FinishDeps, finishRun, type ScanAnswer } from './finish-run.ts';
import { snapshotOf } from './latest.ts';
import { selectChecks } from './run.ts';

export interface ScanAccountDeps extends AccountAccess, FinishDeps {
  /** Reading the clouds ends by then; what was not read is written down as such. */
  readonly collectLimitMs: number;
}

/**
 * Scans the account it runs in and the others of the configuration, from the clouds to the mail.
 *
 * @throws {UsageError} when the request selects nothing, or the credentials are refused.
 */
export async function scanAccount(run: DeployedRun, deps: ScanAccountDeps): Promise<ScanAnswer> {
  const { runId, startedAt, request } = run;
  selectChecks(request.checks ?? []);
  await collectSnapshot({
    store: snapshotOf(deps.store, runId),
    runId,
    startedAt,
    clock: deps.clock,
    onProgress: deps.onProgress,
    limitMs: deps.collectLimitMs,
    gzip: true,
    accounts: configuredAccounts(deps.config, request.provider ?? ALL_PROVIDERS, deps),
    keepGoing: true,
    ...(request.regions ? { onlyRegions: request.regions } : {}),
  });
  return finishRun(run, deps);
}
